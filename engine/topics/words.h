// How many public records have each word: what labels are judged against.
//
// Counted when topics are found anew, and kept until then: labels do not hang on the order in which
// records came, as the statistics of links do.
#pragma once

#include <string>

#include "engine/links/epoch.h"
#include "engine/store/store.h"
#include "schema/result.h"

namespace isthmus::topics {

// In the form in which links keep their statistics (engine/links/epoch.h). Errors: those of the
// store. A profile that cannot be read is left out: `check` reports it.
Result<std::string> count_words(const store::View& view);

// Errors: kCorrupt; kNewerSchema.
Result<links::Epoch> word_counts(std::string_view stored);

}  // namespace isthmus::topics
