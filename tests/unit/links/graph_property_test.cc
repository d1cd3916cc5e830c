// Whatever happened before, settled lists are those that a fresh graph makes of the same profiles
// and statistics, and those that comparing every pair gives.
#include <random>

#include <doctest/doctest.h>

#include "engine/links/graph.h"
#include "engine/links/read.h"
#include "tests/unit/links/world.h"

namespace isthmus {
namespace {

using tests::Faces;
using tests::World;

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(engine_() % limit); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

Profile random_profile(Dice& dice, Side side) {
  std::vector<std::pair<std::string, std::uint32_t>> terms;
  const std::uint32_t count = dice.below(12);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t term = dice.below(dice.below(60) + 1);  // small numbers are frequent
    const bool is_code = term % 9 == 4;
    terms.emplace_back((is_code ? "XCODEc" : "Zt") + std::to_string(term), dice.below(5) + 1);
  }
  Profile made = tests::profile(side, terms);
  if (dice.one_in(6)) made.identifiers = {"doi:" + std::to_string(dice.below(8))};
  if (dice.one_in(5)) made.references = {"doi:" + std::to_string(dice.below(8))};
  if (dice.one_in(4)) {
    const std::string name = std::to_string(dice.below(dice.below(12) + 1));
    made.names = {{"XORGo" + name, "O" + name, 0}, {"XPERSONp" + name, "P" + name, 0}};
  }
  if (dice.one_in(9)) made.relations = {{"applies", "r:" + std::to_string(dice.below(60))}};
  return made;
}

Faces random_faces(Dice& dice) {
  const Side side = static_cast<Side>(dice.one_in(15) ? 0 : 1 + dice.below(2));
  Faces faces;
  const std::uint32_t form = dice.below(6);
  if (form > 0) faces[0] = random_profile(dice, side);
  if (form < 2) faces[1] = random_profile(dice, side);
  return faces;
}

void step(Dice& dice, World& world) {
  const std::string id = "r:" + std::to_string(dice.below(60));
  if (dice.one_in(4)) {
    world.remove(id);
  } else {
    world.put(id, random_faces(dice));
  }
  if (dice.one_in(5)) world.write_new();
  if (dice.one_in(12)) world.settle();
  if (dice.one_in(25)) {
    world.settle_in_part(dice.below(80));
    world.start();
  }
  if (dice.one_in(15)) world.start();
}

// The lists that a fresh graph writes from the same profiles and statistics.
tests::MemoryView::Map rebuilt(tests::MemoryView store, std::uint64_t position) {
  store::Batch nothing;
  const auto old = store.family_map(store::Family::kLinks);
  for (const auto& [key, value] : old) nothing.erase(store::Family::kLinks, key);
  store.write(std::move(nothing)).value();
  auto graph = links::Graph::load(store).value();
  graph->rewrite_all();
  graph->settle(position, [&](store::Batch&& batch) { return store.write(std::move(batch)); })
      .value();
  return store.family_map(store::Family::kLinks);
}

std::vector<Link> best_of_all(const tests::MemoryView& store, const links::Subject& source,
                              Face face) {
  std::vector<links::Candidate> candidates;
  for (const auto& [key, value] : store.family_map(store::Family::kProfiles)) {
    const Profile other = codec::decode<Profile>(value).value();
    const bool fits =
        keys::face_of_key(key) == face && other.side == other_side(source.profile.side);
    if (fits && other.side != Side::kNone)
      candidates.push_back({face, std::string(keys::id_of_faced(key))});
  }
  const auto epoch = links::load_epoch(store).value();
  std::vector<Link> links = links::more_links(store, *epoch, source, candidates).value();
  if (links.size() > links::kStoredLinks) links.resize(links::kStoredLinks);
  return links;
}

void check_against_all_pairs(const tests::MemoryView& store) {
  for (const auto& [key, value] : store.family_map(store::Family::kProfiles)) {
    const Profile own = codec::decode<Profile>(value).value();
    const std::string id(keys::id_of_faced(key));
    const Face face = keys::face_of_key(key);
    const LinkList stored = store.links(face, id).value();
    CHECK(stored.public_targets == best_of_all(store, {face, id, own}, Face::kPublic));
    CHECK(stored.restricted_targets == best_of_all(store, {face, id, own}, Face::kRestricted));
  }
}

TEST_CASE("settled lists are those of a rebuild after any changes, settlings and crashes") {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    World world;
    for (int i = 0; i < 300; ++i) {
      step(dice, world);
      if (i % 50 != 49) continue;
      world.settle();
      const bool equal =
          world.store.family_map(store::Family::kLinks) == rebuilt(world.store, world.position);
      REQUIRE(equal);
    }
    if (seed <= 3) check_against_all_pairs(world.store);
  }
}

TEST_CASE(
    "addition that is killed at any moment gives the lists and statistics of an undisturbed one") {
  const auto run = [](bool disturbed) {
    Dice dice(7);
    Dice trouble(11);
    World world;
    for (int i = 0; i < 200; ++i) {
      world.put("r:" + std::to_string(i), random_faces(dice));
      if (!disturbed) continue;
      if (trouble.one_in(5)) world.write_new();
      if (trouble.one_in(20)) world.settle();
      const bool killed_while_settling = trouble.one_in(20);
      if (killed_while_settling) world.settle_in_part(trouble.below(100));
      if (killed_while_settling || trouble.one_in(10)) world.start();
    }
    world.start();
    world.settle();
    return world.store;
  };
  const tests::MemoryView calm = run(false);
  const tests::MemoryView disturbed = run(true);
  CHECK(calm.get(store::Family::kMeta, keys::kLinkEpoch).value() ==
        disturbed.get(store::Family::kMeta, keys::kLinkEpoch).value());
  CHECK(calm.family_map(store::Family::kLinks) == disturbed.family_map(store::Family::kLinks));
}

}  // namespace
}  // namespace isthmus
