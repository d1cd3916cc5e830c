// Links by meaning: records that stand close in the space without a word in common.
#include <tuple>

#include <doctest/doctest.h>

#include "engine/links/graph.h"
#include "engine/links/read.h"
#include "engine/vectors/space.h"
#include "schema/space.h"
#include "tests/unit/links/world.h"

namespace isthmus {
namespace {

using tests::profile;
using tests::World;

// Directions of two subjects, each record a little off its subject's own.
std::string place_of(std::size_t subject, std::size_t number) {
  vectors::Direction direction{};
  direction[subject] = 1;
  direction[10 + number % 50] = 0.1F + 0.01F * static_cast<float>(number % 7);
  return vectors::pack(vectors::normalised(direction));
}

void learn(World& world, std::uint32_t version) {
  store::Batch batch;
  batch.put(store::Family::kMeta, keys::kSpace, codec::encode(SpaceState{version, 0, 0, 0}));
  world.store.write(std::move(batch)).value();
}

std::string name(std::size_t number) { return "r:" + std::to_string(number); }

// Every third record is written in Chinese.
bool is_chinese(std::size_t number) { return number % 3 == 0; }

// Even ones practice, odd ones academic; subjects by turns of two; no word twice.
void fill(World& world, std::size_t records) {
  for (std::size_t i = 0; i < records; ++i) {
    const std::string word = (is_chinese(i) ? "词" : "word") + std::to_string(i);
    Profile one = profile(i % 2 ? Side::kAcademic : Side::kPractice, {{word, 1}});
    one.serial = static_cast<std::uint32_t>(i + 1);
    world.put(name(i), one, place_of(i / 2 % 2, i));
  }
}

TEST_CASE("records without a word in common are linked when they stand close, and say so") {
  World world;
  learn(world, 1);
  fill(world, 40);
  world.settle();
  for (std::size_t i = 0; i < 40; ++i) {
    const std::vector<Link> links = world.links(name(i)).public_targets;
    REQUIRE(links.size() == 10);
    for (const Link& link : links) {
      CHECK(std::stoul(link.target.substr(2)) / 2 % 2 == i / 2 % 2);
      CHECK(link.evidence.terms.empty());
    }
    CHECK(world.links(name(i)).last == links.back().strength);
  }
}

TEST_CASE("standing close counts more between a Chinese and an English record") {
  World world;
  learn(world, 1);
  for (const auto& [id, side, word] :
       {std::tuple("r:en", Side::kPractice, "word"), std::tuple("r:same", Side::kAcademic, "other"),
        std::tuple("r:across", Side::kAcademic, "词")})
    world.put(id, profile(side, {{word, 1}}), place_of(1, 0));
  world.settle();
  const std::vector<Link> links = world.links("r:en").public_targets;
  REQUIRE(links.size() == 2);
  CHECK(links[0].target == "r:across");
  CHECK(links[1].strength > 0);
}

TEST_CASE("a reader scores pairs as the graph does") {
  World world;
  learn(world, 1);
  fill(world, 40);
  world.settle();
  const auto epoch = links::load_epoch(world.store).value();
  for (std::size_t i = 0; i < 40; ++i) {
    const Profile own = world.store.profile(Face::kPublic, name(i)).value().value();
    const std::vector<Link> stored = world.links(name(i)).public_targets;
    std::vector<links::Candidate> candidates;
    for (const Link& link : stored) candidates.push_back({Face::kPublic, link.target});
    CHECK(
        links::more_links(world.store, *epoch, {Face::kPublic, name(i), own}, candidates).value() ==
        stored);
  }
}

TEST_CASE("lists are made again after another space was learned, also by who opens it later") {
  World taught;
  learn(taught, 1);
  fill(taught, 40);
  taught.settle();
  const auto move_all = [](World& world) {
    learn(world, 2);
    store::Batch batch;
    for (std::size_t i = 0; i < 40; ++i)
      batch.put(store::Family::kVectors, keys::faced(Face::kPublic, name(i)),
                keys::serial(static_cast<std::uint32_t>(i + 1)) + place_of(i / 4 % 2, i));
    world.store.write(std::move(batch)).value();
  };
  move_all(taught);
  SUBCASE("by the one that learned") {
    REQUIRE(taught.graph->take_space(taught.store));
    taught.settle();
  }
  SUBCASE("after a kill") {
    taught.start();
    taught.settle();
  }
  World fresh;
  learn(fresh, 2);
  fill(fresh, 40);
  move_all(fresh);
  fresh.start();
  fresh.graph->rewrite_all();
  fresh.settle();
  CHECK(taught.store.family_map(store::Family::kLinks) ==
        fresh.store.family_map(store::Family::kLinks));
}

TEST_CASE("a record that leaves, and one that loses its place, is nobody's counterpart") {
  World world;
  learn(world, 1);
  fill(world, 12);
  world.settle();
  REQUIRE(world.links(name(0)).public_targets.size() == 3);
  world.remove(name(1));
  Profile lost = profile(Side::kAcademic, {{"word5", 1}});
  lost.serial = 6;
  world.put(name(5), lost, {});
  world.settle();
  CHECK(world.links(name(0)).public_targets.size() == 1);
  CHECK(world.links(name(5)) == LinkList{});
}

TEST_CASE("what is typical is the median of the best links of a side") {
  World world;
  learn(world, 1);
  fill(world, 40);
  world.settle();
  const LinkScale scale = links::load_scale(world.store).value();
  std::vector<double> best;
  for (std::size_t i = 0; i < 40; i += 2)
    best.push_back(world.links(name(i)).public_targets[0].strength);
  std::sort(best.begin(), best.end());
  CHECK(scale.of_practice == best[best.size() / 2]);
  CHECK(scale.of_academic > 0);
}

}  // namespace
}  // namespace isthmus
