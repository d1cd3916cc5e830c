// Any bytes through one parser, with and without a column mapping: what comes out must be writable
// as JSON, and complete_record() must judge it.
#include <cstdint>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "indexer/parsers/defaults.h"
#include "indexer/parsers/parser.h"
#include "schema/json.h"

namespace {

using namespace isthmus;

void parse(std::string_view bytes, const parsers::Settings& settings) {
  const auto parser = parsers::parser_for(ISTHMUS_FUZZ_PATH, bytes);
  if (!parser) return;
  const parsers::Sink sink{[&](Record record, std::uint64_t) {
                             if (record.id.empty()) std::abort();
                             record.id = "fuzz:" + record.id;
                             const auto complete = complete_record(
                                 parsers::with_defaults(std::move(record), settings.defaults));
                             if (complete && dump_json(to_json(*complete)).empty()) std::abort();
                             return true;
                           },
                           [](const parsers::Diagnostic& diagnostic) {
                             if (diagnostic.error.message.empty()) std::abort();
                           }};
  (*parser)->parse({ISTHMUS_FUZZ_PATH, bytes, settings}, sink);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  parsers::Settings settings;
  settings.defaults.side = "practice";
  parse(bytes, settings);
  settings.columns = {{"title", "{a}: {b}"}, {"body", "{a}\n{b}"}, {"authors.name", "{a}"}};
  parse(bytes, settings);
  return 0;
}
