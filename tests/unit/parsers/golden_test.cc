// Runs every folder of tests/golden/parsers: input.* (read with isthmus.toml where there is one)
// must give expected.jsonl and expected.diagnostics. With ISTHMUS_UPDATE_GOLDEN set in the
// environment the expectations are written instead of compared.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "indexer/parsers/defaults.h"
#include "indexer/parsers/parser.h"
#include "indexer/parsers/tally.h"
#include "schema/json.h"
#include "tests/support/json_schema.h"

namespace isthmus::parsers {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  std::string records;
  std::string diagnostics;
};

std::string line_of(Record record) {
  CHECK(record.source.hash.size() == 64);
  record.source.hash.clear();
  return dump_json(to_json(record)) + "\n";
}

Outcome run(const fs::path& input_path, const Settings& settings) {
  const std::string bytes = testing::read_file(input_path.string());
  const std::string name = input_path.filename().string();
  Outcome out;
  Tally tally;
  const Sink sink{[&](Record record, std::uint64_t) {
                    out.records += line_of(with_defaults(std::move(record), settings.defaults));
                    return true;
                  },
                  [&](Diagnostic diagnostic) { tally.add(std::move(diagnostic)); }};
  const Result<const Parser*> parser = parser_for(name, bytes);
  REQUIRE(parser);
  (*parser)->parse({name, bytes, settings}, sink);
  for (const Tally::Entry& entry : tally.entries())
    out.diagnostics += to_string(name, entry) + "\n";
  return out;
}

void compare(const fs::path& file, const std::string& actual) {
  if (std::getenv("ISTHMUS_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(file, std::ios::binary) << actual;
  } else {
    CHECK_MESSAGE(actual == testing::read_file(file.string()), file.string());
  }
}

Settings settings_of(const fs::path& folder, const std::string& name) {
  Collection collection;
  const fs::path toml = folder / "isthmus.toml";
  if (fs::exists(toml)) {
    const Result<Collection> parsed = parse_collection(testing::read_file(toml.string()));
    REQUIRE_MESSAGE(parsed.has_value(), toml.string());
    collection = *parsed;
  }
  return settings_for(collection, name, Defaults{});
}

TEST_CASE("every golden folder gives its expected records and diagnostics") {
  std::size_t cases = 0;
  for (const auto& folder :
       fs::directory_iterator(std::string(ISTHMUS_SOURCE_DIR) + "/tests/golden/parsers")) {
    for (const auto& file : fs::directory_iterator(folder)) {
      const std::string name = file.path().filename().string();
      if (!name.starts_with("input.")) continue;
      CAPTURE(folder.path().string());
      ++cases;
      const Outcome outcome = run(file.path(), settings_of(folder, name));
      compare(folder.path() / "expected.jsonl", outcome.records);
      compare(folder.path() / "expected.diagnostics", outcome.diagnostics);
    }
  }
  CHECK(cases >= 20);
}

}  // namespace
}  // namespace isthmus::parsers
