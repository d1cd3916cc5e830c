// Archives made in memory, for tests of what reads them. The door of libarchive for the tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::testing {

struct Packed {
  std::string path;
  std::string_view content;
};

enum class Packing : std::uint8_t {
  kZip,
  kStoredZip,
  kSevenZip,
  kTar,
  kTarGzip,
  kTarZstd,
  kGzip  // the content of the one file alone
};

std::string pack(const std::vector<Packed>& files, Packing packing);

}  // namespace isthmus::testing
