// The diagnostics of one file, in order, with equal warnings counted together: `unknown key
// "company" in 196 lines`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/parsers/parser.h"

namespace isthmus::parsers {

class Tally {
 public:
  struct Entry {
    Diagnostic first;
    std::uint64_t count = 1;
  };

  void add(Diagnostic diagnostic);

  // Refusals beyond kMaxRefusals are counted, not kept.
  static constexpr std::size_t kMaxRefusals = 100;
  const std::vector<Entry>& entries() const { return entries_; }
  std::uint64_t refused() const { return refused_; }

 private:
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t, std::less<>> warnings_;  // message -> entry
  std::uint64_t refused_ = 0;
};

// "work-orders.csv:12: field \"date\": \"x\" is not a date (hint: …)"
std::string to_string(const std::string& path, const Tally::Entry& entry);

}  // namespace isthmus::parsers
