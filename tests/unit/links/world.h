// A small repository for link tests: a store in memory, its change log, and the graph that follows
// it.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/links/graph.h"
#include "tests/support/memory_view.h"

namespace isthmus::tests {

using Faces = std::array<std::optional<Profile>, 2>;

inline Profile profile(Side side, const std::vector<std::pair<std::string, std::uint32_t>>& terms) {
  Profile made;
  made.side = side;
  std::map<std::string, std::uint32_t> sorted(terms.begin(), terms.end());
  for (const auto& [term, count] : sorted) made.terms.push_back({term, "s-" + term, count});
  return made;
}

class World {
 public:
  World() { start(); }

  // What a writer does that opens the repository: load, and apply again what is not settled.
  void start() {
    graph = links::Graph::load(store).value();
    std::uint64_t watermark = 0;
    if (const auto text = store.get(store::Family::kMeta, keys::kLinkWatermark).value()) {
      watermark = std::stoull(*text);
    }
    store
        .changes_after(watermark,
                       [this](std::uint64_t, const Change& change) {
                         apply(change);
                         return true;
                       })
        .value();
  }

  void put(const std::string& id, const Faces& faces) {
    const Change change = change_of(id, faces);
    store::Batch batch;
    for (std::size_t face = 0; face < 2; ++face) {
      const std::string key = keys::faced(static_cast<Face>(face), id);
      if (faces[face]) {
        batch.put(store::Family::kProfiles, key, codec::encode(*faces[face]));
      } else {
        batch.erase(store::Family::kProfiles, key);
        batch.erase(store::Family::kVectors, key);
      }
    }
    ++position;
    batch.put(store::Family::kChanges, keys::change(position), codec::encode(change));
    store.write(std::move(batch)).value();
    apply(change);
  }
  void put(const std::string& id, const Profile& only_public) { put(id, Faces{only_public, {}}); }
  // With a place in the space of meaning: a packed direction, or none.
  void put(const std::string& id, const Profile& only_public, const std::string& direction) {
    store::Batch batch;
    batch.put(store::Family::kVectors, keys::faced(Face::kPublic, id),
              keys::serial(only_public.serial) + direction);
    store.write(std::move(batch)).value();
    put(id, Faces{only_public, {}});
  }
  void put_restricted(const std::string& id, const Profile& only_restricted) {
    put(id, Faces{std::nullopt, only_restricted});
  }
  void remove(const std::string& id) { put(id, Faces{}); }

  void write_new() {
    store::Batch batch;
    graph->write_new(batch);
    store.write(std::move(batch)).value();
  }
  void settle() {
    graph->settle(position, [this](store::Batch&& batch) { return store.write(std::move(batch)); })
        .value();
  }
  // A settling that is cut off after `lists` lists.
  void settle_in_part(std::size_t lists) {
    const auto write = [&](store::Batch&& batch) {
      store::Batch part;
      batch.visit(
          [&](store::Family family, std::string_view key, std::optional<std::string_view> value) {
            if (family != store::Family::kLinks || lists == 0) return;
            --lists;
            value ? part.put(family, key, *value) : part.erase(family, key);
          });
      return store.write(std::move(part));
    };
    graph->settle(position, write).value();
  }

  LinkList links(const std::string& id, Face face = Face::kPublic) const {
    return store.links(face, id).value();
  }

  MemoryView store;
  std::unique_ptr<links::Graph> graph;
  std::uint64_t position = 0;
  std::uint64_t public_position = 0;

 private:
  void apply(const Change& change) {
    for (const Face face : {Face::kPublic, Face::kRestricted}) {
      const bool touched =
          change.faces & (face == Face::kPublic ? kTouchesPublic : kTouchesRestricted);
      if (!touched) continue;
      graph->apply(face, change.id, store.profile(face, change.id).value(),
                   store.get(store::Family::kVectors, keys::faced(face, change.id))
                       .value()
                       .value_or(std::string()),
                   change.public_position);
    }
  }

  Change change_of(const std::string& id, const Faces& faces) {
    const auto touches = [&](Face face) {
      return faces[static_cast<std::size_t>(face)] || store.profile(face, id).value();
    };
    Change change;
    change.operation = faces[0] || faces[1] ? Operation::kPut : Operation::kRemove;
    change.id = id;
    if (touches(Face::kPublic)) {
      change.faces |= kTouchesPublic;
      ++public_position;
    }
    if (touches(Face::kRestricted)) change.faces |= kTouchesRestricted;
    change.public_position = public_position;
    return change;
  }
};

}  // namespace isthmus::tests
