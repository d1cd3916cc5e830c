// What people decide on pairs of terms: accepted ones are a lexicon of their own, refused ones are
// never proposed again. Both stand in the governance family (schema/keys.h), so a rebuild keeps
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/pipeline/target.h"
#include "schema/lexicon.h"
#include "schema/result.h"

namespace isthmus::pipeline {

// By which a person names two terms: "chatter=颤振". No term holds '='.
std::string pair_of(std::string_view term, std::string_view other);
// Both terms of "chatter=颤振", as lexicons know them, in the order written. Errors: kUsage.
Result<PairDecision> parse_pair(std::string_view pair);

// All that was decided, in the order of the store.
Result<std::vector<PairDecision>> pair_decisions(const store::View& view);

// Notes the decisions and makes the lexicon of accepted pairs again; kNone takes a decision back.
// Errors: those of the store; kNotFound for a decision that is not there to be taken back.
Result<void> decide_pairs(const std::vector<PairDecision>& decisions, Target& target);

}  // namespace isthmus::pipeline
