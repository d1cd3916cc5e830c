// Any bytes through one parser.
#include <cstdint>

#include "tests/fuzz/parse_any.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  isthmus::fuzz::parse_any(ISTHMUS_FUZZ_PATH, {reinterpret_cast<const char*>(data), size});
  return 0;
}
