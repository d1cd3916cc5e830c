// How much a record has of what a short text asks for: an outcome of a course, or a course.
//
// The text is reduced to its concepts: words, codes, and pairs of characters that no dictionary has,
// each with what the repository's lexicons call it otherwise. A concept weighs its rarity among
// the public records; words that say what a learner does with a matter (掌握, "explain") say nothing
// of the matter and are left out.
//
//   words   = weight of the concepts that are among the record's strongest terms / weight of all
//   meaning = cosine of the two in the space of meaning, not below 0
//   score   = (1 - kMeaningShare) * words + kMeaningShare * meaning, without a space: words;
//             0 when fewer than kLeastConcepts are shared and the text has more of them, or when
//             none of them is specific: words such as 信息 and 管理 fit any record
//
// Nothing here is learned from the texts that are compared, so that a report is the same whoever
// else asks. Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/lexicon/lookup.h"
#include "engine/links/epoch.h"
#include "engine/vectors/space.h"
#include "schema/codec.h"
#include "schema/result.h"

namespace isthmus::curricula {

inline constexpr double kMeaningShare = 0.3;
inline constexpr std::size_t kLeastConcepts = 2;
// A concept is specific that at most one public record in so many has, or so few.
inline constexpr std::uint64_t kSpecificShare = 50;
inline constexpr std::uint64_t kSpecificRecords = 30;

struct Concept {
  std::string surface;  // as it stands in the text
  double weight = 0;
  bool is_specific = false;
  // A record has the concept when it has all terms of one of these (as in a profile): the concept
  // itself, then its other names.
  std::vector<std::vector<std::string>> ways;
};

struct Aim {
  std::string text;
  std::vector<Concept> concepts;
  vectors::Direction direction{};  // zeros without a space of meaning
};

// What an aim is made with.
struct Vocabulary {
  const links::Epoch& epoch;    // how many public records have a term
  const vectors::Space* space;  // null: none is learned
  const store::View& store;     // for the lexicons' terms
  std::vector<Lexicon> lexicons;
};
// Errors: those of the store.
Result<Aim> aim_of(const Vocabulary& vocabulary, std::string_view text);

// What of a record is compared.
struct Sketch {
  std::string id;
  std::vector<std::string> terms;  // the strongest ones, sorted
  vectors::Direction direction{};
};
Sketch sketch_of(const links::Epoch& epoch, std::string_view id, const Profile& profile);

struct Likeness {
  double score = 0;
  double words = 0;
  double meaning = 0;
  std::vector<std::string> terms;  // the shared concepts, heaviest first
};
Likeness compare(const Aim& aim, const Sketch& record);

}  // namespace isthmus::curricula
