#include "engine/search/search.h"

#include <algorithm>
#include <unordered_map>

#include "engine/search/query_plan.h"
#include "engine/search/snippet.h"

namespace isthmus::search {
namespace {

using Records = std::unordered_map<std::string, StoredRecord>;

// Fetches the records of these ids that are not there yet.
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

// The record as the viewer may see it; nothing when it is absent or hidden from him.
std::optional<Record> shown_record(const Records& records, const std::string& id,
                                   const Viewer& viewer) {
  const auto found = records.find(id);
  if (found == records.end()) return std::nullopt;
  const std::optional<Face> face = visible_face(found->second.record, viewer);
  if (!face) return std::nullopt;
  return face_of(found->second.record, *face);
}

bool stands_before(const Link& a, const Link& b) { return a.score > b.score; }

// Both lists as one, ranked, each target once. A public list is already in order, and so is a
// restricted one.
std::vector<Link> merged_links(LinkList lists) {
  std::vector<Link> links;
  std::merge(lists.public_targets.begin(), lists.public_targets.end(),
             lists.restricted_targets.begin(), lists.restricted_targets.end(),
             std::back_inserter(links), stands_before);
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

// One match with the face under which it was found.
struct Found {
  index::Match match;
  std::vector<Link> links;
};

std::string snippet_of(const store::View& store, const Hit& hit, Face face,
                       const Highlighter& highlighter) {
  Highlighter::Snippet best = highlighter.snippet(hit.record.abstract);
  if (best.matches > 0) return best.html;
  const bool is_preview = faces_of(hit.record).size() > 1 && face == Face::kPublic;
  if (!is_preview) {
    const Result<std::string> body = store.body(hit.record.id);
    if (body) {
      Highlighter::Snippet of_body = highlighter.snippet(*body);
      if (of_body.matches > 0 || best.html.empty()) return of_body.html;
    }
  }
  return best.html;
}

Result<void> validate(const Request& request) {
  if (request.size < 1 || request.size > 100) {
    return Error{ErrorCode::kInvalidParameter, "size is " + std::to_string(request.size),
                 "size is 1 to 100"};
  }
  if (request.page < 1 || static_cast<std::uint64_t>(request.page) * request.size > 100000) {
    return Error{
        ErrorCode::kInvalidParameter, "page is " + std::to_string(request.page),
        "page counts from 1, and page times size is at most 100,000: narrow the query instead"};
  }
  if (request.links > 10) {
    return Error{ErrorCode::kInvalidParameter, "links is " + std::to_string(request.links),
                 "links is 0 to 10"};
  }
  return {};
}

index::MatchOptions match_options(const Request& request, const QueryPlan& plan) {
  index::MatchOptions options;
  options.offset = (request.page - 1) * request.size;
  options.limit = request.size;
  options.sort = plan.is_browsing && request.sort == index::Sort::kRelevance ? index::Sort::kNewest
                                                                             : request.sort;
  options.facets = request.facets;
  return options;
}

// The stored links of every match, and every record that hits and links show, in two reads.
Result<Records> fetch_all(const store::View& store, std::vector<Found>& found, std::size_t links) {
  Records records;
  std::vector<std::string> ids;
  for (Found& entry : found) {
    ids.push_back(entry.match.id);
    if (links == 0) continue;
    entry.links = merged_links(TRY(store.links(entry.match.face, entry.match.id)));
    for (const Link& link : entry.links) ids.push_back(link.target);
  }
  TRY(fetch(store, std::move(ids), records));
  return records;
}

}  // namespace

Result<Response> search(const Sources& sources, const Viewer& viewer, const Request& request) {
  TRY(validate(request));
  const QueryPlan plan = plan_query(request.query, request.filters);
  index::Matches matches =
      TRY(sources.index.search(plan.query, viewer, match_options(request, plan), &sources.facets));
  Response response;
  response.total = matches.total;
  response.total_is_exact = matches.total_is_exact;
  for (const QueryNote note : plan.notes) response.notes.emplace_back(name_of(note));
  for (std::size_t i = 0; i < request.facets.size(); ++i)
    response.facets.push_back({request.facets[i], std::move(matches.facets[i])});

  std::vector<Found> found;
  for (index::Match& match : matches.matches) found.push_back({std::move(match), {}});
  const Records records = TRY(fetch_all(sources.store, found, request.links));
  const Highlighter highlighter(plan.highlighted);
  for (const Found& entry : found) {
    std::optional<Record> record = shown_record(records, entry.match.id, viewer);
    if (!record) continue;  // gone since the index was written: a hit without its record is no hit
    Hit hit{std::move(*record), entry.match.score, {}, {}, {}};
    if (request.snippets)
      hit.snippet = snippet_of(sources.store, hit, entry.match.face, highlighter);
    hit.links = resolve_links(entry.links, records, viewer, request.links);
    if (request.explain)
      hit.explanation =
          TRY(sources.index.explain(plan.query, entry.match.face, entry.match.serial));
    response.hits.push_back(std::move(hit));
  }
  return response;
}

Result<Record> visible_record(const store::View& store, const Viewer& viewer, std::string_view id) {
  const Error absent{ErrorCode::kNotFound, "there is no record \"" + std::string(id) + "\"",
                     "check the id, or search for its title"};
  Result<Record> record = store.whole_record(id);
  if (!record) return record.error().code == ErrorCode::kNotFound ? absent : record.error();
  const std::optional<Face> face = visible_face(*record, viewer);
  if (!face) return absent;
  return face_of(*record, *face);
}

Result<std::vector<LinkedRecord>> links_of(const Sources& sources, const Viewer& viewer,
                                           std::string_view id, const LinkRequest& request) {
  const Error absent{ErrorCode::kNotFound, "there is no record \"" + std::string(id) + "\"",
                     "check the id, or search for its title"};
  Result<StoredRecord> stored = sources.store.record(id);
  if (!stored) return stored.error().code == ErrorCode::kNotFound ? absent : stored.error();
  const std::optional<Face> face = visible_face(stored->record, viewer);
  if (!face) return absent;
  std::vector<Link> links = merged_links(TRY(sources.store.links(*face, id)));
  std::vector<std::string> ids;
  for (const Link& link : links) ids.push_back(link.target);
  Records records;
  TRY(fetch(sources.store, std::move(ids), records));
  if (request.side)
    std::erase_if(links, [&](const Link& link) { return link.side != *request.side; });
  return resolve_links(links, records, viewer, request.limit);
}

}  // namespace isthmus::search
