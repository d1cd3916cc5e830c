// Any bytes as a lexicon: as a table, as lines of CC-CEDICT and as XML.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/pipeline/lexicons.h"

namespace {

using namespace isthmus;

// What was read can be stored, and no entry is without a pair.
void read_as(const char* path, std::string_view bytes) {
  const pipeline::LexiconFile file = pipeline::read_lexicon(path, bytes);
  for (const LexiconEntry& entry : file.entries) {
    if (entry.zh.size() + entry.en.size() + entry.abbreviations.size() < 2) std::abort();
  }
  static const auto target = pipeline::dry_target("/nonexistent");
  if (!pipeline::take_in_lexicon("fuzz", path, file, **target)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_as("input.tsv", bytes);
  read_as("input.u8", bytes);
  read_as("input.xml", bytes);
  return 0;
}
