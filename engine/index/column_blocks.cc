#include "engine/index/column_blocks.h"

#include "schema/byte_order.h"

namespace isthmus::index {
namespace {

constexpr std::uint32_t kBlockDocuments = 256;
constexpr std::size_t kMaxRowBytes = 0xffff;

std::string key_of(std::uint32_t block) { return "isthmus_columns:" + std::to_string(block); }

// Calls visit(place, packed) for the rows of a block that are not empty.
template <typename Visit>
void for_each_row(std::string_view bytes, Visit&& visit) {
  for (std::uint32_t place = 0; place < kBlockDocuments && bytes.size() >= 2; ++place) {
    const std::size_t size = get_little_endian<std::uint16_t>(bytes);
    bytes.remove_prefix(2);
    const std::string_view row = bytes.substr(0, size);
    bytes.remove_prefix(row.size());
    if (!row.empty()) visit(place, row);
  }
}

}  // namespace

void ColumnBlocks::set(const Xapian::Database& database, Xapian::docid document,
                       std::string_view packed) {
  const auto [entry, is_new] = changed_.try_emplace(document / kBlockDocuments);
  Block& block = entry->second;
  if (is_new) {
    block.resize(kBlockDocuments);
    for_each_row(database.get_metadata(key_of(entry->first)),
                 [&](std::uint32_t place, std::string_view row) { block[place] = row; });
  }
  block[document % kBlockDocuments] = packed.substr(0, kMaxRowBytes);
}

void ColumnBlocks::write(Xapian::WritableDatabase& database) {
  for (const auto& [number, block] : changed_) {
    std::string bytes;
    for (const std::string& row : block) {
      put_little_endian(bytes, static_cast<std::uint16_t>(row.size()));
      bytes += row;
    }
    database.set_metadata(key_of(number), bytes);
  }
  changed_.clear();
}

void for_each_columns(const Xapian::Database& database,
                      const std::function<void(Xapian::docid, std::string_view)>& visit) {
  const std::uint32_t last = database.get_lastdocid() / kBlockDocuments;
  for (std::uint32_t number = 0; number <= last; ++number) {
    for_each_row(database.get_metadata(key_of(number)),
                 [&](std::uint32_t place, std::string_view row) {
                   visit(number * kBlockDocuments + place, row);
                 });
  }
}

}  // namespace isthmus::index
