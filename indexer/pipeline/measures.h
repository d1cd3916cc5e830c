// Measures of a ranking against judgements, as trec_eval computes them: ndcg_cut_10, recall_100,
// recip_rank (cut at 10), gain = judged level.
//
// Source: trec_eval 9 (m_ndcg_cut.c, m_recall.c, m_recip_rank.c); Järvelin and Kekäläinen 2002 with
// the discount log2(rank + 1).
#pragma once

#include <map>
#include <string>
#include <vector>

namespace isthmus::pipeline {

using Judgements =
    std::map<std::string, int, std::less<>>;  // document -> level; above 0 is relevant

struct Measures {
  double ndcg_at_10 = 0;
  double recall_at_100 = 0;
  double mrr_at_10 = 0;
};

// `ranking` is best first, without repetitions.
Measures measure(const std::vector<std::string>& ranking, const Judgements& judgements);

}  // namespace isthmus::pipeline
