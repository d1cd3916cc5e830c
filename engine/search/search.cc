#include "engine/search/search.h"

#include <algorithm>

#include "engine/search/decided_links.h"
#include "engine/search/grouping.h"
#include "engine/search/meaning.h"
#include "engine/search/query_plan.h"
#include "engine/search/resolve.h"
#include "engine/search/snippet.h"
#include "engine/search/text_expansion.h"

namespace isthmus::search {
namespace {

// One match with its record and stored links.
struct Found {
  index::Match match;
  std::optional<StoredRecord> stored;  // nothing: gone since the index was written
  std::vector<Link> links;
  links::Calibration calibration;
};

Passage passage_of(const store::View& store, const Hit& hit, Face face,
                   const Highlighter& highlighter) {
  Highlighter::Snippet best = highlighter.snippet(hit.record.abstract);
  const bool is_preview = faces_of(hit.record).size() > 1 && face == Face::kPublic;
  if (best.matches > 0 || is_preview) return {std::move(best.html), {}};
  const Result<std::string> body = store.body(hit.record.id);
  if (!body) return {std::move(best.html), {}};
  Highlighter::Snippet of_body = highlighter.snippet(*body);
  if (of_body.matches > 0)
    return {std::move(of_body.html), place_in(*body, of_body.offset, hit.record.title)};
  return {std::move(best.html.empty() ? of_body.html : best.html), {}};
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

// The matches with their records and, when links are wanted, their stored links.
Result<std::vector<Found>> fetch_matches(const Sources& sources, std::vector<index::Match> matches,
                                         std::size_t links) {
  std::vector<std::string> ids;
  std::vector<store::View::Faced> faced;
  for (const index::Match& match : matches) {
    ids.push_back(match.id);
    faced.push_back({match.face, match.id});
  }
  std::vector<std::optional<StoredRecord>> records = TRY(sources.store.records(ids));
  std::vector<LinkList> lists(matches.size());
  if (links > 0) lists = TRY(sources.store.links(faced, links));
  std::vector<Found> found;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const Side side = records[i] ? records[i]->record.side : Side::kNone;
    const links::Calibration calibration(sources.link_scale, side, lists[i]);
    found.push_back({std::move(matches[i]), std::move(records[i]),
                     merged_links(std::move(lists[i])), calibration});
  }
  return found;
}

// Headlines of the first links of every match, in one read.
Result<Headlines> fetch_targets(const store::View& store, const std::vector<Found>& found,
                                std::size_t links) {
  std::vector<std::string> ids;
  for (const Found& entry : found) {
    for (std::size_t i = 0; i < std::min(links, entry.links.size()); ++i)
      ids.push_back(entry.links[i].target);
  }
  if (ids.empty()) return Headlines{};
  return fetch(store, std::move(ids));
}

// The first links that the viewer may see. When some of the first targets are hidden or gone, the
// rest of the list is read, unless there is none, and for a viewer with audiences counterparts are
// computed. Where something was decided the whole list is read.
Result<std::vector<LinkedRecord>> shown_links(const Sources& sources, const Viewer& viewer,
                                              Found& entry, const Headlines& targets,
                                              std::size_t limit) {
  const std::size_t stored = entry.links.size();
  const bool computes = stored > 0 && !viewer.audiences.empty();
  if (limit == 0 || decisions_on(sources, entry.match.id).empty()) {
    std::vector<LinkedRecord> shown =
        resolve_links(std::move(entry.links), targets, viewer, entry.calibration, limit);
    const bool has_rest = stored >= limit || computes;
    if (shown.size() == limit || stored == 0 || !has_rest) return shown;
  }
  return links_of(sources, viewer, entry.match.id,
                  {std::nullopt, limit, computes ? Beyond::kComputed : Beyond::kStoredOnly, false});
}

// Does the public index know every term that stands for a text?
lexicon::IsInUse in_public_use(const index::Reader& index) {
  return [&index](const std::string& text) -> Result<bool> {
    const std::vector<index::Query> parts = TextExpansion::parts_of(text, Field::kText);
    for (const index::Query& part : parts) {
      if (TRY(index.document_frequency(part.term)) == 0) return false;
    }
    return !parts.empty();
  };
}

// A viewer with audiences can find words that the public index does not know.
Result<QueryPlan> plan_of(const Sources& sources, const Viewer& viewer, const Request& request) {
  if (!request.uses_lexicon) return plan_query(request.query, request.filters);
  return plan_query(request.query, request.filters, sources.store,
                    viewer.audiences.empty() ? in_public_use(sources.index) : lexicon::IsInUse());
}

// Only what can have found something is worth telling.
Result<std::vector<lexicon::Found>> told_terms(const index::Reader& index,
                                               std::vector<lexicon::Found> terms) {
  const lexicon::IsInUse is_in_public_use = in_public_use(index);
  for (lexicon::Found& term : terms)
    term.alternatives = TRY(lexicon::those_in_use(std::move(term.alternatives), is_in_public_use));
  std::erase_if(terms, [](const lexicon::Found& term) { return term.alternatives.empty(); });
  return terms;
}

constexpr std::uint64_t kDeepestGrouped = 10000;

Result<index::Matches> matches_of(const Sources& sources, const Viewer& viewer,
                                  const Request& request, const index::Query& query,
                                  const index::MatchOptions& options) {
  if (request.group == Grouping::kRecords)
    return sources.index.search(query, viewer, options, sources.columns);
  if (std::uint64_t{request.page} * request.size > kDeepestGrouped) {
    return Error{ErrorCode::kInvalidParameter,
                 "page is " + std::to_string(request.page) + ", with group=work",
                 "page times size is at most 10,000 then: narrow the query, or leave group out"};
  }
  return grouped_matches(sources, viewer, query, options);
}

std::vector<works::Member> others(works::Work work, std::string_view id) {
  std::erase_if(work.members, [&](const works::Member& member) { return member.record.id == id; });
  return std::move(work.members);
}

Result<void> add_works(const Sources& sources, const Viewer& viewer, std::vector<Hit>& hits) {
  std::vector<works::Subject> subjects;
  for (const Hit& hit : hits) subjects.push_back({hit.face, hit.record.id});
  std::vector<works::Work> found = TRY(works::works_of(sources.store, viewer, subjects));
  for (std::size_t i = 0; i < hits.size(); ++i)
    hits[i].work = others(std::move(found[i]), hits[i].record.id);
  return {};
}

constexpr std::uint64_t kFew = 3;

// Meaning finds something for nearly every query: words tell whether it was a good one.
std::uint64_t found_by_words(const Blend& blend, const index::Matches& matches) {
  return blend.scores ? blend.best_by_words : matches.total;
}

}  // namespace

Result<Response> search(const Sources& sources, const Viewer& viewer, const Request& request) {
  TRY(validate(request));
  QueryPlan plan = TRY(plan_of(sources, viewer, request));
  const Blend blend = TRY(search::blend(sources, viewer, request, plan));
  index::MatchOptions options = match_options(request, plan);
  // What is near and what has the words overlap: an estimate would count much of it twice.
  options.count_exactly = blend.scores != nullptr;
  index::Matches matches = TRY(matches_of(sources, viewer, request, blend.query, options));
  Response response;
  response.total = matches.total;
  response.total_is_exact = matches.total_is_exact;
  response.has_words = found_by_words(blend, matches) > 0;
  response.is_scarce = found_by_words(blend, matches) < kFew;
  for (const QueryNote note : plan.notes) response.notes.emplace_back(name_of(note));
  response.terms = viewer.audiences.empty() ? std::move(plan.terms)
                                            : TRY(told_terms(sources.index, std::move(plan.terms)));
  for (std::size_t i = 0; i < request.facets.size(); ++i)
    response.facets.push_back({request.facets[i], std::move(matches.facets[i])});

  std::vector<Found> found = TRY(fetch_matches(sources, std::move(matches.matches), request.links));
  const Headlines targets = TRY(fetch_targets(sources.store, found, request.links));
  const Highlighter highlighter(plan.highlighted);
  for (Found& entry : found) {
    if (!entry.stored) continue;  // a hit without its record is no hit
    const std::optional<Face> face = visible_face(entry.stored->record, viewer);
    if (!face) continue;
    Hit hit{face_of(std::move(entry.stored->record), *face), *face, entry.match.score};
    if (request.snippets)
      hit.passage = passage_of(sources.store, hit, entry.match.face, highlighter);
    hit.links = TRY(shown_links(sources, viewer, entry, targets, request.links));
    hit.is_by_meaning = blend.is_by_meaning_alone(entry.match);
    if (request.explain) {
      hit.explanation =
          TRY(sources.index.explain(plan.query, entry.match.face, entry.match.serial));
      hit.meaning_weight = blend.part_of(entry.match);
    }
    response.hits.push_back(std::move(hit));
  }
  TRY(add_works(sources, viewer, response.hits));
  return response;
}

Result<std::uint64_t> count(const Sources& sources, const Viewer& viewer, const Request& request) {
  const QueryPlan plan = TRY(plan_of(sources, viewer, request));
  const Blend blend = TRY(search::blend(sources, viewer, request, plan));
  const index::DocumentsByFace found = TRY(sources.index.documents(blend.query, viewer));
  return found[0].count() + found[1].count();
}

Result<Record> visible_record(const store::View& store, const Viewer& viewer, std::string_view id) {
  Result<Record> record = store.whole_record(id);
  if (!record) return absent_or(record.error(), id);
  const std::optional<Face> face = visible_face(*record, viewer);
  if (!face) return absent(id);
  return face_of(*record, *face);
}

Result<VisibleHeadlines> visible_headlines(const store::View& store, const Viewer& viewer,
                                           std::vector<std::string> ids) {
  VisibleHeadlines visible;
  for (const auto& [id, headline] : TRY(fetch(store, std::move(ids)))) {
    if (visible_face(*headline, viewer)) visible.emplace(id, *headline);
  }
  return visible;
}

Result<std::vector<works::Member>> rest_of_work(const store::View& store, const Viewer& viewer,
                                                std::string_view id) {
  const Result<StoredRecord> stored = store.record(id);
  if (!stored) return absent_or(stored.error(), id);
  const std::optional<Face> face = visible_face(stored->record, viewer);
  if (!face) return absent(id);
  std::vector<works::Work> found = TRY(works::works_of(store, viewer, {{*face, std::string(id)}}));
  return others(std::move(found.front()), id);
}

}  // namespace isthmus::search
