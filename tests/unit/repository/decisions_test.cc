#include <doctest/doctest.h>

#include "engine/activity/link_decisions.h"
#include "engine/repository/reader.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

constexpr int kRecords = 80;
const Viewer kPublic{{}, *Date::parse("2026-01-01")};
const Viewer kPartner{{"partners"}, *Date::parse("2026-01-01")};

struct Place {
  test::TemporaryDirectory directory;
  std::unique_ptr<Reader> reader;
  activity::LinkDecisions decisions;

  Place() {
    auto writer = must(Writer::open(directory.path()));
    for (int number = 0; number < kRecords; ++number) put(*writer, number);
    must(writer->settle());
    reader = must(Reader::open(directory.path()));
  }
  void decide(const std::string& source, const std::string& target, LinkState state) {
    decisions.apply({source, target, state, {}, {}, {}});
  }
  template <typename Work>
  auto with_sources(Work&& work) const {
    const auto snapshot = reader->snapshot();
    const IndexLease lease = snapshot->index();
    search::Sources sources = sources_of(*snapshot, lease);
    sources.decisions = &decisions;
    return work(sources);
  }
  std::vector<search::LinkedRecord> links(const std::string& id, search::LinkRequest request = {},
                                          const Viewer& viewer = kPublic) const {
    return with_sources([&](const search::Sources& sources) {
      return must(search::links_of(sources, viewer, id, request));
    });
  }
  std::vector<search::Hit> hits(std::uint32_t links, const Viewer& viewer = kPublic) const {
    search::Request request;
    request.size = 100;
    request.links = links;
    return with_sources([&](const search::Sources& sources) {
      return must(search::search(sources, viewer, request)).hits;
    });
  }
};

search::LinkRequest of_state(LinkState state) {
  search::LinkRequest request;
  request.state = state;
  return request;
}

std::string printed(const std::vector<search::LinkedRecord>& links) {
  std::string text;
  for (const search::LinkedRecord& linked : links) {
    text += linked.link.target + " " + std::string(name_of(linked.link.state)) + " " +
            std::to_string(linked.score) + "\n";
  }
  return text;
}

std::string all_printed(const std::vector<search::Hit>& hits) {
  std::string text;
  for (const search::Hit& hit : hits) text += hit.record.id + ":\n" + printed(hit.links);
  return text;
}

std::vector<search::LinkedRecord> of_hit(const std::vector<search::Hit>& hits,
                                         const std::string& id) {
  for (const search::Hit& hit : hits) {
    if (hit.record.id == id) return hit.links;
  }
  FAIL("no hit " << id);
  return {};
}

// The first public record of the other side that the stored list does not have.
std::string far_from(const Place& place, const std::string& id, Side side) {
  const auto stored = place.links(id);
  for (int number = kRecords - 1; number > 0; --number) {
    const Record record = sample(number);
    const bool is_stored = std::any_of(
        stored.begin(), stored.end(),
        [&](const search::LinkedRecord& linked) { return linked.link.target == record.id; });
    if (record.side == side && record.visibility.audiences.empty() && !is_stored) return record.id;
  }
  FAIL("every record is linked");
  return {};
}

}  // namespace

TEST_CASE("a rejected link goes from both ends and the next one comes up") {
  Place place;
  const auto before = place.links("cnc:2");
  REQUIRE(before.size() == 10);
  const std::string rejected = before.front().link.target;
  place.decide("cnc:2", rejected, LinkState::kRejected);
  const auto after = place.links("cnc:2");
  CHECK(after.size() == 10);
  CHECK(printed(after).starts_with(printed({before.begin() + 1, before.end()})));
  CHECK(printed(place.links(rejected, {std::nullopt, 100})).find("cnc:2 ") == std::string::npos);
  const auto shown = of_hit(place.hits(3), "cnc:2");
  CHECK(printed(shown) == printed({after.begin(), after.begin() + 3}));
  CHECK(printed(place.links("cnc:2", of_state(LinkState::kRejected))) ==
        rejected + " rejected " + std::to_string(before.front().score) + "\n");
}

