// What reader and writer of the index agree on beside schema/terms.h: the two databases' folders
// and the watermark.
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

#include "schema/face.h"

namespace isthmus::index {

inline constexpr const char* kWatermarkKey = "isthmus_watermark";

inline std::string database_path(const std::filesystem::path& directory, Face face) {
  return (directory / (face == Face::kPublic ? "public" : "restricted")).string();
}

inline std::uint64_t read_watermark(const Xapian::Database& database) {
  return std::strtoull(database.get_metadata(kWatermarkKey).c_str(), nullptr, 10);
}

}  // namespace isthmus::index
