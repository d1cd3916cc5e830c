#include "indexer/pipeline/measures.h"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "indexer/pipeline/judged.h"

namespace isthmus::pipeline {
namespace {

TEST_CASE(
    "gains are the judged levels, discounted by the logarithm of the rank, over the ideal of all "
    "that is judged") {
  const Judgements judgements = {{"a", 2}, {"b", 1}, {"c", 0}, {"d", 1}};
  const Measures measures = measure({"b", "x", "a"}, judgements);
  const double gain = 1 / std::log2(2.0) + 2 / std::log2(4.0);
  const double ideal = 2 / std::log2(2.0) + 1 / std::log2(3.0) + 1 / std::log2(4.0);
  CHECK(measures.ndcg_at_10 == doctest::Approx(gain / ideal));
  CHECK(measures.recall_at_100 == doctest::Approx(2.0 / 3));
  CHECK(measures.mrr_at_10 == doctest::Approx(1.0));
}

TEST_CASE("what stands beyond the cut counts for nothing") {
  std::vector<std::string> ranking;
  for (int i = 0; i < 10; ++i) ranking.push_back("x" + std::to_string(i));
  ranking.push_back("a");
  const Measures measures = measure(ranking, {{"a", 1}});
  CHECK(measures.ndcg_at_10 == 0);
  CHECK(measures.mrr_at_10 == 0);
  CHECK(measures.recall_at_100 == 1);
}

TEST_CASE("nothing relevant, or nothing found, measures zero") {
  CHECK(measure({"a"}, {{"a", 0}}).ndcg_at_10 == 0);
  CHECK(measure({"a"}, {{"a", -1}}).recall_at_100 == 0);
  CHECK(measure({}, {{"a", 1}}).recall_at_100 == 0);
}

struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / "isthmus-unit-judged") {
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
  }
  std::filesystem::path path;
};

TEST_CASE("a judged collection is read without its metadata, and only its judged queries") {
  const Folder folder;
  folder.write("corpus.jsonl",
               "{\"_id\":\"d1\",\"title\":\"t\",\"text\":\"x\",\"metadata\":{\"a\":1}}\n");
  folder.write("queries.jsonl",
               "{\"_id\":\"S-1\",\"text\":\"x\"}\n{\"_id\":\"S-2\",\"text\":\"y\"}\n{\"_id\":\"K-"
               "1\",\"text\":\"z\"}\n");
  folder.write("qrels.tsv", "query-id\tcorpus-id\tscore\nS-1\td1\t2\r\nK-1\td1\t1\n");
  const auto judged =
      load_judged(folder.path, {"corpus.jsonl", "queries.jsonl", "qrels.tsv", "S-"});
  REQUIRE(judged);
  CHECK(judged->documents.size() == 1);
  REQUIRE(judged->queries.size() == 1);
  CHECK(judged->queries[0].id == "S-1");
  CHECK(judged->judgements.at("S-1").at("d1") == 2);
}

TEST_CASE("a fault in a judged collection is placed by file and line") {
  const Folder folder;
  folder.write("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"x\"}\n{\"text\":\"x\"}\n");
  folder.write("queries.jsonl", "");
  folder.write("qrels.tsv", "a\tb\tc\na\tb\tc\n");
  CHECK(load_judged(folder.path, {}).error().message.ends_with("corpus.jsonl:2: there is no _id"));
  folder.write("corpus.jsonl", "");
  CHECK(load_judged(folder.path, {})
            .error()
            .message.ends_with("qrels.tsv:2: \"c\" is not a whole number"));
  CHECK(load_judged(folder.path / "none", {}).error().code == ErrorCode::kNotFound);
}

}  // namespace
}  // namespace isthmus::pipeline
