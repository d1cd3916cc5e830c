#include "engine/index/columns.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include "schema/byte_order.h"
#include "schema/hash.h"

namespace isthmus::index {
namespace {

constexpr std::array<std::string_view, kFacetCount> kNames = {
    "side", "kind", "organisation", "programme", "language", "year"};

// Strings of one facet as small numbers; 0 is the empty string.
class Dictionary {
 public:
  Dictionary() { number_of(""); }

  std::uint32_t number_of(std::string_view text) {
    const auto [entry, is_new] =
        numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(entry->first);
    return entry->second;
  }
  const std::string& text_of(std::uint32_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

// One document: 32 bytes. Programmes are a range of a shared array.
struct Row {
  std::uint64_t hash = 0;  // of the id; 0: no document
  std::uint32_t organisation = 0;
  std::uint32_t programmes = 0;
  std::int16_t year = 0;
  std::uint16_t language = 0;
  std::uint8_t programme_count = 0;
  std::uint8_t side = 0;
  std::uint8_t kind = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
};

constexpr std::size_t kFixedBytes = 14;  // of a packed document, before its texts

template <typename Unsigned>
Unsigned take_little_endian(std::string_view& bytes) {
  const auto number = get_little_endian<Unsigned>(bytes);
  bytes.remove_prefix(sizeof(Unsigned));
  return number;
}

std::string_view take_text(std::string_view& bytes) {
  if (bytes.empty()) return {};
  const std::size_t length =
      std::min<std::size_t>(static_cast<unsigned char>(bytes.front()), bytes.size() - 1);
  const std::string_view text = bytes.substr(1, length);
  bytes.remove_prefix(1 + length);
  return text;
}

void put_text(std::string& out, std::string_view text) {
  const std::size_t length = std::min<std::size_t>(text.size(), 255);
  out += static_cast<char>(length);
  out += text.substr(0, length);
}

}  // namespace

std::string_view name_of(Facet facet) { return kNames[static_cast<std::size_t>(facet)]; }

std::optional<Facet> facet_from_name(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Facet>(found - kNames.begin());
}

std::string pack_columns(const Record& shown) {
  std::string out;
  out += static_cast<char>(shown.side);
  out += static_cast<char>(shown.kind);
  put_little_endian(out, static_cast<std::uint16_t>(shown.date.year));
  out += static_cast<char>(shown.date.month);
  out += static_cast<char>(shown.date.day);
  put_little_endian(out, std::uint64_t{hash64(shown.id)});
  put_text(out, std::string_view(shown.language).substr(0, shown.language.find('-')));
  put_text(out, shown.organisation);
  for (const std::string& programme : shown.programmes) put_text(out, programme);
  return out;
}

struct Columns::Impl {
  std::array<std::vector<Row>, 2> rows;  // by face, then by serial
  std::vector<std::uint32_t> programmes;
  Dictionary programme_names;
  Dictionary organisation_names;
  Dictionary language_names;

  // Of the first face that has one.
  const Row& row(std::uint32_t serial) const {
    static constexpr Row kAbsent;
    for (const std::vector<Row>& of_face : rows) {
      if (serial < of_face.size() && of_face[serial].hash != 0) return of_face[serial];
    }
    return kAbsent;
  }

