// How likely a link is right, of what ranks it.
//
//   nearness   = 0.1 * strength / (1 - strength), see score.h
//   likelihood = logistic(-1.59 + 1.97 ln(nearness / typical) + 0.57 ln(nearness / last)
//                         + 1.32 nearness / best)
//
// `typical` is the median nearness of the best links on that side of the repository (LinkScale),
// `best` and `last` are those of the first and the tenth link of the same record: a link is trusted
// that is strong for this repository and stands out among the record's own. The four numbers are the
// logistic regression (Platt scaling) of the first ten links of seven judged collections, each
// weighing the same; tests/bench/calibration.py fits them, docs/performance.md has the reliability
// on collections that were left out.
//
// Public links alone are looked at, so that the likelihood tells nothing of what is not seen.
//
// Threads: pure.
#pragma once

#include <vector>

#include "schema/link.h"

namespace isthmus::links {

class Calibration {
 public:
  // For the links of a record on this side with this list. A repository without a scale, and a list
  // without links, are taken as typical.
  Calibration(const LinkScale& scale, Side side, const LinkList& list);

  double likelihood(double strength) const;  // rises with the strength

 private:
  double typical_ = 0;
  double best_ = 0;
  double last_ = 0;
};

}  // namespace isthmus::links
