// Any bytes as a query that somebody typed.
#include <cstdint>

#include "engine/search/query_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(isthmus::search::parse_query({reinterpret_cast<const char*>(data), size}));
  return 0;
}
