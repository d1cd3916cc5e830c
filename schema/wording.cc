#include "schema/wording.h"

#include <algorithm>
#include <cstddef>

namespace isthmus {
namespace {

constexpr std::size_t kQuotedBytes = 80;
constexpr std::size_t kMostEdits = 2;
constexpr std::size_t kLongestName = 64;  // longer ones are no misspelt names, and cost time

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

// Optimal string alignment distance.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

std::string quote(std::string_view text) {
  std::size_t length = std::min(text.size(), kQuotedBytes);
  while (length < text.size() && length > 0 && is_continuation(text[length])) --length;
  std::string out = "\"";
  for (const char c : text.substr(0, length))
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  if (length < text.size()) out += "…";
  return out + "\"";
}

std::string_view nearest_name(std::string_view name,
                              const std::vector<std::string_view>& candidates) {
  std::string_view nearest;
  if (name.size() > kLongestName) return nearest;
  std::size_t fewest = std::min(kMostEdits, name.size() / 2) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t edits = edits_between(name, candidate);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates) {
  const std::string_view nearest = nearest_name(name, candidates);
  if (!nearest.empty()) return "did you mean " + quote(nearest) + "?";
  std::string hint = "known names: ";
  for (const std::string_view candidate : candidates) {
    if (candidate != candidates.front()) hint += ", ";
    hint += candidate;
  }
  return hint;
}

std::string counted(std::uint64_t count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

}  // namespace isthmus
