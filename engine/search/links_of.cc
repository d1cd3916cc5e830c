// Links of one record: the stored ones first, the rest scored on the spot among candidates that the
// index gives; people's decisions stand above both.

#include <algorithm>
#include <map>

#include "engine/links/read.h"
#include "engine/search/decided_links.h"
#include "engine/search/meaning.h"
#include "engine/search/query_plan.h"
#include "engine/search/related_terms.h"
#include "engine/search/resolve.h"
#include "engine/search/search.h"
#include "engine/search/snippet.h"
#include "schema/terms.h"

namespace isthmus::search {
namespace {

using index::Op;
using index::Query;

// Terms of the profile that candidates are looked for with: more cost time and hardly change the
// first hundred.
constexpr std::size_t kCandidateTerms = 40;
// Candidates scored for each link wanted: by what they share, and by meaning.
constexpr std::size_t kCandidatesPerLink = 4;
constexpr std::size_t kNearestPerLink = 2;

// Records that share a strong term or an identifier with the profile.
Query sharing_query(const links::Epoch& epoch, const Profile& profile) {
  std::vector<Query> any;
  for (const links::StrongTerm& term : links::strongest_terms(epoch, profile, kCandidateTerms)) {
    any.push_back(Query::of_term(term.term, term.weight));
  }
  for (const auto* identifiers : {&profile.identifiers, &profile.references}) {
    for (const std::string& identifier : *identifiers)
      any.push_back(Query::of_term(terms::term(terms::kIdentifier, identifier)));
  }
  return any.empty() ? Query() : Query::of(Op::kOr, std::move(any));
}

// The links beyond the stored ones, ranked.
Result<std::vector<Link>> computed_links(const Sources& sources, const Viewer& viewer,
                                         const LinksWanted& wanted, std::size_t limit) {
  const links::Candidate& of = wanted.of;
  const std::optional<Profile> profile = TRY(sources.store.profile(of.face, of.id));
  if (!profile || !sources.epoch) return std::vector<Link>{};
  const std::shared_ptr<const links::Epoch> epoch = TRY(sources.epoch());
  const Query on_side = Query::of_term(terms::term(terms::kSide, name_of(wanted.side)), 0);
  limit += decisions_on(sources, of.id).size();  // what was rejected costs no place
  index::MatchOptions options;
  options.limit = static_cast<std::uint32_t>(limit * kCandidatesPerLink);
  std::vector<Query> ways = {sharing_query(*epoch, *profile)};
  if (sources.vectors) {
    const vectors::Direction direction = sources.vectors->of(of.face, profile->serial);
    ways.push_back(TRY(nearest_to(sources, viewer, on_side, direction, limit * kNearestPerLink)));
  }
  std::map<std::string, Face> found;
  for (const Query& way : ways) {
    if (way.empty()) continue;
    const Query query = Query::of(Op::kFilter, {way, on_side});
    const index::Matches matches =
        TRY(sources.index.search(query, viewer, options, sources.columns));
    for (const index::Match& match : matches.matches) found.emplace(match.id, match.face);
  }
  std::vector<links::Candidate> candidates;
  for (const auto& [id, face] : found) candidates.push_back({face, id});
  return links::more_links(sources.store, *epoch, {of.face, of.id, *profile}, candidates);
}

// Appends the links to targets that are not there yet.
void append_new(std::vector<Link>& links, std::vector<Link> more) {
  std::vector<std::string> known;
  for (const Link& link : links) known.push_back(link.target);
  std::sort(known.begin(), known.end());
  for (Link& link : more) {
    if (!std::binary_search(known.begin(), known.end(), link.target))
      links.push_back(std::move(link));
  }
  std::stable_sort(links.begin(), links.end(),
                   [](const Link& a, const Link& b) { return a.strength > b.strength; });
}

Result<std::vector<LinkedRecord>> shown_links(const Sources& sources, const Viewer& viewer,
                                              std::vector<Link> links,
                                              const links::Calibration& calibration,
                                              std::size_t limit) {
  std::vector<std::string> ids;
  for (const Link& link : links) ids.push_back(link.target);
  const Headlines headlines = TRY(fetch(sources.store, std::move(ids)));
  return resolve_links(std::move(links), headlines, viewer, calibration, limit);
}

// The passage of the target that holds the link's evidence. Only of targets that the viewer sees
// whole: a preview has no body.
Passage passage_of(const store::View& store, const Viewer& viewer, const LinkedRecord& linked) {
  const bool is_preview =
      faces_of(*linked.target).size() > 1 && visible_face(*linked.target, viewer) == Face::kPublic;
  if (is_preview || linked.link.evidence.terms.empty()) return {};
  std::string words;
  for (const std::string& term : linked.link.evidence.terms) words += term + " ";
  const Result<std::string> body = store.body(linked.link.target);
  if (!body) return {};
  const Highlighter highlighter(plan_query(words, {}).highlighted);
  Highlighter::Snippet found = highlighter.snippet(*body);
  if (found.matches == 0) return {};
  return {std::move(found.html), place_in(*body, found.offset, linked.target->title)};
}

}  // namespace

Result<std::vector<LinkedRecord>> links_of(const Sources& sources, const Viewer& viewer,
                                           std::string_view id, const LinkRequest& request) {
  if (request.limit < 1 || request.limit > 100) {
    return Error{ErrorCode::kInvalidParameter, "limit is " + std::to_string(request.limit),
                 "limit is 1 to 100"};
  }
  const Result<StoredRecord> stored = sources.store.record(id);
  if (!stored) return absent_or(stored.error(), id);
  const std::optional<Face> face = visible_face(stored->record, viewer);
  if (!face) return absent(id);
  LinkList lists = TRY(sources.store.links(*face, id));
  const links::Calibration calibration(sources.link_scale, stored->record.side, lists);
  std::vector<Link> links = merged_links(std::move(lists));
  if (request.side)
    std::erase_if(links, [&](const Link& link) { return link.side != *request.side; });
  const LinksWanted wanted{{*face, std::string(id)},
                           request.side.value_or(other_side(stored->record.side)),
                           request.state};
  const std::vector<Link> decided = TRY(decided_links(sources, viewer, wanted));
  const auto show = [&] {
    return shown_links(sources, viewer, arranged(sources, wanted, links, decided), calibration,
                       request.limit);
  };
  std::vector<LinkedRecord> shown = TRY(show());
  const bool wants_proposed = request.state.value_or(LinkState::kProposed) == LinkState::kProposed;
  if (shown.size() < request.limit && wants_proposed && request.beyond == Beyond::kComputed) {
    append_new(links, TRY(computed_links(sources, viewer, wanted, request.limit)));
    shown = TRY(show());
  }
  if (request.reasons && !shown.empty()) {
    const Record whole = TRY(visible_record(sources.store, viewer, id));
    const RelatedTerms related = TRY(RelatedTerms::of(sources, {*face, std::string(id)}, whole));
    for (LinkedRecord& linked : shown) {
      const std::optional<Face> seen = visible_face(*linked.target, viewer);
      linked.passage = passage_of(sources.store, viewer, linked);
      if (seen)
        linked.pairs = TRY(
            related.with(sources, {*seen, linked.link.target}, linked.link.evidence.terms.size()));
    }
  }
  return shown;
}

}  // namespace isthmus::search
