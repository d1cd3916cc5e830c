// The parts of an office document or an e-book, packed into one: what the fuzzer changes is their
// XML, which it could not reach through compressed bytes and checksums.
//
//   input := (0x1e path 0x0a content)*
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/parse_any.h"
#include "tests/support/packing.h"

namespace {

// One that every packer can write.
bool is_path(std::string_view text) {
  return !text.empty() && text.size() < 200 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isthmus;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<testing::Packed> parts;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find('\x1e'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const std::size_t end = part.find('\n');
    if (end != std::string_view::npos && is_path(part.substr(0, end)))
      parts.push_back({std::string(part.substr(0, end)), part.substr(end + 1)});
  }
  fuzz::parse_any(ISTHMUS_FUZZ_PATH, testing::pack(parts, testing::Packing::kStoredZip));
  return 0;
}