TEST_CASE("a confirmed link stands first, also one that no list has, as strong as its pair is") {
  Place place;
  const std::string far = far_from(place, "cnc:2", Side::kPractice);
  const auto ranked = place.links("cnc:2", {std::nullopt, 100});
  const auto its_own =
      std::find_if(ranked.begin(), ranked.end(),
                   [&](const search::LinkedRecord& linked) { return linked.link.target == far; });
  const double strength = its_own == ranked.end() ? 0 : its_own->link.strength;
  const std::string last = place.links("cnc:2").back().link.target;
  place.decide(far, "cnc:2", LinkState::kConfirmed);
  place.decide("cnc:2", last, LinkState::kConfirmed);
  const auto links = place.links("cnc:2");
  REQUIRE(links.size() == 10);
  CHECK(links[0].link.target == last);
  CHECK(links[0].link.state == LinkState::kConfirmed);
  CHECK(links[1].link.target == far);
  CHECK(links[1].link.strength == strength);
  CHECK(links[1].link.side == Side::kPractice);
  CHECK(links[2].link.state == LinkState::kProposed);
  CHECK(printed(of_hit(place.hits(3), "cnc:2")) == printed({links.begin(), links.begin() + 3}));
  CHECK(place.links(far).front().link.target == "cnc:2");
  CHECK(place.links("cnc:2", of_state(LinkState::kConfirmed)).size() == 2);
  CHECK(place.links("cnc:2", of_state(LinkState::kProposed)).front().link.state ==
        LinkState::kProposed);
  CHECK(of_hit(place.hits(0), "cnc:2").empty());
}

TEST_CASE("a confirmed link within a side is shown where that side is asked for") {
  Place place;
  const std::string same = far_from(place, "cnc:2", Side::kAcademic);
  place.decide("cnc:2", same, LinkState::kConfirmed);
  CHECK(place.links("cnc:2").front().link.state == LinkState::kProposed);
  search::LinkRequest within;
  within.side = Side::kAcademic;
  CHECK(place.links("cnc:2", within).front().link.target == same);
}

TEST_CASE("records without anything in common can be confirmed, and weigh nothing") {
  Place place;
  {
    auto writer = must(Writer::open(place.directory.path()));
    Record record;
    record.id = "cnc:alone";
    record.side = Side::kPractice;
    record.kind = Kind::kNote;
    record.title = "quokka";
    must(writer->put(prepare(record), source_key(1)));
    must(writer->settle());
  }
  must(place.reader->poll());
  place.decide("cnc:alone", "cnc:2", LinkState::kConfirmed);
  const auto links = place.links("cnc:alone");
  REQUIRE(links.size() == 1);
  CHECK(links[0].link.target == "cnc:2");
  CHECK(links[0].link.strength == 0);
  CHECK(of_hit(place.hits(3), "cnc:alone").size() == 1);
}

// Number 7 is restricted to partners, without a preview.
TEST_CASE("decisions about what a viewer may not see, or is not there, leave no trace") {
  Place place;
  const std::string links = printed(place.links("cnc:2"));
  const std::string hits = all_printed(place.hits(3));
  for (const LinkState state : {LinkState::kConfirmed, LinkState::kRejected}) {
    for (int number = 0; number < kRecords; number += 2) {
      place.decide("cnc:" + std::to_string(number), "cnc:7", state);
      place.decide("cnc:" + std::to_string(number), "cnc:gone", state);
    }
    CHECK(printed(place.links("cnc:2")) == links);
    CHECK(all_printed(place.hits(3)) == hits);
    CHECK(place.links("cnc:2", of_state(state)).empty());
    CHECK(place.links("cnc:2", of_state(state), kPartner).size() == 1);
  }
}

TEST_CASE("a decision that is taken back leaves every answer as it was") {
  Place place;
  const std::string before = all_printed(place.hits(10, kPartner));
  const std::string links = printed(place.links("cnc:4", {std::nullopt, 50}, kPartner));
  for (const LinkState state :
       {LinkState::kConfirmed, LinkState::kRejected, LinkState::kProposed}) {
    for (int number = 1; number < kRecords; number += 2)
      place.decide("cnc:4", "cnc:" + std::to_string(number), state);
    const bool is_same = printed(place.links("cnc:4", {std::nullopt, 50}, kPartner)) == links;
    CHECK(is_same == (state == LinkState::kProposed));
  }
  CHECK(all_printed(place.hits(10, kPartner)) == before);
}

}  // namespace isthmus::repository::tests
