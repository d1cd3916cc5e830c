// What reader and writer of the index agree on beside schema/terms.h: the two databases' folders,
// the watermark and the layout's version.
//
// Only the public database carries the watermark. The restricted one is committed before it, and
// only when it changed, so that it is never behind.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <xapian.h>

#include "schema/error.h"
#include "schema/face.h"

namespace isthmus::index {

inline constexpr const char* kWatermarkKey = "isthmus_watermark";
inline constexpr const char* kLayoutKey = "isthmus_layout";
inline constexpr const char* kLayout = "2";  // 1 kept columns as values and did not say its number

inline std::string database_path(const std::filesystem::path& directory, Face face) {
  return (directory / (face == Face::kPublic ? "public" : "restricted")).string();
}

inline std::uint64_t read_watermark(const Xapian::Database& database) {
  return std::strtoull(database.get_metadata(kWatermarkKey).c_str(), nullptr, 10);
}

// An index of another layout can only be made anew.
inline Result<void> check_layout(const Xapian::Database& database) {
  if (read_watermark(database) == 0 || database.get_metadata(kLayoutKey) == kLayout) return {};
  return Error{ErrorCode::kCorrupt, "the index was made by another version of Isthmus",
               "any run of isthmus-indexer that writes, such as add, makes it anew"};
}

}  // namespace isthmus::index
