// The pages on curricula: the list of programmes with the form for a syllabus, and the report on one.
#pragma once

#include <string>
#include <vector>

#include "engine/repository/reader.h"
#include "schema/coverage.h"
#include "searchd/render/address.h"
#include "searchd/render/page.h"
#include "searchd/render/topic_words.h"

namespace isthmus::searchd {

struct ProgrammeRow {
  std::string id;
  std::string label;
  std::uint64_t courses = 0;
  std::uint64_t practice = 0;  // records
  std::uint64_t academic = 0;  // courses included
};
std::string render_curricula(const PageFrame& frame, const std::vector<ProgrammeRow>& programmes);

// Which outcomes are listed: all, or those that nothing of a side, or of either, covers.
enum class Missing { kShowAll, kPractice, kResearch, kBoth };
std::string_view name_of(Missing missing);  // "", "practice", "research", "both"
Missing missing_from_name(std::string_view name);

struct CoveragePage {
  const CoverageReport& report;
  const TopicsById& topics;
  const repository::Snapshot& snapshot;
  std::string heading;
  std::string csv_url;  // empty: a syllabus, of which nothing is kept
  std::string path;     // of the page, for the filter; empty likewise
  Missing missing = Missing::kShowAll;
};
std::string render_coverage(const PageFrame& frame, const CoveragePage& page);

}  // namespace isthmus::searchd
