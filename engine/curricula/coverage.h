// The coverage of what is taught: for each outcome of a programme's courses the records of practice and
// of research that have most of it, and the topics of practice that no outcome reaches.
//
// A record covers an outcome when its score (aim.h) is kFloor or more; below that nothing is said to
// cover it. A course that states no outcomes is taken as one, by its title and keywords, or its abstract where it has none.
//
// Shape: worked out anew for each report; a programme of five courses with five outcomes each takes
// about as long as 50 searches.
// Errors: kNotFound for a programme that neither the records nor the governance files know; those of
// the store and of the index. Threads: any.
//
// Measured: docs/performance.md.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/curricula/syllabus.h"
#include "engine/search/search.h"
#include "schema/coverage.h"

namespace isthmus::curricula {

inline constexpr std::uint32_t kRules = 1;
inline constexpr double kFloor = 0.4;
inline constexpr std::size_t kMostCourses = 200;  // of a programme, by their ids
inline constexpr std::size_t kShownRecords = 3;   // of each side of an outcome
inline constexpr std::size_t kLeastPractice = 4;  // records of a topic that anything is said of

// An empty programme is the whole college: every course.
Result<CoverageReport> coverage_of_programme(const search::Sources& sources,
                                             const std::string& programme);

// The same from somewhere that may have it already.
using CoverageOf =
    std::function<Result<std::shared_ptr<const CoverageReport>>(const std::string& programme)>;
// Anew each time. `sources` outlive it.
CoverageOf coverage_anew(const search::Sources& sources);

// Nothing of the syllabus is kept.
Result<CoverageReport> coverage_of_syllabus(const search::Sources& sources,
                                            const Syllabus& syllabus);

}  // namespace isthmus::curricula
