#include "indexer/commands/findings.h"

#include <nlohmann/json.hpp>

namespace isthmus::commands {

std::uint64_t tell(const Context& context, const std::string& path,
                   std::vector<parsers::Diagnostic> diagnostics) {
  parsers::Tally tally;
  for (parsers::Diagnostic& diagnostic : diagnostics) tally.add(std::move(diagnostic));
  for (const auto& entry : tally.entries()) context.say(parsers::to_string(path, entry) + "\n");
  return tally.refused();
}

void print_removed(const Context& context, std::size_t count) {
  if (context.is_json) {
    context.print_json({{"removed", count}});
  } else {
    context.print("removed " + std::to_string(count) + "\n");
  }
}

Findings::Findings(const Context& context, ProgressLine& progress)
    : context_(context), progress_(progress) {}
Findings::~Findings() = default;

void Findings::hear(const pipeline::Finding& finding) {
  if (finding.entry.first.cost_a_record) {
    progress_.clear();
    if (!context_.is_json)
      return context_.say(parsers::to_string(finding.path, finding.entry) + "\n");
    told_.push_back(pipeline::json_of(finding));
    return context_.say_event("finding", told_.back());
  }
  const std::string& message = finding.entry.first.error.message;
  const auto [known, is_new] = warning_numbers_.emplace(message, warnings_.size());
  if (is_new) warnings_.push_back({finding, 0, 0});
  Warning& warning = warnings_[known->second];
  ++warning.files;
  warning.lines += finding.entry.count;
}

Json Findings::finish() {
  Json all = Json::array();
  for (Json& told : told_) all.push_back(std::move(told));
  for (const Warning& warning : warnings_) {
    if (context_.is_json) all.push_back(json_of(warning));
    if (context_.is_quiet) continue;
    if (context_.is_json) {
      context_.say_event("finding", all.back());
    } else {
      context_.say(text_of(warning));
    }
  }
  told_.clear();
  warnings_.clear();
  return all;
}

std::string Findings::text_of(const Warning& warning) {
  if (warning.files == 1) return parsers::to_string(warning.first.path, warning.first.entry) + "\n";
  const Error& error = warning.first.entry.first.error;
  std::string out = "warning: " + error.message + " in " + std::to_string(warning.files) +
                    " files, first in " + warning.first.path;
  if (!error.hint.empty()) out += " (" + error.hint + ")";
  return out + "\n";
}

Json Findings::json_of(const Warning& warning) {
  Json json = pipeline::json_of(warning.first);
  json["files"] = warning.files;
  json["lines"] = warning.lines;
  return json;
}

}  // namespace isthmus::commands
