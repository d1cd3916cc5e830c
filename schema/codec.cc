#include "schema/codec.h"

#include <bit>
#include <concepts>
#include <cstring>
#include <limits>
#include <type_traits>

#include "schema/activity.h"
#include "schema/byte_order.h"
#include "schema/harvest_state.h"
#include "schema/hash.h"
#include "schema/lexicon.h"
#include "schema/space.h"
#include "schema/structure.h"
#include "schema/topic.h"
#include "schema/version.h"
#include "schema/work.h"

namespace isthmus::codec {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kChecksumBytes = 8;

template <typename T>
concept Enumeration = std::is_enum_v<T>;

void put_varint(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

bool get_varint(std::string_view& bytes, std::uint64_t& number) {
  number = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

bool get_bytes(std::string_view& bytes, std::string_view& value) {
  std::uint64_t length = 0;
  if (!get_varint(bytes, length) || length > bytes.size()) return false;
  value = bytes.substr(0, length);
  bytes.remove_prefix(length);
  return true;
}

void put_field(std::string& out, int tag, std::string_view value) {
  put_varint(out, static_cast<std::uint64_t>(tag));
  put_varint(out, value.size());
  out += value;
}

// A field whose value `put` appends where it belongs; nothing where it appends nothing and that may
// be left out.
enum class Empty : bool { kLeftOut, kKept };
template <typename Put>
void put_made_field(std::string& out, int tag, Empty empty, Put&& put) {
  const std::size_t begin = out.size();
  put_varint(out, static_cast<std::uint64_t>(tag));
  const std::size_t length_at = out.size();
  out += '\0';  // most lengths take one byte
  put();
  const std::size_t length = out.size() - length_at - 1;
  if (length == 0 && empty == Empty::kLeftOut) return out.resize(begin);
  if (length < 0x80) {
    out[length_at] = static_cast<char>(length);
    return;
  }
  std::string varint;
  put_varint(varint, length);
  out.replace(length_at, 1, varint);
}

// --- encoding: one overload for each kind of member ---

template <Structure T>
void put_fields(std::string& out, const T& value);

struct FieldWriter {
  std::string& out;

  void operator()(int tag, const char*, const std::string& text) const {
    if (!text.empty()) put_field(out, tag, text);
  }
  void operator()(int tag, const char*, const Date& date) const {
    if (!date.has_value()) return;
    std::string bytes;
    put_little_endian(bytes, static_cast<std::uint16_t>(date.year));
    bytes += static_cast<char>(date.month);
    bytes += static_cast<char>(date.day);
    put_field(out, tag, bytes);
  }
  void operator()(int tag, const char*, double number) const {
    if (number == 0) return;
    std::string bytes;
    put_little_endian(bytes, std::bit_cast<std::uint64_t>(number));
    put_field(out, tag, bytes);
  }
  template <std::unsigned_integral T>
  void operator()(int tag, const char*, T number) const {
    if (number == 0) return;
    std::string bytes;
    put_varint(bytes, number);
    put_field(out, tag, bytes);
  }
  template <Enumeration T>
  void operator()(int tag, const char*, T value) const {
    if (static_cast<std::uint8_t>(value) != 0)
      put_field(out, tag, std::string(1, static_cast<char>(value)));
  }
  template <Structure T>
  void operator()(int tag, const char*, const T& value) const {
    put_made_field(out, tag, Empty::kLeftOut, [&] { put_fields(out, value); });
  }
  void operator()(int tag, const char*, const std::vector<std::string>& list) const {
    for (const std::string& element : list) put_field(out, tag, element);
  }
  template <Structure T>
  void operator()(int tag, const char*, const std::vector<T>& list) const {
    for (const T& element : list)
      put_made_field(out, tag, Empty::kKept, [&] { put_fields(out, element); });
  }
  void operator()(int tag, const char*, const Translations& map) const {
    for (const auto& [key, text] : map) {
      std::string bytes;
      put_varint(bytes, key.size());
      put_field(out, tag, bytes + key + text);
    }
  }
};

template <Structure T>
void put_fields(std::string& out, const T& value) {
  T::visit_fields(value, FieldWriter{out});
}

// --- decoding ---

constexpr std::size_t kEveryElement = std::numeric_limits<std::size_t>::max();

template <Structure T>
bool get_fields(std::string_view bytes, T& value, std::size_t most = kEveryElement);

bool get_value(std::string_view bytes, std::string& text) {
  text.assign(bytes);
  return true;
}
bool get_value(std::string_view bytes, Date& date) {
  if (bytes.size() != 4) return false;
  date = {static_cast<std::int16_t>(get_little_endian<std::uint16_t>(bytes)),
          static_cast<std::uint8_t>(bytes[2]), static_cast<std::uint8_t>(bytes[3])};
  return true;
}
bool get_value(std::string_view bytes, double& number) {
  if (bytes.size() != sizeof(double)) return false;
  number = std::bit_cast<double>(get_little_endian<std::uint64_t>(bytes));
  return true;
}
template <std::unsigned_integral T>
bool get_value(std::string_view bytes, T& value) {
  std::uint64_t number = 0;
  if (!get_varint(bytes, number) || !bytes.empty()) return false;
  value = static_cast<T>(number);
  return true;
}
template <Enumeration T>
bool get_value(std::string_view bytes, T& value) {
  if (bytes.size() != 1) return false;
  value = static_cast<T>(bytes.front());
  return true;
}
template <Structure T>
bool get_value(std::string_view bytes, T& value) {
  return get_fields(bytes, value);
}
template <typename T>
bool get_value(std::string_view bytes, std::vector<T>& list) {
  return get_value(bytes, list.emplace_back());
}
bool get_value(std::string_view bytes, Translations& map) {
  std::string_view key;
  if (!get_bytes(bytes, key)) return false;
  map[std::string(key)] = std::string(bytes);
  return true;
}

struct FieldReader {
  int wanted;
  std::string_view bytes;
  std::size_t most;
  bool& good;

  template <typename T>
  void operator()(int tag, const char*, T& member) const {
    if (tag == wanted) good = get_value(bytes, member);
  }
  template <typename T>
  void operator()(int tag, const char*, std::vector<T>& list) const {
    if (tag == wanted && list.size() < most) good = get_value(bytes, list);
  }
};

template <Structure T>
bool get_fields(std::string_view bytes, T& value, std::size_t most) {
  while (!bytes.empty()) {
    std::uint64_t tag = 0;
    std::string_view field;
    if (!get_varint(bytes, tag) || !get_bytes(bytes, field)) return false;
    bool good = true;
    T::visit_fields(value, FieldReader{static_cast<int>(tag), field, most, good});
    if (!good) return false;
  }
  return true;
}

}  // namespace

template <typename T>
std::string encode(const T& value) {
  std::string out(1, static_cast<char>(kVersion));
  put_fields(out, value);
  put_little_endian(out, hash64(out));
  return out;
}

template <typename T>
Result<T> decode(std::string_view bytes) {
  return decode_first<T>(bytes, kEveryElement);
}

template <typename T>
Result<T> decode_first(std::string_view bytes, std::size_t most) {
  const Error corrupt{ErrorCode::kCorrupt,
                      "a stored value of " + std::to_string(bytes.size()) + " bytes cannot be read",
                      "run `isthmus-indexer check --repair`"};
  if (bytes.size() < 1 + kChecksumBytes) return corrupt;
  const std::string_view content = bytes.substr(0, bytes.size() - kChecksumBytes);
  if (hash64(content) != get_little_endian<std::uint64_t>(bytes.substr(content.size())))
    return corrupt;
  if (static_cast<std::uint8_t>(content.front()) > kVersion) {
    return Error{ErrorCode::kNewerSchema,
                 "a stored value was written by a newer version of Isthmus", "use that version"};
  }
  T value;
  if (!get_fields(content.substr(1), value, most)) return corrupt;
  return value;
}

#define ISTHMUS_CODEC(T)                          \
  template std::string encode<T>(const T&);       \
  template Result<T> decode<T>(std::string_view); \
  template Result<T> decode_first<T>(std::string_view, std::size_t);
ISTHMUS_CODEC(Record)
ISTHMUS_CODEC(StoredRecord)
ISTHMUS_CODEC(StoredHeadline)
ISTHMUS_CODEC(Change)
ISTHMUS_CODEC(SourceState)
ISTHMUS_CODEC(HarvestState)
ISTHMUS_CODEC(Profile)
ISTHMUS_CODEC(LinkList)
ISTHMUS_CODEC(LinkScale)
ISTHMUS_CODEC(Organisation)
ISTHMUS_CODEC(Programme)
ISTHMUS_CODEC(Agreement)
ISTHMUS_CODEC(WorkSignature)
ISTHMUS_CODEC(WorkBucket)
ISTHMUS_CODEC(WorkTies)
ISTHMUS_CODEC(WorkDecision)
ISTHMUS_CODEC(Lexicon)
ISTHMUS_CODEC(LexiconTerm)
ISTHMUS_CODEC(PairDecision)
ISTHMUS_CODEC(SpaceState)
ISTHMUS_CODEC(SpaceTerms)
ISTHMUS_CODEC(LinkDecision)
ISTHMUS_CODEC(TakenGap)
ISTHMUS_CODEC(RecordedSearch)
ISTHMUS_CODEC(VisitorSalt)
ISTHMUS_CODEC(Topic)
ISTHMUS_CODEC(StoredTopicSubject)
ISTHMUS_CODEC(TopicPoint)
ISTHMUS_CODEC(Gap)
ISTHMUS_CODEC(TopicsState)
#undef ISTHMUS_CODEC

}  // namespace isthmus::codec
