// Any bytes as the answer of an OAI-PMH repository.
#include <cstdint>

#include "indexer/harvest/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  isthmus::harvest::Reading reading({});
  static_cast<void>(reading.response({reinterpret_cast<const char*>(data), size}));
  return 0;
}
