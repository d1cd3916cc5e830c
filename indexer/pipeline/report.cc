#include "indexer/pipeline/report.h"

#include <nlohmann/json.hpp>

namespace isthmus::pipeline {

Json json_of(const Finding& finding) {
  const parsers::Diagnostic& diagnostic = finding.entry.first;
  Json json = {{"path", finding.path}};
  if (diagnostic.line != 0) json["line"] = diagnostic.line;
  json["is_refusal"] = diagnostic.cost_a_record;
  json["code"] = error_info(diagnostic.error.code).name;
  json["message"] = diagnostic.error.message;
  if (!diagnostic.error.hint.empty()) json["hint"] = diagnostic.error.hint;
  return json;
}

Json json_of(const Progress& progress, double seconds) {
  Json json = {{"records", progress.records}, {"bytes", progress.bytes}};
  if (progress.total_bytes != 0) json["total_bytes"] = progress.total_bytes;
  if (seconds <= 0) return json;
  json["rate"] = static_cast<std::uint64_t>(static_cast<double>(progress.records) / seconds);
  if (progress.bytes == 0 || progress.total_bytes < progress.bytes) return json;
  const auto left = static_cast<double>(progress.total_bytes - progress.bytes);
  json["seconds_left"] =
      static_cast<std::uint64_t>(seconds * left / static_cast<double>(progress.bytes) + 0.5);
  return json;
}

Json json_of(const AddReport& report) {
  return {{"added", report.added},
          {"updated", report.updated},
          {"unchanged", report.unchanged},
          {"removed", report.removed},
          {"refused", report.refused},
          {"joined", report.joined},
          {"files", report.files},
          {"unchanged_files", report.unchanged_files},
          {"skipped_files", report.skipped_files},
          {"vanished_files", report.vanished_files},
          {"governance", report.governance},
          {"lexicon_entries", report.lexicon_entries},
          {"public_by_default", report.public_by_default},
          {"is_interrupted", report.is_interrupted}};
}

std::string counts_text(const AddReport& report) {
  return "added " + std::to_string(report.added) + ", updated " + std::to_string(report.updated) +
         ", unchanged " + std::to_string(report.unchanged) + ", removed " +
         std::to_string(report.removed) + ", refused " + std::to_string(report.refused);
}

}  // namespace isthmus::pipeline
