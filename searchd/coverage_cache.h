// Reports on coverage, kept for as long as the repository stays as it is: a programme of many courses
// takes as long as some hundred searches, and the report on partners wants those of all programmes.
//
// Shape: the last kMost reports of one state of the repository. Threads: any.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/curricula/coverage.h"
#include "searchd/service.h"

namespace isthmus::searchd {

class CoverageCache {
 public:
  static constexpr std::size_t kMost = 200;

  // The one of this process.
  static CoverageCache& instance();

  // Errors: those of curricula::coverage_of_programme().
  Result<std::shared_ptr<const CoverageReport>> get(const Generation& generation,
                                                    const std::string& programme);
  // The same as partners ask for it. The generation outlives it.
  curricula::CoverageOf lookup(const Generation& generation);

 private:
  std::mutex mutex_;
  std::string state_;
  std::map<std::string, std::shared_ptr<const CoverageReport>> reports_;
};

}  // namespace isthmus::searchd
