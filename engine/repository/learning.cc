// The space of meaning as the writer keeps it: learned again when the records have outgrown it, or
// the lexicons are others. Topics and gaps, which are found in it.
//
// One batch replaces it, with the place of every record: readers see the old one or the new one.
#include <algorithm>

#include "engine/lexicon/lookup.h"
#include "engine/links/profile.h"
#include "engine/links/weights.h"
#include "engine/repository/writer_impl.h"
#include "engine/topics/keeping.h"
#include "engine/vectors/training.h"
#include "schema/hash.h"
#include "schema/terms.h"

namespace isthmus::repository {
namespace {

using store::Family;

Result<void> place_all(const store::View& view, const vectors::Space& space, store::Batch& batch) {
  const auto place = [&](std::string_view key, std::string_view value) -> Result<void> {
    const Profile profile = TRY(codec::decode<Profile>(value));
    batch.put(Family::kVectors, key, space.place(profile));
    return {};
  };
  return view.for_each(Family::kProfiles, {}, place);
}

// Changes when a lexicon comes, goes or grows.
Result<std::uint64_t> hash_of_lexicons(const store::View& view) {
  std::string all;
  TRY(view.scan(Family::kGovernance, keys::kLexiconTag, {},
                [&](std::string_view, std::string_view value) {
                  all += value;
                  return true;
                }));
  return all.empty() ? 0 : hash64(all);
}

// The key under which lexicons have a term of a profile; empty for codes.
std::string lexicon_key_of(std::string_view term) {
  if (links::is_code_term(term)) return {};
  if (term.starts_with(terms::kStem)) term.remove_prefix(terms::kStem.size());
  return std::string(term);
}

void add_alternatives(const LexiconTerm& term, vectors::Alternatives& alternatives) {
  for (const LexiconAlternative& alternative : term.alternatives) {
    std::vector<std::string> parts;
    for (ProfileTerm& part : links::counted_terms(alternative.text))
      parts.push_back(std::move(part.term));
    if (!parts.empty()) alternatives.push_back(std::move(parts));
  }
}

// What the lexicons have for each term of a profile.
Result<std::vector<vectors::Alternatives>> translations(const store::View& view,
                                                        const std::vector<std::string>& terms) {
  std::vector<std::string> wanted;
  for (const std::string& term : terms) wanted.push_back(lexicon_key_of(term));
  const std::vector<Lexicon> lexicons = TRY(lexicon::all(view));
  const auto meanings = TRY(lexicon::meanings_of(view, lexicons, wanted));
  std::vector<vectors::Alternatives> all(terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    for (const LexiconTerm& meaning : meanings[i]) add_alternatives(meaning, all[i]);
  }
  for (vectors::Alternatives& alternatives : all) {
    std::sort(alternatives.begin(), alternatives.end());
    alternatives.erase(std::unique(alternatives.begin(), alternatives.end()), alternatives.end());
  }
  return all;
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

Result<bool> Writer::Impl::learn_when_due() {
  if (!options.vectors) return false;
  const bool has_other_lexicons =
      space_state.version != 0 && TRY(hash_of_lexicons(*store)) != space_state.lexicons;
  const bool is_due = space_state.version == 0
                          ? public_position >= vectors::kLeastProfiles
                          : is_outgrown(space_state.public_position, kSpaceDivisor);
  if (!has_other_lexicons && !is_due) return false;
  const std::uint32_t before = space_state.version;
  TRY(learn());
  return space_state.version != before;
}

// The present space, when there is one that can be read, is kept until it is outgrown.
Result<void> Writer::Impl::rebuild_space() {
  const vectors::Space* present = TRY(present_space());
  if (TRY(learn_when_due()) || present == nullptr) return {};
  store::Batch places;
  TRY(place_all(*store, *present, places));
  return store->write(std::move(places));
}

Result<void> Writer::Impl::learn() {
  const auto translate = [this](const std::vector<std::string>& terms) {
    return translations(*store, terms);
  };
  vectors::Training training = TRY(vectors::train(*store, translate));
  store::Batch batch;
  SpaceState next;
  std::optional<vectors::Space> fresh;
  if (training.terms.terms.empty()) {
    if (space_state.version == 0) return {};
    batch = TRY(erasure_of(Family::kVectors));
    batch.erase(Family::kMeta, keys::kSpace);
    batch.erase(Family::kMeta, keys::kSpaceTerms);
  } else {
    next = {space_state.version + 1, training.profiles, public_position,
            TRY(hash_of_lexicons(*store))};
    batch.put(Family::kMeta, keys::kSpace, codec::encode(next));
    batch.put(Family::kMeta, keys::kSpaceTerms, codec::encode(training.terms));
    fresh.emplace(next, std::move(training.terms));
    TRY(place_all(*store, *fresh, batch));
  }
  announce(batch);
  TRY(store->write(std::move(batch)));
  space_state = next;
  space = std::move(fresh);
  return {};
}

Result<void> Writer::Impl::find_topics() {
  if (!options.vectors || !options.topics) return {};
  store::Batch batch;
  if (!TRY(topics::bring_up_to_date(*store, space_state.version, batch))) return {};
  announce(batch);
  return store->write(std::move(batch));
}

}  // namespace isthmus::repository
