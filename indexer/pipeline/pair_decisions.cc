#include "indexer/pipeline/pair_decisions.h"

#include <map>
#include <optional>

#include "engine/lexicon/gloss.h"
#include "engine/lexicon/key.h"
#include "engine/lexicon/prose.h"
#include "indexer/pipeline/lexicons.h"
#include "schema/blanks.h"
#include "schema/codec.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

std::string key_of(const PairDecision& decision) {
  return keys::pair_decision(lexicon::key_of(decision.term), lexicon::key_of(decision.other));
}

bool has_han(std::string_view text) {
  for (std::size_t size = 1; size <= text.size(); ++size) {
    if (lexicon::ends_with_han(text.substr(0, size))) return true;
  }
  return false;
}

void add_form(const std::string& form, LexiconEntry& entry) {
  if (has_han(form)) {
    entry.zh.push_back(form);
  } else if (lexicon::is_abbreviation(form) || !entry.en.empty()) {
    entry.abbreviations.push_back(form);  // English forms of one entry do not stand for each other
  } else {
    entry.en.push_back(form);
  }
}

using Decisions = std::map<std::string, PairDecision>;  // by their keys

Result<Decisions> stored_decisions(const store::View& view) {
  Decisions decisions;
  const auto add = [&](std::string_view key, std::string_view value) -> Result<void> {
    decisions.emplace(key, TRY(codec::decode<PairDecision>(value)));
    return {};
  };
  TRY(view.for_each(store::Family::kGovernance, keys::kPairDecisionTag, add));
  return decisions;
}

Result<void> note_decision(const PairDecision& decision, Decisions& all, Target& target) {
  const std::string key = key_of(decision);
  if (decision.verdict != PairVerdict::kNone) {
    all.insert_or_assign(key, decision);
    target.note(store::Family::kGovernance, key, codec::encode(decision));
    return {};
  }
  if (all.erase(key) == 0) {
    return Error{ErrorCode::kNotFound,
                 "nothing was decided on " + quote(pair_of(decision.term, decision.other)),
                 "`isthmus-indexer lexicon decisions` lists what was decided"};
  }
  target.forget(store::Family::kGovernance, key);
  return {};
}

}  // namespace

std::string pair_of(std::string_view term, std::string_view other) {
  return std::string(term) + "=" + std::string(other);
}

Result<PairDecision> parse_pair(std::string_view pair) {
  const std::size_t middle = pair.find('=');
  PairDecision decision;
  if (middle != std::string_view::npos) {
    decision.term = trimmed(pair.substr(0, middle));
    decision.other = trimmed(pair.substr(middle + 1));
  }
  const std::string term = lexicon::key_of(decision.term);
  const std::string other = lexicon::key_of(decision.other);
  if (is_form(decision.term) && is_form(decision.other) && term != other) return decision;
  return Error{ErrorCode::kUsage, quote(pair) + " is no pair of terms",
               "write both as `isthmus-indexer lexicon propose` does: \"chatter=颤振\""};
}

Result<std::vector<PairDecision>> pair_decisions(const store::View& view) {
  std::vector<PairDecision> all;
  for (auto& [key, decision] : TRY(stored_decisions(view))) all.push_back(std::move(decision));
  return all;
}

Result<void> decide_pairs(const std::vector<PairDecision>& decisions, Target& target) {
  Decisions all = target.view() == nullptr ? Decisions() : TRY(stored_decisions(*target.view()));
  for (const PairDecision& decision : decisions) TRY(note_decision(decision, all, target));
  LexiconFile accepted;
  for (const auto& [key, decision] : all) {
    if (decision.verdict != PairVerdict::kAccepted) continue;
    LexiconEntry& entry = accepted.entries.emplace_back();
    add_form(decision.term, entry);
    add_form(decision.other, entry);
  }
  TRY(store_lexicon(std::string(kAcceptedLexicon), "accepted proposals", accepted, target));
  return {};
}

}  // namespace isthmus::pipeline
