#include "indexer/pipeline/lexicons.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/lexicon/key.h"
#include "engine/lexicon/lookup.h"
#include "engine/repository/writer.h"
#include "engine/search/query_plan.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::pipeline {
namespace {

using Forms = std::vector<std::string>;

class Repository {
 public:
  Repository()
      : writer_(std::move(repository::Writer::open(directory_.path())).value()),
        target_(repository_target(*writer_)) {}

  Lexicon take_in(const std::string& name, const std::string& path, std::string_view bytes) {
    const LexiconFile file = read_lexicon(path, bytes);
    REQUIRE(file.diagnostics.empty());
    const Lexicon lexicon = take_in_lexicon(name, path, file, *target_).value();
    REQUIRE(writer_->flush());
    return lexicon;
  }
  void remove(const std::string& name) {
    REQUIRE(remove_lexicon(name, *target_));
    REQUIRE(writer_->flush());
  }
  void spoil(const std::string& key) {
    writer_->note(store::Family::kGovernance, key, "rubbish");
    REQUIRE(writer_->flush());
  }
  Target& target() { return *target_; }

  // "term: alternative, alternative; term: ..."
  std::string found_in(std::string_view text) const {
    std::string all;
    const auto found = lexicon::find_terms(writer_->view(), lexicon::all(writer_->view()).value(),
                                           text::analyse_query(text));
    for (const lexicon::Found& term : found.value()) {
      all += (all.empty() ? "" : "; ") + term.text + ":";
      for (const std::string& alternative : term.alternatives)
        all += (&alternative == &term.alternatives.front() ? " " : ", ") + alternative;
    }
    return all;
  }
  const store::View& view() const { return writer_->view(); }

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<repository::Writer> writer_;
  std::unique_ptr<Target> target_;
};

TEST_CASE("a table gives entries by its header, several forms a cell") {
  const LexiconFile file = read_lexicon("terms.tsv",
                                        "en\tzh\tabbr\tscope\nbearing replacement; to replace a "
                                        "bearing\t更换轴承/换轴承\tbrg repl\tshop "
                                        "floor\nlonely\t\t\t\ntransducer [sensor]\t传感器\n");
  CHECK(file.diagnostics.empty());
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0] == LexiconEntry{{"更换轴承", "换轴承"},
                                        {"bearing replacement", "replace a bearing"},
                                        {"brg repl"},
                                        "shop floor"});
  CHECK(file.entries[1].en == Forms{"transducer"});
}

TEST_CASE("a cell that is a list gives its first 64 forms, in a moment") {
  std::string cell;
  for (int i = 0; i < 60'000; ++i) cell += "part " + std::to_string(i) + ";";
  const LexiconFile file = read_lexicon("terms.tsv", "zh\ten\n零件\t" + cell + "\n");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0].en.size() == 64);
  CHECK(file.entries[0].en.back() == "part 63");
}

TEST_CASE("CC-CEDICT: senses that only explain are left out, bad lines are told") {
  const LexiconFile file =
      read_lexicon("cedict.u8",
                   "# comment\n軸承 轴承 [zhou2 cheng2] /(mechanical) bearing/CL:個|个[ge4]/\n"
                   "王 王 [Wang2] /surname Wang/\nnot an entry\n");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0].en == Forms{"bearing"});
  REQUIRE(file.diagnostics.size() == 1);
  CHECK(file.diagnostics[0].line == 4);
}

TEST_CASE("a table without a known column is refused with what to do") {
  const LexiconFile file = read_lexicon("terms.csv", "a,b\n1,2\n");
  CHECK(file.entries.empty());
  REQUIRE(file.diagnostics.size() == 1);
  CHECK(file.diagnostics[0].error.hint.find("zh, en") != std::string::npos);
}

