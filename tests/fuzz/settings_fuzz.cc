// Any bytes as isthmus.toml.
#include <cstdint>

#include "indexer/parsers/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isthmus::parsers;
  const auto collection = parse_collection({reinterpret_cast<const char*>(data), size});
  if (!collection) return 0;
  static_cast<void>(fingerprint(settings_for(*collection, "practice/orders.csv", {})));
  static_cast<void>(is_ignored(*collection, "practice/orders.csv"));
  return 0;
}
