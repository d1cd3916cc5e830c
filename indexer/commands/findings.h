// What a run has to say of its sources, for people and for programs: refusals at once, warnings of
// one wording together at the end.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/commands/context.h"
#include "indexer/commands/progress.h"
#include "indexer/parsers/tally.h"
#include "indexer/pipeline/report.h"
#include "schema/json.h"

namespace isthmus::commands {

// Says at once what a file of governance or of a lexicon has that cannot be read; how many entries
// that cost.
std::uint64_t tell(const Context& context, const std::string& path,
                   std::vector<parsers::Diagnostic> diagnostics);

// The last word of a command that removes things by their names.
void print_removed(const Context& context, std::size_t count);

class Findings {
 public:
  Findings(const Context& context, ProgressLine& progress);
  ~Findings();

  void hear(const pipeline::Finding& finding);
  // Tells the warnings. All findings as JSON when the context wants JSON.
  Json finish();

 private:
  // A warning of one wording, over all files.
  struct Warning {
    pipeline::Finding first;
    std::uint64_t files = 0;
    std::uint64_t lines = 0;
  };
  static std::string text_of(const Warning& warning);
  static Json json_of(const Warning& warning);

  const Context& context_;
  ProgressLine& progress_;
  std::vector<Json> told_;
  std::vector<Warning> warnings_;
  std::map<std::string, std::size_t> warning_numbers_;  // message -> place in warnings_
};

}  // namespace isthmus::commands
