// Labels: the words and phrases that set a group of records apart from all others, in Chinese and in
// English.
//
//   worth   = s * ln(s / o)^2   s: share of the group's records that have it; o: of all records
//
// which is class-based TF-IDF with records for counts. Phrases of titles and keywords count
// kPhraseWorth times; what stands within a better label is left out. A label is in two records of the
// group at least, unless the group is one.
//
// Where fewer than a quarter of the titles are in one of the two languages, its labels are also what
// lexicons say for labels of the other one, each worth what it stands for: what is written of a
// matter in a foreign text is letters and units mostly.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/links/epoch.h"
#include "engine/store/store.h"
#include "engine/topics/points.h"
#include "schema/lexicon.h"
#include "schema/result.h"
#include "schema/topic.h"

namespace isthmus::topics {

inline constexpr std::size_t kLabels = 6;  // of each language

// What labels are made from beside the records themselves.
struct Wording {
  const store::View& view;    // for profiles
  const links::Epoch& words;  // how many records have a term
  const Points& points;
  const std::vector<Lexicon>& lexicons;
};

// Of a group: `members` are numbers of points; at most kMostRead of them are read.
Result<TopicLabels> labels_of(const Wording& wording, const std::vector<std::uint32_t>& members);

}  // namespace isthmus::topics
