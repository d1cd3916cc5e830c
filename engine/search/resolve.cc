#include "engine/search/resolve.h"

#include <algorithm>
#include <iterator>

namespace isthmus::search {

Error absent(std::string_view id) {
  return {ErrorCode::kNotFound, "there is no record \"" + std::string(id) + "\"",
          "check the id, or search for its title"};
}

Error absent_or(const Error& error, std::string_view id) {
  return error.code == ErrorCode::kNotFound ? absent(id) : error;
}

Result<Headlines> fetch(const store::View& store, std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<std::optional<Headline>> found = TRY(store.headlines(ids));
  Headlines headlines;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!found[i]) continue;
    headlines.emplace(std::move(ids[i]), std::make_shared<const Headline>(std::move(*found[i])));
  }
  return headlines;
}

std::vector<Link> merged_links(LinkList lists) {
  std::vector<Link> links = std::move(lists.public_targets);
  if (lists.restricted_targets.empty()) return links;
  const auto middle = static_cast<std::ptrdiff_t>(links.size());
  std::move(lists.restricted_targets.begin(), lists.restricted_targets.end(),
            std::back_inserter(links));
  std::inplace_merge(links.begin(), links.begin() + middle, links.end(),
                     [](const Link& a, const Link& b) { return a.strength > b.strength; });
  // A record with a preview can stand in both lists.
  std::vector<std::string> seen;
  std::erase_if(links, [&](const Link& link) {
    if (std::find(seen.begin(), seen.end(), link.target) != seen.end()) return true;
    seen.push_back(link.target);
    return false;
  });
  return links;
}

std::vector<LinkedRecord> resolve_links(std::vector<Link> links, const Headlines& headlines,
                                        const Viewer& viewer, const links::Calibration& calibration,
                                        std::size_t limit) {
  std::vector<LinkedRecord> resolved;
  resolved.reserve(std::min(limit, links.size()));
  for (Link& link : links) {
    if (resolved.size() >= limit) break;
    const auto target = headlines.find(link.target);
    if (target == headlines.end() || !visible_face(*target->second, viewer)) continue;
    const double likelihood = calibration.likelihood(link.strength);
    resolved.push_back({std::move(link), likelihood, target->second, {}});
  }
  return resolved;
}

}  // namespace isthmus::search
