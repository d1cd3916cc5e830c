// Records of both sides and whole repositories to compare, for the tests of engine/repository.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "engine/index/reader.h"
#include "engine/repository/writer.h"
#include "schema/terms.h"
#include "tests/support/columns.h"

namespace isthmus::repository::tests {

template <typename T>
T must(Result<T> result) {
  if (!result) FAIL(to_string(result.error()));
  return std::move(*result);
}

inline void must(Result<void> result) {
  if (!result) FAIL(to_string(result.error()));
}

// Record number `number` in its `version`: the same numbers, the same record. Every seventh is
// restricted, some of those with a preview or an embargo.
inline Record sample(int number, int version = 0) {
  static const std::vector<std::string> kWords = {
      "spindle", "chatter", "bearing", "coolant", "encoder", "servo", "turret", "gauge",
      "主轴",    "振动",    "刀具",    "磨损",    "报警",    "补偿",  "冷却",   "夹具"};
  std::mt19937 random(static_cast<unsigned>(number * 131 + version));
  const auto words = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += kWords[random() % kWords.size()] + " ";
    return text;
  };
  Record record;
  record.id = "cnc:" + std::to_string(number);
  record.side = number % 2 == 0 ? Side::kAcademic : Side::kPractice;
  record.kind = number % 2 == 0 ? Kind::kPaper : Kind::kRunbook;
  record.title = words(4) + std::to_string(number);
  record.language = "en";
  record.organisation = "works";
  record.keywords = {words(1)};
  if (number % 3 != 0) record.body = words(20);
  record.codes = {"SV04" + std::to_string(number % 10)};
  if ((number + version) % 7 == 0) {
    record.visibility.audiences = {"partners"};
    record.visibility.preview = number % 2 == 0;
    if (number % 3 == 0) record.visibility.embargo_until = *Date::parse("2031-05-01");
  }
  return record;
}

inline std::string source_key(int number) {
  return keys::source("cnc", "file" + std::to_string(number % 5) + ".jsonl");
}

inline Outcome put(Writer& writer, int number, int version = 0) {
  return must(writer.put(prepare(sample(number, version)), source_key(number)));
}

// Everything that a repository holds and answers, in a form that two can be compared in.
struct Contents {
  std::map<std::pair<int, std::string>, std::string> store;  // (family, key) -> value
  std::vector<std::tuple<Face, std::uint32_t, std::string>> documents;
  std::vector<std::tuple<std::string, std::string, Face, double>> answers;
  std::uint64_t watermark = 0;

  bool operator==(const Contents&) const = default;
};

inline void collect_index(const std::filesystem::path& directory, Contents& contents) {
  const auto index = must(index::Reader::open(directory / "index"));
  contents.watermark = index->watermark();
  for (const Face face : {Face::kPublic, Face::kRestricted}) {
    must(index->for_each_document(face, [&](std::uint32_t serial, std::string_view id) {
      contents.documents.emplace_back(face, serial, id);
      return true;
    }));
  }
  const index::Columns columns = test::columns_of(*index);
  const Viewer partner{{"partners"}, *Date::parse("2026-01-01")};
  for (const std::string word : {"spindl", "turret", "gaug", "sv043"}) {
    for (const std::string_view prefix : {terms::kStem, terms::kCode}) {
      const index::Query query = index::Query::of_term(terms::term(prefix, word));
      index::MatchOptions options;
      options.limit = 1000;
      const auto found = must(index->search(query, partner, options, columns));
      for (const index::Match& match : found.matches) {
        contents.answers.emplace_back(word, match.id, match.face, match.score);
      }
    }
  }
}

// Of a repository that no writer holds.
inline Contents contents_of(const std::filesystem::path& directory) {
  Contents contents;
  const auto store = must(store::Writer::open(directory / "knowledge"));
  for (int family = 0; family <= static_cast<int>(store::Family::kMeta); ++family) {
    must(store->scan(static_cast<store::Family>(family), {}, {},
                     [&](std::string_view key, std::string_view value) {
                       if (key != keys::kGeneration) {
                         contents.store[{family, std::string(key)}] = value;
                       }
                       return true;
                     }));
  }
  collect_index(directory, contents);
  return contents;
}

// Says where two differ instead of that they do.
inline std::string difference(const Contents& left, const Contents& right) {
  for (const auto& [place, value] : left.store) {
    const auto other = right.store.find(place);
    const std::string name = std::to_string(place.first) + "/" + place.second;
    if (other == right.store.end()) return "only left: " + name;
    if (other->second != value) return "different: " + name;
  }
  for (const auto& [place, value] : right.store) {
    if (!left.store.contains(place)) {
      return "only right: " + std::to_string(place.first) + "/" + place.second;
    }
  }
  if (left.documents != right.documents) return "documents";
  if (left.answers != right.answers) return "answers";
  if (left.watermark != right.watermark) return "watermarks";
  return {};
}

}  // namespace isthmus::repository::tests
