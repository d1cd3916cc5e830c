#include "indexer/parsers/tally.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxWarnings = 1000;  // of different wording in one file

}  // namespace

void Tally::add(Diagnostic diagnostic) {
  if (diagnostic.cost_a_record) {
    if (++refused_ <= kMaxRefusals) entries_.push_back({std::move(diagnostic), 1});
    return;
  }
  const auto known = warnings_.find(diagnostic.error.message);
  if (known != warnings_.end()) {
    ++entries_[known->second].count;
  } else if (warnings_.size() < kMaxWarnings) {
    warnings_.emplace(diagnostic.error.message, entries_.size());
    entries_.push_back({std::move(diagnostic), 1});
  }
}

std::string to_string(const std::string& path, const Tally::Entry& entry) {
  std::string out = path;
  if (!entry.first.inside.empty()) out += "/" + entry.first.inside;
  if (entry.first.line != 0 && entry.count == 1) out += ":" + std::to_string(entry.first.line);
  out += ": ";
  if (!entry.first.cost_a_record) out += "warning: ";
  out += entry.first.error.message;
  if (entry.count > 1) out += " in " + std::to_string(entry.count) + " lines";
  if (!entry.first.error.hint.empty()) out += " (" + entry.first.error.hint + ")";
  return out;
}

}  // namespace isthmus::parsers
