#include "tests/support/zip_file.h"

namespace isthmus::testing {

std::string zip_file(const ZipMembers& members, Packing packing) {
  std::vector<Packed> files;
  for (const auto& [path, bytes] : members) files.push_back({path, bytes});
  return pack(files, packing);
}

}  // namespace isthmus::testing
