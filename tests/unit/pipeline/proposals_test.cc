#include "indexer/pipeline/proposals.h"

#include <string>

#include <doctest/doctest.h>

#include "engine/lexicon/lookup.h"
#include "engine/repository/writer.h"
#include "indexer/pipeline/lexicons.h"
#include "indexer/pipeline/pair_decisions.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::pipeline {
namespace {

// "pair records, pair records"
std::string text_of(const std::vector<Proposal>& proposals) {
  std::string all;
  for (const Proposal& one : proposals)
    all += (all.empty() ? "" : ", ") + pair_of(one.term, one.other) + " " +
           std::to_string(one.records);
  return all;
}

class Repository {
 public:
  Repository()
      : writer_(std::move(repository::Writer::open(directory_.path())).value()),
        target_(repository_target(*writer_)) {}

  void put(const std::string& id, const std::string& body, Visibility visibility = {}) {
    Record record;
    record.id = id;
    record.side = Side::kPractice;
    record.kind = Kind::kNote;
    record.title = "note";
    record.organisation = "acme";
    record.visibility = std::move(visibility);
    record.body = body;
    REQUIRE(writer_->put(repository::prepare(std::move(record)), "source"));
    REQUIRE(writer_->flush());
  }

  void decide(std::string_view pair, PairVerdict verdict) {
    PairDecision decision = parse_pair(pair).value();
    decision.verdict = verdict;
    REQUIRE(decide_pairs({decision}, *target_));
    REQUIRE(writer_->flush());
  }

  std::string proposed() const { return text_of(propose(writer_->view(), {}).value()); }

  std::string alternatives_of(std::string_view text) const {
    const auto found = lexicon::find_terms(writer_->view(), lexicon::all(writer_->view()).value(),
                                           text::analyse_query(text))
                           .value();
    return found.empty() ? std::string() : found.front().alternatives.front();
  }

  repository::Writer& writer() { return *writer_; }
  Target& target() { return *target_; }

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<repository::Writer> writer_;
  std::unique_ptr<Target> target_;
};

TEST_CASE("a record counts once, whatever the inflection, and two are named") {
  Gathering gathering;
  gathering.add("c:1", "a neural network (NN), the Neural Networks (NN)");
  gathering.add("c:2", "neural networks (NNs)");
  gathering.add("c:3", "neural networks (NNs)");
  const auto proposals = gathering.proposals();
  CHECK(text_of(proposals) == "neural network=NN 3");
  CHECK(proposals.front().examples == std::vector<std::string>{"c:1", "c:2"});
}

TEST_CASE("of Chinese forms that are glossed the same way the shared end is the term") {
  Gathering gathering;
  gathering.add("c:1", "五轴数控机床(CNC)，数控机床(CNC)");
  gathering.add("c:2", "大型数控机床(CNC)");
  CHECK(text_of(gathering.proposals()) == "数控机床=CNC 2");
}

TEST_CASE("forms that only end alike stay apart") {
  Gathering gathering;
  gathering.add("c:1", "聚合酶链反应(PCR)");
  gathering.add("c:2", "聚合酶链式反应(PCR)");
  CHECK(text_of(gathering.proposals()) == "聚合酶链反应=PCR 1, 聚合酶链式反应=PCR 1");
}

TEST_CASE("what few records have is forgotten when there is too much") {
  Gathering gathering(3);
  gathering.add("c:1", "颤振(chatter)");
  gathering.add("c:2", "颤振(chatter)");
  for (const char* text : {"主轴(spindle)", "砂轮(wheel)", "轴承(bearing)"})
    gathering.add("c:3", text);
  CHECK(text_of(gathering.proposals()) == "颤振=chatter 2");
}

TEST_CASE("two spellings are proposed when each stands in two records") {
  Gathering gathering;
  gathering.add("c:1", "The feed rate and the colour of the spindle speed.");
  gathering.add("c:2", "feed-rate, color, spindlespeed, colour");
  gathering.add("c:3", "FEEDRATE and Color; a feed. Rate, modelling");
  gathering.add("c:4", "feedrate feedrate `spindlespeed` modelling, may be");
  gathering.add("c:5", "modeling, maybe, may be");
  gathering.add("c:6", "modeling, maybe");
  const auto proposals = gathering.proposals();
  CHECK(text_of(proposals) == "colour=color 2, feed rate=feedrate 2");
  CHECK(proposals.back().examples == std::vector<std::string>{"c:1", "c:3"});
}

TEST_CASE("only public faces are read, also of an embargo or a preview") {
  Repository repository;
  repository.put("c:1", "颤振(chatter)");
  repository.put("c:2", "主轴(spindle)", {{"partners"}, {}, false});
  repository.put("c:3", "砂轮(wheel)", {{"partners"}, {}, true});
  repository.put("c:4", "轴承(bearing)", {{"public"}, Date::parse("2024-06-01").value(), false});
  CHECK(repository.proposed() == "颤振=chatter 1");
}

TEST_CASE("what a lexicon has or a person decided is left out, and comes back when forgotten") {
  Repository repository;
  repository.put("c:1", "颤振(chatter)，主轴(spindles)，砂轮(wheel)，轴承(bearing)");
  const LexiconFile file = read_lexicon("a.csv", "zh,en\n主軸,spindle\n");
  REQUIRE(take_in_lexicon("a", "a.csv", file, repository.target()));
  REQUIRE(repository.writer().flush());
  CHECK(repository.proposed() == "轴承=bearing 1, 颤振=chatter 1, 砂轮=wheel 1");
  repository.decide("颤振=chatter", PairVerdict::kAccepted);
  repository.decide("砂轮=wheel", PairVerdict::kRefused);
  CHECK(repository.proposed() == "轴承=bearing 1");
  CHECK(repository.alternatives_of("chatters") == "颤振");
  CHECK(repository.alternatives_of("wheel") == "");
  REQUIRE(repository.writer().rebuild([](std::uint64_t, std::uint64_t) {}));
  CHECK(repository.proposed() == "轴承=bearing 1");
  CHECK(repository.alternatives_of("chatters") == "颤振");
  repository.decide("颤振=chatter", PairVerdict::kRefused);
  CHECK(repository.alternatives_of("chatters") == "");
  repository.decide("chatter=颤振", PairVerdict::kNone);
  CHECK(repository.proposed() == "轴承=bearing 1, 颤振=chatter 1");
}

TEST_CASE("accepted spellings of English stand for each other") {
  Repository repository;
  repository.decide("feed rate=feedrate", PairVerdict::kAccepted);
  CHECK(repository.alternatives_of("feedrate") == "feed rate");
  CHECK(repository.alternatives_of("feed rates") == "feedrate");
}

TEST_CASE("what is no pair is refused; the lexicon of accepted pairs belongs to them") {
  for (const char* pair : {"", "=", "chatter", "chatter=", "chatter=Chatters", "a=b c d e f g h"})
    CHECK(parse_pair(pair).error().code == ErrorCode::kUsage);
  Repository repository;
  const LexiconFile file = read_lexicon("a.csv", "zh,en\n主轴,spindle\n");
  CHECK_FALSE(take_in_lexicon("accepted", "a.csv", file, repository.target()));
  CHECK(remove_lexicon("accepted", repository.target()).error().code == ErrorCode::kUsage);
  PairDecision none = parse_pair("颤振=chatter").value();
  CHECK(decide_pairs({none}, repository.target()).error().code == ErrorCode::kNotFound);
}

}  // namespace
}  // namespace isthmus::pipeline
