#include "indexer/commands/findings.h"

#include <nlohmann/json.hpp>

namespace isthmus::commands {
namespace {

Json json_of_finding(const pipeline::Finding& finding) {
  const parsers::Diagnostic& diagnostic = finding.entry.first;
  Json json = {{"path", finding.path}};
  if (diagnostic.line != 0) json["line"] = diagnostic.line;
  json["is_refusal"] = diagnostic.cost_a_record;
  json["code"] = error_info(diagnostic.error.code).name;
  json["message"] = diagnostic.error.message;
  if (!diagnostic.error.hint.empty()) json["hint"] = diagnostic.error.hint;
  return json;
}

}  // namespace

Findings::Findings(const Context& context, ProgressLine& progress)
    : context_(context), progress_(progress) {}
Findings::~Findings() = default;

void Findings::hear(const pipeline::Finding& finding) {
  if (finding.entry.first.cost_a_record) {
    progress_.clear();
    context_.say(parsers::to_string(finding.path, finding.entry) + "\n");
    if (context_.is_json) told_.push_back(json_of_finding(finding));
    return;
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
    if (!context_.is_quiet) context_.say(text_of(warning));
    if (context_.is_json) all.push_back(json_of(warning));
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
  Json json = json_of_finding(warning.first);
  json["files"] = warning.files;
  json["lines"] = warning.lines;
  return json;
}

}  // namespace isthmus::commands
