// Any bytes as the answer of an OAI-PMH repository.
#include <cstdint>

#include "indexer/harvest/oai.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isthmus::harvest;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto response = Response::parse(bytes);
  if (!response) return 0;
  static_cast<void>(response->error_code());
  static_cast<void>(response->date());
  static_cast<void>(identity_in(*response));
  static_cast<void>(readable_prefixes(*response));
  static_cast<void>(offered_prefixes(*response));
  static_cast<void>(page_in(*response, bytes));
  return 0;
}
