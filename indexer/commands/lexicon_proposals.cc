#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/progress.h"
#include "indexer/pipeline/pair_decisions.h"
#include "indexer/pipeline/proposals.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

Json json_of(const pipeline::Proposal& proposal) {
  return {{"pair", pipeline::pair_of(proposal.term, proposal.other)},
          {"kind", name_of(proposal.kind)},
          {"term", proposal.term},
          {"other", proposal.other},
          {"records", proposal.records},
          {"examples", proposal.examples}};
}

std::string line_of(const pipeline::Proposal& proposal) {
  std::string line = std::to_string(proposal.records) + "\t" + std::string(name_of(proposal.kind)) +
                     "\t" + pipeline::pair_of(proposal.term, proposal.other) + "\t";
  for (const std::string& id : proposal.examples)
    line += (&id == &proposal.examples.front() ? "" : ", ") + id;
  return line + "\n";
}

// Every record has a serial, and one is quickly read.
Result<std::uint64_t> count_records(const store::View& view) {
  std::uint64_t count = 0;
  TRY(view.scan(store::Family::kSerials, {}, {}, [&](std::string_view, std::string_view) {
    ++count;
    return true;
  }));
  return count;
}

std::string_view word_for(PairVerdict verdict) {
  if (verdict == PairVerdict::kNone) return "forgotten";
  return verdict == PairVerdict::kAccepted ? "accepted" : "refused";
}

std::string line_of(const PairDecision& decision) {
  return std::string(word_for(decision.verdict)) + "\t" +
         pipeline::pair_of(decision.term, decision.other) + "\n";
}

Json json_of(const PairDecision& decision) {
  return {{"pair", pipeline::pair_of(decision.term, decision.other)},
          {"decision", decision.verdict == PairVerdict::kNone
                           ? Json()
                           : Json(std::string(word_for(decision.verdict)))}};
}

void print_all(const Context& context, const std::vector<PairDecision>& decisions) {
  Json all = Json::array();
  for (const PairDecision& decision : decisions) {
    if (!context.is_json) context.print(line_of(decision));
    all.push_back(json_of(decision));
  }
  if (context.is_json) context.print_json(all);
}

}  // namespace

Result<int> run_lexicon_propose(const Context& context, const LexiconArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  const std::uint64_t total = TRY(count_records(snapshot->store()));
  ProgressLine progress(context);
  pipeline::ProposingOptions options;
  options.most = arguments.limit;
  options.stop = &context.session->stop();
  options.progress = [&](std::uint64_t done) { progress.update({done, total, done}); };
  const std::vector<pipeline::Proposal> proposals =
      TRY(pipeline::propose(snapshot->store(), options));
  progress.clear();
  if (options.stop->load()) return kInterrupted;
  Json all = Json::array();
  for (const pipeline::Proposal& proposal : proposals) {
    if (!context.is_json) context.print(line_of(proposal));
    all.push_back(json_of(proposal));
  }
  if (context.is_json) context.print_json(all);
  return kDone;
}

// All of the pairs or none.
Result<int> run_lexicon_decide(const Context& context, const LexiconArguments& arguments) {
  std::vector<PairDecision> decisions;
  for (const std::string& pair : arguments.values) {
    decisions.push_back(TRY(pipeline::parse_pair(pair)));
    decisions.back().verdict = arguments.verdict;
  }
  auto writer = TRY(context.open_writer());
  const auto target = pipeline::repository_target(*writer);
  TRY(pipeline::decide_pairs(decisions, *target));
  TRY(writer->settle());
  print_all(context, decisions);
  return kDone;
}

Result<int> run_lexicon_decisions(const Context& context) {
  const auto reader = TRY(context.open_reader());
  print_all(context, TRY(pipeline::pair_decisions(reader->snapshot()->store())));
  return kDone;
}

}  // namespace isthmus::commands
