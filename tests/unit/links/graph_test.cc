#include "engine/links/graph.h"

#include <doctest/doctest.h>

#include "engine/links/epoch.h"
#include "tests/unit/links/world.h"

namespace isthmus {
namespace {

using tests::profile;
using tests::World;

std::vector<std::string> targets(const std::vector<Link>& links) {
  std::vector<std::string> ids;
  for (const Link& link : links) ids.push_back(link.target);
  return ids;
}

Profile academic(const std::vector<std::pair<std::string, std::uint32_t>>& terms) {
  return profile(Side::kAcademic, terms);
}
Profile practice(const std::vector<std::pair<std::string, std::uint32_t>>& terms) {
  return profile(Side::kPractice, terms);
}

TEST_CASE("an empty store gives an empty graph that settles") {
  World world;
  world.settle();
  CHECK(world.store.get(store::Family::kMeta, keys::kLinkWatermark).value() == "0");
  CHECK(world.store.family_map(store::Family::kLinks).empty());
}

TEST_CASE("a new record has its links with write_new, those whose list it enters after settle") {
  World world;
  world.put("a:1", academic({{"Zvibrat", 2}, {"Zspindl", 1}}));
  world.write_new();
  CHECK(world.links("a:1") == LinkList{});
  world.put("p:1", practice({{"Zspindl", 3}, {"Znois", 1}}));
  world.write_new();
  CHECK(targets(world.links("p:1").public_targets) == std::vector<std::string>{"a:1"});
  CHECK(world.links("a:1") == LinkList{});
  world.settle();
  CHECK(targets(world.links("a:1").public_targets) == std::vector<std::string>{"p:1"});
  CHECK(world.links("a:1").public_targets[0].strength ==
        world.links("p:1").public_targets[0].strength);
  CHECK(world.links("a:1").public_targets[0].side == Side::kPractice);
}

TEST_CASE("links go to the other side only, and never to the record's own other face") {
  World world;
  world.put("a:1", academic({{"x", 1}}));
  world.put("a:2", academic({{"x", 1}}));
  world.put("n:1", profile(Side::kNone, {{"x", 1}}));
  world.put("b:1", tests::Faces{academic({{"x", 1}}), practice({{"x", 1}})});
  world.settle();
  CHECK(targets(world.links("a:1").public_targets).empty());
  CHECK(targets(world.links("a:1").restricted_targets) == std::vector<std::string>{"b:1"});
  CHECK(world.links("n:1") == LinkList{});
  CHECK(targets(world.links("b:1", Face::kRestricted).public_targets) ==
        targets(world.links("b:1", Face::kRestricted).public_targets));
  for (const Link& link : world.links("b:1", Face::kRestricted).public_targets) {
    CHECK(link.target != "b:1");
  }
}

TEST_CASE("restricted records change nothing in the public lists") {
  World with;
  World without;
  for (int i = 0; i < 40; ++i) {
    const std::string name = "t" + std::to_string(i % 7);
    const Profile one = profile(i % 2 ? Side::kAcademic : Side::kPractice, {{name, 2}, {"u", 1}});
    with.put("r:" + std::to_string(i), one);
    without.put("r:" + std::to_string(i), one);
    with.put_restricted("s:" + std::to_string(i), one);
  }
  with.settle();
  without.settle();
  CHECK(with.store.get(store::Family::kMeta, keys::kLinkEpoch).value() ==
        without.store.get(store::Family::kMeta, keys::kLinkEpoch).value());
  for (int i = 0; i < 40; ++i) {
    const std::string id = "r:" + std::to_string(i);
    CHECK(with.links(id).public_targets == without.links(id).public_targets);
    CHECK_FALSE(with.links(id).restricted_targets.empty());
  }
}

TEST_CASE("a list holds the best ten, ranked by score") {
  World world;
  world.put("a:1", academic({{"x", 1}, {"y", 1}}));
  for (int i = 0; i < 14; ++i) {  // too few for an epoch
    std::vector<std::pair<std::string, std::uint32_t>> terms{{"x", 1}};
    for (int j = 0; j < i; ++j)
      terms.emplace_back("filler" + std::to_string(i) + "-" + std::to_string(j), 1);
    world.put("p:" + std::to_string(i), practice(terms));
  }
  world.settle();
  const std::vector<Link> links = world.links("a:1").public_targets;
  REQUIRE(links.size() == 10);
  for (std::size_t i = 0; i < 10; ++i) CHECK(links[i].target == "p:" + std::to_string(i));
  for (std::size_t i = 1; i < 10; ++i) CHECK(links[i - 1].strength > links[i].strength);
}

TEST_CASE("when a target goes, the eleventh comes up") {
  World world;
  world.put("a:1", academic({{"x", 1}}));
  for (int i = 0; i < 12; ++i) world.put("p:" + std::to_string(i), practice({{"x", 1}}));
  world.settle();
  const std::vector<Link> before = world.links("a:1").public_targets;
  world.remove(before.front().target);
  world.write_new();
  CHECK(world.links(before.front().target) == LinkList{});
  world.settle();
  const std::vector<Link> after = world.links("a:1").public_targets;
  REQUIRE(after.size() == 10);
  CHECK(after.front().target == before[1].target);
}

TEST_CASE("evidence shows the source's surfaces, strongest first, and shared identifiers") {
  World world;
  Profile paper = academic({{"Zspindl", 9}, {"Zvibrat", 2}, {"XCODEsv0401", 1}});
  paper.identifiers = {"doi:10.1/x"};
  Profile note = practice({{"Zspindl", 9}, {"Zvibrat", 1}, {"XCODEsv0401", 1}});
  note.references = {"doi:10.1/x", "doi:10.1/y"};
  for (ProfileTerm& term : note.terms) term.surface = "note " + term.term;
  world.put("a:1", paper);
  world.put("p:1", note);
  world.settle();
  const Link from_note = world.links("p:1").public_targets.at(0);
  CHECK(from_note.relation == Relation::kCites);
  CHECK(from_note.evidence.identifiers == std::vector<std::string>{"doi:10.1/x"});
  CHECK(from_note.evidence.terms ==
        std::vector<std::string>{"note Zspindl", "note XCODEsv0401", "note Zvibrat"});
  const Link from_paper = world.links("a:1").public_targets.at(0);
  CHECK(from_paper.relation == Relation::kCites);
  CHECK(from_paper.evidence.terms.at(0) == "s-Zspindl");
}

TEST_CASE("a rare name ties records, stands in their evidence and weighs nothing") {
  const ProfileTerm name{"XPERSONwang li@sanjiao", "王力", 0};
  const auto linked = [&](bool is_rare) {
    World world;
    Profile paper = academic({{"x", 1}, {"y", 1}});
    Profile note = practice({{"x", 1}, {"z", 1}});
    paper.names = note.names = {name};
    world.put("a:1", paper);
    world.put("p:1", note);
    for (int i = 0; i < 20; ++i) {
      Profile other = practice({{"filler" + std::to_string(i), 1}});
      if (!is_rare) other.names = {name};
      world.put("p:other" + std::to_string(i), other);
    }
    world.settle();
    return world.links("a:1").public_targets;
  };
  const std::vector<Link> rare = linked(true);
  const std::vector<Link> common = linked(false);
  REQUIRE(rare.size() == 1);
  REQUIRE(common.size() == 1);
  CHECK(rare.front().evidence.names == std::vector<std::string>{"王力"});
  CHECK(rare.front().evidence.terms == std::vector<std::string>{"s-x"});
  CHECK(common.front().evidence.names.empty());
  CHECK(common.front().evidence.terms == std::vector<std::string>{"s-x"});
  CHECK(1 - rare.front().strength ==
        doctest::Approx(0.85 * (1 - common.front().strength)).epsilon(0.001));
}

TEST_CASE("a tie links records without a common word") {
  World world;
  Profile paper = academic({{"x", 1}});
  paper.identifiers = {"doi:10.1/x"};
  Profile same = practice({{"y", 1}});
  same.identifiers = {"doi:10.1/x"};
  Profile declaring = practice({{"z", 1}});
  declaring.relations = {{"applies", "a:1"}};
  world.put("a:1", paper);
  world.put("p:same", same);
  world.put("p:declaring", declaring);
  world.settle();
  const std::vector<Link> links = world.links("a:1").public_targets;
  REQUIRE(links.size() == 2);
  CHECK(links[0].target == "p:same");
  CHECK(links[0].relation == Relation::kSameWork);
  CHECK(links[0].strength == doctest::Approx(0.95).epsilon(0.001));
  CHECK(links[1].relation == Relation::kApplies);
  CHECK(links[1].strength == doctest::Approx(0.8).epsilon(0.001));
}

TEST_CASE("an epoch falls in the same place and holds the same bytes whatever the batches") {
  const auto run = [](int every) {
    World world;
    for (int i = 0; i < 70; ++i) {
      const std::string name = "t" + std::to_string(i * i % 11);
      world.put("r:" + std::to_string(i % 60),
                profile(i % 2 ? Side::kAcademic : Side::kPractice, {{name, 1}, {"u", 2}}));
      if (i % every == 0) world.write_new();
      if (i % (2 * every) == 0) world.settle();
    }
    world.settle();
    return world.store.get(store::Family::kMeta, keys::kLinkEpoch).value().value();
  };
  const std::string epoch = run(1);
  CHECK(links::decode_epoch(epoch).value().frozen_at == 63);
  CHECK(run(3) == epoch);
  CHECK(run(50) == epoch);
}

TEST_CASE("the order of addition does not change the lists") {
  const auto run = [](int step) {
    World world;
    for (int i = 0; i < 13; ++i) {
      const int n = i * step % 13;
      world.put("r:" + std::to_string(n),
                profile(n % 2 ? Side::kAcademic : Side::kPractice,
                        {{"t" + std::to_string(n % 3), 1}, {"u" + std::to_string(n % 5), 2}}));
    }
    world.settle();
    return world.store.family_map(store::Family::kLinks);
  };
  CHECK(run(1) == run(5));
  CHECK(run(1) == run(7));
}

TEST_CASE("counterparts equal the stored lists and go on beyond them") {
  World world;
  for (std::uint32_t i = 0; i < 60; ++i) {
    Profile one =
        profile(i % 2 ? Side::kAcademic : Side::kPractice,
                {{"t" + std::to_string(i % 5), 1}, {"u" + std::to_string(i % 3), i % 4 + 1}});
    one.serial = i + 1;
    if (i == 7) one.relations = {{"explains", "r:8"}};
    world.put("r:" + std::to_string(i), one);
  }
  world.settle();
  for (std::uint32_t i = 0; i < 60; ++i) {
    const Profile own =
        world.store.profile(Face::kPublic, "r:" + std::to_string(i)).value().value();
    CHECK(world.graph->counterparts(Face::kPublic, own, {}, links::kStoredLinks) ==
          world.links("r:" + std::to_string(i)));
    CHECK(world.graph->counterparts(Face::kPublic, own, {}, 15).public_targets.size() > 10);
  }
  CHECK(world.graph->counterparts(Face::kPublic, Profile{}, {}, 10) == LinkList{});
}

TEST_CASE("load refuses a damaged watermark, damaged statistics and a damaged profile") {
  const auto error_after = [](store::Family family, std::string_view key, std::string_view value) {
    World world;
    for (int i = 0; i < 20; ++i) {
      world.put("a:" + std::to_string(i), academic({{"x", 1}}));
    }
    world.settle();
    store::Batch batch;
    batch.put(family, key, value);
    world.store.write(std::move(batch)).value();
    const auto loaded = links::Graph::load(world.store);
    return loaded ? std::string() : to_string(loaded.error());
  };
  CHECK(error_after(store::Family::kMeta, keys::kLinkWatermark, "seven")
            .starts_with("corrupt: meta/link_watermark"));
  CHECK(error_after(store::Family::kMeta, keys::kLinkEpoch, "nonsense that is long")
            .starts_with("corrupt: "));
  CHECK(error_after(store::Family::kProfiles, keys::faced(Face::kPublic, "a:3"), "?")
            .starts_with("corrupt: the profile of \"a:3\""));
}

TEST_CASE("a damaged list and a list without a record are put right by the next settle") {
  World world;
  world.put("a:1", academic({{"x", 1}}));
  world.put("p:1", practice({{"x", 1}}));
  world.settle();
  const auto sound = world.store.family_map(store::Family::kLinks);
  store::Batch batch;
  batch.put(store::Family::kLinks, keys::faced(Face::kPublic, "a:1"), "?");
  batch.put(store::Family::kLinks, keys::faced(Face::kPublic, "gone:1"), "?");
  world.store.write(std::move(batch)).value();
  world.start();
  world.settle();
  CHECK(world.store.family_map(store::Family::kLinks) == sound);
}

}  // namespace
}  // namespace isthmus
