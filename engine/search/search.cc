#include "engine/search/search.h"

#include <algorithm>

#include "engine/search/query_plan.h"
#include "engine/search/resolve.h"
#include "engine/search/snippet.h"

namespace isthmus::search {
namespace {

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

// The stored links of every match, and the records that hits and their first links show, in one
// read.
Result<Records> fetch_all(const store::View& store, std::vector<Found>& found, std::size_t links) {
  std::vector<std::string> ids;
  std::vector<store::View::Faced> faced;
  for (const Found& entry : found) {
    ids.push_back(entry.match.id);
    faced.push_back({entry.match.face, entry.match.id});
  }
  if (links > 0) {
    std::vector<LinkList> lists = TRY(store.links(faced, links));
    for (std::size_t i = 0; i < found.size(); ++i)
      found[i].links = merged_links(std::move(lists[i]));
  }
  for (const Found& entry : found) {
    for (std::size_t i = 0; i < std::min(links, entry.links.size()); ++i)
      ids.push_back(entry.links[i].target);
  }
  Records records;
  TRY(fetch(store, std::move(ids), records));
  return records;
}

// The first links that the viewer may see. When some of the first targets are hidden or gone, the
// rest of the list is read, unless there is none, and for a viewer with audiences counterparts are
// computed.
Result<std::vector<LinkedRecord>> shown_links(const Sources& sources, const Viewer& viewer,
                                              const Found& entry, const Records& records,
                                              std::size_t limit) {
  std::vector<LinkedRecord> shown = resolve_links(entry.links, records, viewer, limit);
  const bool has_rest = entry.links.size() >= limit || !viewer.audiences.empty();
  if (shown.size() == limit || entry.links.empty() || !has_rest) return shown;
  return links_of(
      sources, viewer, entry.match.id,
      {std::nullopt, limit, viewer.audiences.empty() ? Beyond::kStoredOnly : Beyond::kComputed});
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
    hit.links = TRY(shown_links(sources, viewer, entry, records, request.links));
    if (request.explain)
      hit.explanation =
          TRY(sources.index.explain(plan.query, entry.match.face, entry.match.serial));
    response.hits.push_back(std::move(hit));
  }
  return response;
}

Result<Record> visible_record(const store::View& store, const Viewer& viewer, std::string_view id) {
  Result<Record> record = store.whole_record(id);
  if (!record) return absent_or(record.error(), id);
  const std::optional<Face> face = visible_face(*record, viewer);
  if (!face) return absent(id);
  return face_of(*record, *face);
}

}  // namespace isthmus::search
