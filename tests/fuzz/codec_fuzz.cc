// Any content under a right checksum through the decoders of everything that is stored.
#include <cstdint>
#include <string>

#include "schema/codec.h"
#include "schema/hash.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isthmus;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::uint64_t hash = hash64(bytes);
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(hash >> (8 * i) & 0xff);
  static_cast<void>(codec::decode<Record>(bytes));
  static_cast<void>(codec::decode<StoredRecord>(bytes));
  static_cast<void>(codec::decode<Profile>(bytes));
  static_cast<void>(codec::decode<LinkList>(bytes));
  static_cast<void>(codec::decode<Organisation>(bytes));
  return 0;
}
