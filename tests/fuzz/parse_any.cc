#include "tests/fuzz/parse_any.h"

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "indexer/parsers/defaults.h"
#include "indexer/parsers/parser.h"
#include "schema/json.h"

namespace isthmus::fuzz {
namespace {

void parse_with(const std::string& path, std::string_view bytes,
                const parsers::Settings& settings) {
  const auto parser = parsers::parser_for(path, bytes);
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
  (*parser)->parse({path, bytes, settings}, sink);
}

}  // namespace

void parse_any(const std::string& path, std::string_view bytes) {
  parsers::Settings settings;
  settings.defaults.side = "practice";
  parse_with(path, bytes, settings);
  settings.columns = {{"title", "{a}: {b}"}, {"body", "{a}\n{b}"}, {"authors.name", "{a}"}};
  parse_with(path, bytes, settings);
}

}  // namespace isthmus::fuzz
