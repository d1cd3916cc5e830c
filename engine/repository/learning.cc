// The space of meaning as the writer keeps it: learned again when the records have outgrown it.
//
// One batch replaces it, with the place of every record: readers see the old one or the new one.
#include "engine/repository/writer_impl.h"
#include "engine/vectors/training.h"

namespace isthmus::repository {
namespace {

using store::Family;

// The share of public changes, of the records that a space was learned from, after which it is
// learned again: each record is then learned from three times at most, on average.
constexpr std::uint64_t kGrowthDivisor = 2;

Result<void> place_all(const store::View& view, const vectors::Space& space, store::Batch& batch) {
  const auto place = [&](std::string_view key, std::string_view value) -> Result<void> {
    const Profile profile = TRY(codec::decode<Profile>(value));
    batch.put(Family::kVectors, key, space.place(profile));
    return {};
  };
  return view.for_each(Family::kProfiles, {}, place);
}

}  // namespace

// What cannot be read is learned anew when the work settles.
Result<void> Writer::Impl::load_space_state() {
  const Result<SpaceState> state = vectors::load_state(*store);
  if (!state && state.error().code != ErrorCode::kCorrupt) return state.error();
  space_state = state ? *state : SpaceState{};
  return {};
}

Result<const vectors::Space*> Writer::Impl::present_space() {
  if (space_state.version == 0) return nullptr;
  if (space) return &*space;
  Result<vectors::Space> loaded = vectors::load_space(*store, space_state);
  if (loaded) return &space.emplace(*std::move(loaded));
  if (loaded.error().code != ErrorCode::kCorrupt) return loaded.error();
  space_state = {};
  return nullptr;
}

Result<void> Writer::Impl::learn_when_due() {
  if (!options.vectors) return {};
  const std::uint64_t least =
      space_state.version == 0 ? vectors::kLeastProfiles : space_state.profiles / kGrowthDivisor;
  return public_position - space_state.public_position < least ? Result<void>() : learn();
}

Result<void> Writer::Impl::learn() {
  vectors::Training training = TRY(vectors::train(*store));
  store::Batch batch = TRY(erasure_of(Family::kVectors));
  SpaceState next;
  std::optional<vectors::Space> fresh;
  if (training.terms.terms.empty()) {
    batch.erase(Family::kMeta, keys::kSpace);
    batch.erase(Family::kMeta, keys::kSpaceTerms);
  } else {
    next = {space_state.version + 1, training.profiles, public_position};
    batch.put(Family::kMeta, keys::kSpace, codec::encode(next));
    batch.put(Family::kMeta, keys::kSpaceTerms, codec::encode(training.terms));
    fresh.emplace(next, std::move(training.terms));
    TRY(place_all(*store, *fresh, batch));
  }
  if (space_state.version == 0 && next.version == 0) return {};
  announce(batch);
  TRY(store->write(std::move(batch)));
  space_state = next;
  space = std::move(fresh);
  return {};
}

}  // namespace isthmus::repository
