// The promise: any run of two or more Han characters of an indexed, visible text is found by a
// query of exactly that run.

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/index/reader.h"
#include "engine/index/writer.h"
#include "engine/search/query_plan.h"
#include "tests/support/columns.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::search {
namespace {

using Random = std::mt19937;

// Simplified and traditional forms side by side, so that a query can be written in the other form
// than the text.
struct Character {
  std::string simplified;
  std::string traditional;
};
const std::vector<Character> kCharacters = {
    {"数", "數"}, {"控", "控"}, {"机", "機"}, {"床", "床"}, {"主", "主"}, {"轴", "軸"},
    {"振", "振"}, {"动", "動"}, {"刀", "刀"}, {"具", "具"}, {"磨", "磨"}, {"损", "損"},
    {"网", "網"}, {"络", "絡"}, {"报", "報"}, {"警", "警"}, {"乾", "乾"}, {"隆", "隆"},
    {"朱", "朱"}, {"发", "發"}, {"后", "後"}, {"里", "裡"}, {"面", "麵"}, {"𠮷", "𠮷"},
    {"𡃁", "𡃁"}, {"々", "々"}, {"〇", "〇"}, {"体", "體"}, {"温", "溫"}, {"车", "車"},
};
// What stands between and beside Han runs. The full-width forms fold to ASCII.
const std::vector<std::string> kStrangers = {
    " ",       "，", "。",   "\n\n", "（", "）", "G",         "PLC", "ＰＬＣ", "SV0401",
    "M8×1.25", "12", "１２", "-",    "/",  "、", "vibration", "é",   "の",     "…"};

const std::string& pick(Random& random, const std::vector<std::string>& list) {
  return list[random() % list.size()];
}

struct Run {
  std::vector<const Character*> characters;

  std::string written(Random& random, bool may_vary) const {
    std::string out;
    for (const Character* character : characters)
      out += may_vary && random() % 2 == 0 ? character->traditional : character->simplified;
    return out;
  }
};

Run random_run(Random& random, std::size_t least) {
  Run run;
  for (std::size_t length = least + random() % 9; length > 0; --length)
    run.characters.push_back(&kCharacters[random() % kCharacters.size()]);
  return run;
}

Run part_of(Random& random, const Run& run) {
  const std::size_t length = 2 + random() % (run.characters.size() - 1);
  const std::size_t first = random() % (run.characters.size() - length + 1);
  const auto begin = run.characters.begin() + static_cast<std::ptrdiff_t>(first);
  return {{begin, begin + static_cast<std::ptrdiff_t>(length)}};
}

struct Sample {
  std::string id;
  Run in_title;
  Run in_body;
  std::string stranger;  // glued to the front of in_body
};

// A small index of random mixed texts.
class Collection {
 public:
  explicit Collection(Random& random) {
    auto writer = std::move(index::Writer::open(directory_.path())).value();
    for (std::uint32_t serial = 1; serial <= 40; ++serial) {
      Sample sample{"t:" + std::to_string(serial), random_run(random, 2), random_run(random, 2),
                    pick(random, {"G", "PLC", "SV0401", "ISO9001", "x", "12"})};
      Record record;
      record.id = sample.id;
      record.side = Side::kPractice;
      record.kind = Kind::kNote;
      record.title =
          noise(random) + "，" + sample.in_title.written(random, true) + "。" + noise(random);
      record.body = noise(random) + " " + sample.stranger + sample.in_body.written(random, true) +
                    "\n\n" + noise(random);
      REQUIRE(
          writer->replace(Face::kPublic, serial, index::Document::make({record, Face::kPublic})));
      samples_.push_back(std::move(sample));
    }
    REQUIRE(writer->commit(1));
    reader_ = std::move(index::Reader::open(directory_.path())).value();
  }

  const std::vector<Sample>& samples() const { return samples_; }

  std::set<std::string> ids(const std::string& query) const {
    index::MatchOptions options;
    options.limit = 100;
    const index::Matches matches = std::move(reader_->search(plan_query(query, {}).query, Viewer{},
                                                             options, test::columns_of(*reader_)))
                                       .value();
    std::set<std::string> found;
    for (const index::Match& match : matches.matches) found.insert(match.id);
    return found;
  }

 private:
  static std::string noise(Random& random) {
    std::string out;
    for (std::size_t parts = random() % 4; parts > 0; --parts)
      out += random_run(random, 1).written(random, true) + pick(random, kStrangers);
    return out;
  }

  test::TemporaryDirectory directory_;
  std::vector<Sample> samples_;
  std::unique_ptr<index::Reader> reader_;
};

TEST_CASE(
    "every Han run of a text is found by itself, whatever form it is written in and wherever it "
    "stands in the query") {
  Random random(20240501);
  std::size_t cases = 0;
  std::map<std::string, std::size_t> missed;
  const auto expect = [&](const char* form, bool holds, const std::string& query) {
    ++cases;
    if (!holds && missed[form]++ == 0) MESSAGE("first miss of ", form, ": ", query);
  };
  for (int round = 0; round < 25; ++round) {
    const Collection collection(random);
    for (const Sample& sample : collection.samples()) {
      const std::string body = part_of(random, sample.in_body).written(random, true);
      const std::string title = part_of(random, sample.in_title).written(random, true);
      const std::string mixed = sample.stranger + sample.in_body.written(random, true);
      const auto finds = [&](const std::string& query) {
        return collection.ids(query).contains(sample.id);
      };
      expect("plain", finds(body), body);
      expect("plain, of the title", finds(title), title);
      expect("phrase", finds("\"" + body + "\""), body);
      expect("required", finds("+" + body), body);
      expect("AND", finds(title + " AND " + body), title + " AND " + body);
      expect("field", finds("title:" + title), title);
      expect("field phrase", finds("title:\"" + title + "\""), title);
      expect("mixed with Latin", finds(mixed), mixed);
      expect("mixed phrase", finds("\"" + mixed + "\""), mixed);
      expect("NOT excludes", !finds("NOT " + body), body);
      expect("minus excludes", !finds(title + " -" + body), title + " -" + body);
      expect("NOT of a field excludes", !finds("NOT title:" + title), title);
      expect("inside a long question", finds("为什么" + body + "会出现问题"), body);
    }
  }
  CHECK(cases >= 10000);
  for (const auto& [form, count] : missed) FAIL_CHECK(form, ": ", count, " missed");
}

TEST_CASE("NOT of a run keeps the documents that hold its characters apart") {
  test::TemporaryDirectory directory;
  auto writer = std::move(index::Writer::open(directory.path())).value();
  const std::array<const char*, 3> texts = {"主轴振动", "主轴的动态与振幅", "刀具磨损"};
  for (std::uint32_t serial = 1; serial <= texts.size(); ++serial) {
    Record record;
    record.id = "t:" + std::to_string(serial);
    record.body = texts[serial - 1];
    REQUIRE(writer->replace(Face::kPublic, serial, index::Document::make({record, Face::kPublic})));
  }
  REQUIRE(writer->commit(1));
  const auto reader = std::move(index::Reader::open(directory.path())).value();
  const index::Matches matches = std::move(reader->search(plan_query("NOT 主轴振动", {}).query,
                                                          Viewer{}, {}, test::columns_of(*reader)))
                                     .value();
  CHECK(matches.matches.size() == 2);
}

}  // namespace
}  // namespace isthmus::search
