#include "indexer/parsers/glob.h"

#include <cstddef>
#include <vector>

namespace isthmus::parsers {

// Row by row over the pattern: reached[i] says whether the pattern so far matches the first i bytes
// of the path.
bool glob_matches(std::string_view pattern, std::string_view path) {
  std::vector<char> reached(path.size() + 1, 0);
  reached[0] = 1;
  while (!pattern.empty()) {
    const bool is_star = pattern.front() == '*';
    const bool crosses = pattern.starts_with("**");
    const char wanted = pattern.front();
    pattern.remove_prefix(crosses ? 2 : 1);
    std::vector<char> next(path.size() + 1, 0);
    for (std::size_t i = 0; i <= path.size(); ++i) {
      if (is_star) {
        next[i] = reached[i] != 0 || (i > 0 && next[i - 1] != 0 && (crosses || path[i - 1] != '/'));
      } else if (i > 0 && reached[i - 1] != 0) {
        next[i] = wanted == '?' ? path[i - 1] != '/' : path[i - 1] == wanted;
      }
    }
    reached = std::move(next);
  }
  return reached[path.size()] != 0;
}

bool glob_covers(std::string_view pattern, std::string_view path) {
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  if (pattern.empty() || pattern == ".") return true;
  for (std::size_t end = 0; end <= path.size(); ++end) {
    if ((end == path.size() || path[end] == '/') && glob_matches(pattern, path.substr(0, end)))
      return true;
  }
  return false;
}

}  // namespace isthmus::parsers
