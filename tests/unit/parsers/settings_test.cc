#include "indexer/parsers/settings.h"

#include <doctest/doctest.h>

#include "indexer/parsers/glob.h"

namespace isthmus::parsers {
namespace {

constexpr const char* kExample = R"([collection]
name = "cnc"
title = "CNC"
title_zh = "数控"
ignore = ["drafts", "*.bak"]
licence = "CC-BY-4.0"
ocr = true

[governance]
organisations = "organisations.json"

[[source]]
path = "practice"
side = "practice"
language = "zh"

[[source]]
path = "practice/*.csv"
kind = "log"
[source.columns]
id = "order_no"
title = "{machine}: {symptom}"
body = ["symptom", "finding"]
)";

std::string message_of(const std::string& toml) {
  const Result<Collection> collection = parse_collection(toml);
  return collection ? "" : collection.error().message;
}

std::string hint_of(const std::string& toml) {
  const Result<Collection> collection = parse_collection(toml);
  return collection ? "" : collection.error().hint;
}

TEST_CASE("a collection's settings are read") {
  const Result<Collection> collection = parse_collection(kExample);
  REQUIRE(collection);
  CHECK(collection->name == "cnc");
  CHECK(collection->organisations == "organisations.json");
  REQUIRE(collection->sources.size() == 2);
  CHECK(collection->sources[1].settings.columns.at("title") == "{machine}: {symptom}");
  CHECK(collection->sources[1].settings.columns.at("id") == "{order_no}");
  CHECK(collection->sources[1].settings.columns.at("body") == "{symptom}\n{finding}");
}

TEST_CASE("the longest covering source wins, and gives way where it is silent") {
  const Collection collection = parse_collection(kExample).value();
  Defaults options;
  options.organisation = "acme";
  options.kind = "note";
  const Settings table = settings_for(collection, "practice/work.csv", options);
  CHECK(table.defaults.kind == "log");
  CHECK(table.defaults.side == "practice");
  CHECK(table.defaults.language == "zh");
  CHECK(table.defaults.licence == "CC-BY-4.0");
  CHECK(table.defaults.ocr == true);
  CHECK(table.defaults.organisation == "acme");
  CHECK(!table.columns.empty());
  const Settings text = settings_for(collection, "practice/deep/note.md", options);
  CHECK(text.defaults.kind == "note");
  CHECK(text.columns.empty());
  CHECK(settings_for(collection, "practices/x.md", options).defaults.side.empty());
}

TEST_CASE("ignored names are ignored at any depth, ignored paths with everything below") {
  const Collection collection = parse_collection(kExample).value();
  CHECK(is_ignored(collection, "drafts/a.md"));
  CHECK(is_ignored(collection, "practice/drafts/a.md"));
  CHECK(is_ignored(collection, "practice/a.bak"));
  CHECK(!is_ignored(collection, "practice/drafts.md"));
}

TEST_CASE("an unknown key is an error that names its table and a near key") {
  CHECK(message_of("[collection]\nnmae = \"x\"") ==
        R"(isthmus.toml: unknown key "nmae" in [collection])");
  CHECK(hint_of("[collection]\nnmae = \"x\"") == R"(did you mean "name"?)");
  CHECK(hint_of("[[source]]\npath = \"x\"\nsid = \"practice\"") == R"(did you mean "side"?)");
  CHECK(hint_of("[colection]") == R"(did you mean "collection"?)");
  CHECK(hint_of("[[source]]\npath = \"x\"\n[source.columns]\ntitel = \"a\"") ==
        R"(did you mean "title"?)");
  CHECK(hint_of("[collection]\nkind = \"run-book\"") == R"(did you mean "runbook"?)");
}

TEST_CASE("values of the wrong type are errors with their line") {
  CHECK(message_of("[collection]\nname = 3") ==
        "isthmus.toml: [collection] name (line 2) is not a string");
  CHECK(message_of("source = 1") == "isthmus.toml: source is not a list of tables");
  CHECK(message_of("[[source]]\nside = \"practice\"") == "isthmus.toml: a [[source]] without path");
  CHECK(message_of("[[source]]\npath = \"x\"\n[source.columns]\ntitle = \"{a\"") ==
        R"(isthmus.toml: the column template "{a" has a brace without a column)");
  CHECK(message_of("a = = 1").starts_with("isthmus.toml: line 1, column "));
  CHECK(!message_of("[collection]\nname = \"a:b\"").empty());
}

TEST_CASE("different settings have different fingerprints") {
  Settings one;
  Settings other;
  CHECK(fingerprint(one) == fingerprint(other));
  other.defaults.kind = "log";
  CHECK(fingerprint(one) != fingerprint(other));
  one.defaults.side = "log";
  CHECK(fingerprint(one) != fingerprint(other));
}

TEST_CASE("globs keep within path parts unless doubled") {
  CHECK(glob_matches("*.csv", "a.csv"));
  CHECK(!glob_matches("*.csv", "b/a.csv"));
  CHECK(glob_matches("**.csv", "b/a.csv"));
  CHECK(glob_matches("a/?.md", "a/b.md"));
  CHECK(!glob_matches("a?b", "a/b"));
  CHECK(glob_matches("", ""));
  CHECK(glob_covers("a/b", "a/b/c.md"));
  CHECK(!glob_covers("a/b", "a/bc"));
  CHECK(glob_covers("a/", "a/b"));
}

TEST_CASE("a glob of many stars costs no more than pattern times path") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK(!glob_matches(pattern, std::string(2000, 'a') + "b"));
}

}  // namespace
}  // namespace isthmus::parsers