  // Calls visit(row) for the rows of all documents of both faces.
  template <typename Visit>
  void for_each(const DocumentsByFace& documents, Visit&& visit) const {
    for (std::size_t face = 0; face < documents.size(); ++face) {
      documents[face].for_each([&](std::uint32_t serial) {
        if (serial < rows[face].size()) visit(rows[face][serial]);
      });
    }
  }
};

Columns::Columns() : impl_(std::make_unique<Impl>()) {}
Columns::~Columns() = default;
Columns::Columns(Columns&&) noexcept = default;

void Columns::set(Face face, std::uint32_t serial, std::string_view packed) {
  std::vector<Row>& rows = impl_->rows[index_of(face)];
  if (serial >= rows.size()) rows.resize(serial + 1);
  if (packed.size() < kFixedBytes) return;
  Row& row = rows[serial];
  row.side = take_little_endian<std::uint8_t>(packed);
  row.kind = take_little_endian<std::uint8_t>(packed);
  row.year = static_cast<std::int16_t>(take_little_endian<std::uint16_t>(packed));
  row.month = take_little_endian<std::uint8_t>(packed);
  row.day = take_little_endian<std::uint8_t>(packed);
  row.hash = take_little_endian<std::uint64_t>(packed);
  row.language = static_cast<std::uint16_t>(impl_->language_names.number_of(take_text(packed)));
  row.organisation = impl_->organisation_names.number_of(take_text(packed));
  row.programmes = static_cast<std::uint32_t>(impl_->programmes.size());
  for (; !packed.empty() && row.programme_count < 255; ++row.programme_count) {
    impl_->programmes.push_back(impl_->programme_names.number_of(take_text(packed)));
  }
}

std::string Columns::tie_key(std::uint32_t serial) const {
  return big_endian(impl_->row(serial).hash);
}

std::string Columns::date_key(std::uint32_t serial) const {
  const Row& row = impl_->row(serial);
  return big_endian(static_cast<std::uint16_t>(row.year)) + big_endian(row.month) +
         big_endian(row.day) + big_endian(row.hash);
}

std::vector<FacetCount> Columns::count(Facet facet, const DocumentsByFace& documents) const {
  std::vector<std::uint64_t> counts;
  std::function<std::string(std::size_t)> name;
  const auto tally = [&](std::size_t size, auto&& number_of) {
    counts.assign(size, 0);
    impl_->for_each(documents, [&](const Row& row) { ++counts[number_of(row)]; });
  };
  switch (facet) {
    case Facet::kSide:
      tally(256, [](const Row& row) { return row.side; });
      name = [](std::size_t number) {
        return std::string(isthmus::name_of(static_cast<Side>(number)));
      };
      break;
    case Facet::kKind:
      tally(256, [](const Row& row) { return row.kind; });
      name = [](std::size_t number) {
        return std::string(isthmus::name_of(static_cast<Kind>(number)));
      };
      break;
    case Facet::kYear:
      tally(32768, [](const Row& row) {
        return static_cast<std::size_t>(std::max<std::int16_t>(row.year, 0));
      });
      name = [](std::size_t number) {
        return number == 0 ? std::string() : std::to_string(number);
      };
      break;
    case Facet::kLanguage:
      tally(impl_->language_names.size(), [](const Row& row) { return row.language; });
      name = [this](std::size_t number) {
        return impl_->language_names.text_of(static_cast<std::uint32_t>(number));
      };
      break;
    case Facet::kOrganisation:
      tally(impl_->organisation_names.size(), [](const Row& row) { return row.organisation; });
      name = [this](std::size_t number) {
        return impl_->organisation_names.text_of(static_cast<std::uint32_t>(number));
      };
      break;
    case Facet::kProgramme:
      counts.assign(impl_->programme_names.size(), 0);
      impl_->for_each(documents, [&](const Row& row) {
        for (std::uint32_t i = 0; i < row.programme_count; ++i)
          ++counts[impl_->programmes[row.programmes + i]];
      });
      name = [this](std::size_t number) {
        return impl_->programme_names.text_of(static_cast<std::uint32_t>(number));
      };
      break;
  }
  std::vector<FacetCount> result;
  for (std::size_t number = 0; number < counts.size(); ++number) {
    if (counts[number] == 0) continue;
    std::string value = name(number);
    if (!value.empty()) result.push_back({std::move(value), counts[number]});
  }
  std::sort(result.begin(), result.end(), [](const FacetCount& a, const FacetCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return result;
}

}  // namespace isthmus::index
