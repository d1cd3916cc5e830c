// The picture of a report on coverage: a bar for each course, of its outcomes by who covers them.
#pragma once

#include <cstdint>
#include <vector>

#include "schema/coverage.h"
#include "searchd/render/html.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {

// Outcomes by the sides that cover them.
struct CoverCounts {
  std::uint64_t both = 0;
  std::uint64_t practice = 0;  // alone
  std::uint64_t research = 0;  // alone
  std::uint64_t neither = 0;

  std::uint64_t all() const { return both + practice + research + neither; }
};
CoverCounts counts_of(const CourseCover& course);

// Picture, legend and table; nothing without courses.
void write_coverage_picture(Html& html, const std::vector<CourseCover>& courses, Language language);

}  // namespace isthmus::searchd
