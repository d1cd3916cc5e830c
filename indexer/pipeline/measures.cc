#include "indexer/pipeline/measures.h"

#include <algorithm>
#include <cmath>

namespace isthmus::pipeline {
namespace {

constexpr std::size_t kNdcgCut = 10;
constexpr std::size_t kRecallCut = 100;

double discounted(int gain, std::size_t rank) {
  return gain / std::log2(static_cast<double>(rank) + 1);
}

double ideal_gain(const Judgements& judgements) {
  std::vector<int> levels;
  for (const auto& [document, level] : judgements) {
    if (level > 0) levels.push_back(level);
  }
  std::sort(levels.rbegin(), levels.rend());
  double gain = 0;
  for (std::size_t rank = 1; rank <= std::min(kNdcgCut, levels.size()); ++rank)
    gain += discounted(levels[rank - 1], rank);
  return gain;
}

}  // namespace

Measures measure(const std::vector<std::string>& ranking, const Judgements& judgements) {
  Measures out;
  double gain = 0;
  std::size_t found = 0;
  for (std::size_t rank = 1; rank <= std::min(kRecallCut, ranking.size()); ++rank) {
    const auto judged = judgements.find(ranking[rank - 1]);
    if (judged == judgements.end() || judged->second <= 0) continue;
    ++found;
    if (rank > kNdcgCut) continue;
    gain += discounted(judged->second, rank);
    if (out.mrr_at_10 == 0) out.mrr_at_10 = 1 / static_cast<double>(rank);
  }
  const auto relevant = std::count_if(judgements.begin(), judgements.end(),
                                      [](const auto& entry) { return entry.second > 0; });
  if (relevant == 0) return out;
  out.ndcg_at_10 = gain / ideal_gain(judgements);
  out.recall_at_100 = static_cast<double>(found) / static_cast<double>(relevant);
  return out;
}

}  // namespace isthmus::pipeline
