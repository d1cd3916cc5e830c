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

Result<void> fetch(const store::View& store, std::vector<std::string> ids, Records& records) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::erase_if(ids, [&](const std::string& id) { return records.contains(id); });
  std::vector<std::optional<StoredRecord>> found = TRY(store.records(ids));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (found[i]) records.emplace(ids[i], std::move(*found[i]));
  }
  return {};
}

std::optional<Record> shown_record(const Records& records, const std::string& id,
                                   const Viewer& viewer) {
  const auto found = records.find(id);
  if (found == records.end()) return std::nullopt;
  const std::optional<Face> face = visible_face(found->second.record, viewer);
  if (!face) return std::nullopt;
  return face_of(found->second.record, *face);
}

std::vector<Link> merged_links(LinkList lists) {
  std::vector<Link> links = std::move(lists.public_targets);
  if (lists.restricted_targets.empty()) return links;
  const auto middle = static_cast<std::ptrdiff_t>(links.size());
  std::move(lists.restricted_targets.begin(), lists.restricted_targets.end(),
            std::back_inserter(links));
  std::inplace_merge(links.begin(), links.begin() + middle, links.end(),
                     [](const Link& a, const Link& b) { return a.score > b.score; });
  // A record with a preview can stand in both lists.
  std::vector<std::string> seen;
  std::erase_if(links, [&](const Link& link) {
    if (std::find(seen.begin(), seen.end(), link.target) != seen.end()) return true;
    seen.push_back(link.target);
    return false;
  });
  return links;
}

std::vector<LinkedRecord> resolve_links(const std::vector<Link>& links, const Records& records,
                                        const Viewer& viewer, std::size_t limit) {
  std::vector<LinkedRecord> resolved;
  for (const Link& link : links) {
    if (resolved.size() >= limit) break;
    std::optional<Record> target = shown_record(records, link.target, viewer);
    if (target) resolved.push_back({link, std::move(*target)});
  }
  return resolved;
}

}  // namespace isthmus::search