TEST_CASE("terms are found in every inflection and either script, the longest first") {
  Repository repository;
  repository.take_in("cnc", "cnc.tsv",
                     "zh\ten\tabbr\n主轴\tspindle\t\n主轴轴承\tspindle bearing\tspdl brg\n"
                     "传感器\tsensor\t\n的\tof\t\n");
  CHECK(repository.found_in("主轴轴承异响") == "主轴轴承: spindle bearing, spdl brg");
  CHECK(repository.found_in("主轴振动") == "主轴: spindle");
  CHECK(repository.found_in("傳感器") == "传感器: sensor");
  CHECK(repository.found_in("Sensors of the spindles") == "sensor: 传感器; spindle: 主轴");
  CHECK(repository.found_in("spdl brg") == "spdl brg: spindle bearing, 主轴轴承");
  CHECK(repository.found_in("主轴的声音") == "主轴: spindle");
  CHECK(repository.found_in("lathe") == "");
}

TEST_CASE(
    "words of a trade that share an alternative are each other's; those of a dictionary not") {
  Repository repository;
  repository.take_in("cnc", "cnc.csv",
                     "zh,en,scope\n颤振,chatter,vibration\n振刀,chatter,shop floor\n");
  CHECK(repository.found_in("振刀") == "振刀: chatter, 颤振");
  repository.take_in("cnc", "cnc.csv", "zh,en\n颤振,chatter\n振刀,chatter\n");
  CHECK(repository.found_in("振刀") == "振刀: chatter");
}

TEST_CASE("a lexicon that is taken in again stands in the place of what it was; others stay") {
  Repository repository;
  repository.take_in("a", "a.csv", "zh,en\n颤振,chatter\n砂轮,grinding wheel\n");
  repository.take_in("b", "b.csv", "zh,en\n颤振,regenerative vibration\n");
  CHECK(repository.found_in("颤振") == "颤振: chatter, regenerative vibration");
  const Lexicon again = repository.take_in("a", "a.csv", "zh,en\n颤振,judder\n");
  CHECK(again.terms == 2);
  CHECK(repository.found_in("颤振") == "颤振: judder, regenerative vibration");
  CHECK(repository.found_in("砂轮") == "");
  repository.remove("a");
  CHECK(repository.found_in("颤振") == "颤振: regenerative vibration");
  CHECK(remove_lexicon("a", repository.target()).error().code == ErrorCode::kNotFound);
  CHECK_FALSE(take_in_lexicon("", "x", {}, repository.target()));
}

TEST_CASE("what of a lexicon cannot be read is as good as absent") {
  Repository repository;
  repository.take_in("a", "a.csv", "zh,en\n颤振,chatter\n砂轮,grinding wheel\n");
  repository.take_in("b", "b.csv", "zh,en\n颤振,judder\n");
  repository.spoil(keys::lexicon_term("a", lexicon::key_of("颤振")));
  CHECK(repository.found_in("颤振") == "颤振: judder");
  CHECK(repository.found_in("砂轮") == "砂轮: grinding wheel");
  repository.spoil(keys::lexicon("a"));
  CHECK(repository.found_in("砂轮") == "");
  CHECK(repository.found_in("颤振") == "颤振: judder");
}

TEST_CASE(
    "where words rank or are required a term is any of its forms; phrases are as they stand") {
  Repository repository;
  repository.take_in("cnc", "cnc.csv", "zh,en\n振刀,chatter\n");
  using index::Op;
  const auto op_of = [&](const std::string& query) {
    return search::plan_query(query, {}, repository.view()).value().query.op;
  };
  CHECK(op_of("chatter") == Op::kSynonym);
  CHECK(op_of("+chatter") == Op::kSynonym);
  CHECK(op_of("\"chatter\"") == Op::kFilter);
  const auto excluded = search::plan_query("lathe -chatter", {}, repository.view()).value().query;
  CHECK(excluded == search::plan_query("lathe -chatter", {}).query);
  CHECK(search::plan_query("chatter", {}).query.op == Op::kTerm);
}

}  // namespace
}  // namespace isthmus::pipeline
