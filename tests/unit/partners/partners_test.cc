#include "engine/partners/partners.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "engine/activity/link_decisions.h"
#include "tests/unit/curricula/world.h"

namespace isthmus::partners {
namespace {

using test::must;
using test::World;

const Date kDay{2026, 1, 31};

const PartnerTerm& term(const Partner& partner, std::string_view name) {
  const auto found = std::find_if(partner.terms.begin(), partner.terms.end(),
                                  [&](const PartnerTerm& one) { return one.name == name; });
  REQUIRE(found != partner.terms.end());
  return *found;
}

Basis basis_of(const search::Sources& sources) {
  return {sources, curricula::coverage_anew(sources), kDay};
}

PartnerReport report_of(World& world) {
  const search::Sources sources = world.sources();
  return must(partners_of_programme(basis_of(sources), "milling"));
}

TEST_CASE("who has documents on the gaps comes first, with them, and the terms add up") {
  World world;
  const PartnerReport report = report_of(world);
  REQUIRE(report.lists.size() == 1);
  const PartnerList& list = report.lists[0];
  REQUIRE(list.ranked.size() == 2);
  CHECK(list.ranked[0].id == "works");
  CHECK(list.ranked[1].id == "yard");
  const PartnerTerm& gaps = term(list.ranked[0], "gaps");
  CHECK(gaps.value == doctest::Approx(1));
  CHECK(gaps.reasons.at(0).documents.at(0).title.starts_with("wordh"));
  CHECK(term(list.ranked[1], "gaps").value == doctest::Approx(0));
  for (const Partner& partner : list.ranked) {
    double sum = 0;
    double weights = 0;
    for (const PartnerTerm& one : partner.terms) {
      sum += one.contribution;
      weights += one.weight;
      CHECK(one.contribution == doctest::Approx(one.weight * one.value));
    }
    CHECK(partner.score == doctest::Approx(sum));
    CHECK(weights == doctest::Approx(1));
  }
}

TEST_CASE("what would change the order is one term and how much of it") {
  World world;
  const Partner second = report_of(world).lists.at(0).ranked.at(1);
  CHECK(second.overtakes == "works");
  REQUIRE(!second.changes.empty());
  const PartnerChange& change = second.changes[0];
  CHECK(change.term == "gaps");
  CHECK(change.count >= 1);
  const double weight = term(second, "gaps").weight;
  CHECK(weight * (change.value - term(second, "gaps").value) > second.behind);
}

TEST_CASE("nobody is ranked on fewer than three records that fit") {
  World world;
  Record stranger = test::note(0);
  stranger.id = "m:stranger";
  stranger.organisation = "stranger";
  world.put(stranger);
  const PartnerReport report = report_of(world);
  const PartnerList& list = report.lists.at(0);
  REQUIRE(list.unranked.size() == 2);
  CHECK(list.unranked[0].id == "idle");
  CHECK(list.unranked[1].id == "stranger");
  CHECK(list.unranked[1].records == 1);
  CHECK(list.unranked[1].rank == 0);
  CHECK(report.least_records == kLeastRecords);
}

TEST_CASE("an agreement counts by the day, with any organisation of the college") {
  const auto value_on = [](const Date& from, const Date& until) {
    World world;
    test::note_thing(world.writer(), keys::agreement("a"),
                     Agreement{"a", "Joint work", {"laboratory", "yard"}, from, until, {}});
    const PartnerReport report = report_of(world);
    for (const Partner& partner : report.lists.at(0).ranked)
      if (partner.id == "yard") return term(partner, "agreement");
    return PartnerTerm();
  };
  const PartnerTerm valid = value_on({2025, 1, 1}, {2026, 1, 31});
  CHECK(valid.value == doctest::Approx(1));
  CHECK(valid.reasons.at(0).state == "valid");
  CHECK(value_on({2026, 2, 1}, {2027, 1, 1}).reasons.at(0).state == "begins_later");
  CHECK(value_on({2020, 1, 1}, {2026, 1, 30}).reasons.at(0).state == "ended");
  CHECK(value_on({2020, 1, 1}, {2026, 1, 0}).reasons.at(0).state == "valid");
}

TEST_CASE("confirmed links and citations count for reciprocity, each way by itself") {
  World world;
  Record citing = test::note(0);
  citing.id = "m:citing";
  citing.organisation = "yard";
  citing.references = {{"doi", "10.5555/known", ""}};
  world.put(citing);
  Record known = test::paper(0);
  known.id = "m:known";
  known.identifiers = {{"doi", "10.5555/known"}};
  world.put(known);
  search::Sources sources = world.sources();
  activity::LinkDecisions decisions;
  LinkDecision decision;
  decision.source = "m:n8";
  decision.target = "m:p0";
  decision.state = LinkState::kConfirmed;
  decisions.apply(decision);
  sources.decisions = &decisions;
  const PartnerReport report = must(partners_of_programme(basis_of(sources), "milling"));
  for (const Partner& partner : report.lists.at(0).ranked) {
    const PartnerTerm& ties = term(partner, "reciprocity");
    REQUIRE(ties.reasons.size() == 3);
    CHECK(ties.reasons[0].what == "took");
    CHECK(ties.reasons[0].count == (partner.id == "yard" ? 1 : 0));
    CHECK(ties.reasons[1].count == 0);
    CHECK(ties.reasons[2].what == "confirmed");
    CHECK(ties.reasons[2].count == (partner.id == "yard" ? 1 : 0));
  }
}

TEST_CASE("an enterprise gets programmes and research groups; others and unknown ones get none") {
  World world;
  const search::Sources sources = world.sources();
  const Basis basis = basis_of(sources);
  const PartnerReport report = must(partners_of_organisation(basis, "works"));
  REQUIRE(report.lists.size() == 2);
  CHECK(report.lists[0].of == "programmes");
  CHECK(report.lists[0].ranked.at(0).id == "milling");
  CHECK(report.lists[1].of == "groups");
  CHECK(report.lists[1].ranked.at(0).id == "laboratory");
  CHECK(partners_of_organisation(basis, "laboratory").error().code == ErrorCode::kInvalidParameter);
  CHECK(partners_of_organisation(basis, "nobody").error().code == ErrorCode::kNotFound);
  CHECK(partners_of_programme(basis, "knitting").error().code == ErrorCode::kNotFound);
}

TEST_CASE("a restricted record changes nothing in the order of partners") {
  World with;
  World without;
  for (int i = 0; i < 12; ++i) {
    Record hidden = test::note(i * test::kSubjects + test::kUntaught);
    hidden.id = "m:hidden" + std::to_string(i);
    hidden.organisation = "yard";
    hidden.visibility.audiences = {"partners"};
    with.put(hidden);
  }
  CHECK(report_of(with) == report_of(without));
}

}  // namespace
}  // namespace isthmus::partners
