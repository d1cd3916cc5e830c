// Search: a request in users' terms to an answer with hits, links, facets and snippets.
//
// Errors: kInvalidParameter; kStale (see engine/index/reader.h).
// Threads: any; each call borrows one index handle.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/index/reader.h"
#include "engine/lexicon/lookup.h"
#include "engine/links/epoch.h"
#include "engine/search/place.h"
#include "engine/store/store.h"
#include "engine/vectors/document_vectors.h"
#include "engine/works/read.h"
#include "schema/face.h"
#include "schema/link.h"
#include "schema/record.h"

namespace isthmus::activity {
class LinkDecisions;
}

namespace isthmus::search {

// Values of one filter are alternatives; filters narrow each other.
struct Filters {
  std::vector<std::string> side;
  std::vector<std::string> kind;
  std::vector<std::string> organisation;
  std::vector<std::string> programme;
  std::vector<std::string> language;
  std::vector<std::string> collection;
  std::optional<int> year_from;
  std::optional<int> year_to;
};

// What a hit is: a record, or a work by its best record.
enum class Grouping : std::uint8_t { kRecords, kWorks };

struct Request {
  std::string query;
  Filters filters;
  index::Sort sort = index::Sort::kRelevance;
  Grouping group = Grouping::kRecords;
  std::uint32_t page = 1;
  std::uint32_t size = 10;  // 1-100
  std::uint32_t links = 3;  // 0-10 linked records a hit
  std::vector<index::Facet> facets;
  bool snippets = true;
  bool explain = false;
  bool uses_lexicon = true;  // also look for what the lexicons have for the query's terms
  bool uses_meaning = true;  // also look for what stands near the query in the space of meaning
};

// A part of a text that shows why it was found, and where in a long text it stands.
struct Passage {
  std::string html;  // escaped, matches in <mark>
  Place place;
};

// A word of a link's source and one of its target that say the same in other letters.
struct TermPair {
  std::string source;
  std::string target;
  bool is_of_lexicon = false;  // false: they stand close in the space of meaning

  bool operator==(const TermPair&) const = default;
};

// A link with what is shown of its target.
struct LinkedRecord {
  Link link;
  double score = 0;  // the likelihood that the link is right (engine/links/calibration.h)
  std::shared_ptr<const Headline> target;  // never null; several links can share it
  Passage passage = {};                    // where the target speaks of it; empty in search results
  std::vector<TermPair> pairs = {};        // further reasons; none in search results
};

struct Hit {
  Record record;  // as the viewer may see it, without body
  Face face = Face::kPublic;
  double score = 0;
  Passage passage = {};
  std::vector<LinkedRecord> links = {};
  std::vector<works::Member> work = {};  // the other records of its work, by id
  bool is_by_meaning = false;            // none of the query's words is in it
  std::vector<index::TermWeight> explanation = {};
  double meaning_weight = 0;  // what meaning gave to its score, beside the words; for explain
};

struct FacetResult {
  index::Facet facet;
  std::vector<index::FacetCount> counts;
};

struct Response {
  std::vector<Hit> hits;
  std::uint64_t total = 0;  // of records; with Grouping::kWorks see engine/search/grouping.h
  bool total_is_exact = true;
  bool has_words = false;  // a record has the query's words; false also where nothing is found
  bool is_scarce = false;  // fewer than three hits have the query's words: worth suggestions
                           // (engine/search/suggestions.h)
  std::vector<FacetResult> facets;
  std::vector<lexicon::Found> terms;  // of the query that the lexicons know, with what the public
                                      // index has of their alternatives
  std::vector<std::string>
      notes;  // for the user: "read as plain words because a quotation mark has no partner"
};

// What a search reads, all of one generation but the decisions.
struct Sources {
  const store::View& store;
  const index::Reader& index;
  const index::Columns& columns;
  // The statistics of links; asked for only when links beyond the stored ones are wanted. Empty:
  // there are no others.
  std::function<Result<std::shared_ptr<const links::Epoch>>()> epoch = {};
  // What a strong link is here.
  LinkScale link_scale = {};
  // Where the documents stand in the space of meaning; null: words alone are searched for.
  const vectors::DocumentVectors* vectors = nullptr;
  // What people have decided about links; null: nothing.
  const activity::LinkDecisions* decisions = nullptr;
};

Result<Response> search(const Sources& sources, const Viewer& viewer, const Request& request);

// How many records the request finds in all, counted exactly, each by itself.
Result<std::uint64_t> count(const Sources& sources, const Viewer& viewer, const Request& request);

// The record as the viewer may see it, with body when his face has one. Errors: kNotFound, the same
// for an absent and an invisible record.
Result<Record> visible_record(const store::View& store, const Viewer& viewer, std::string_view id);

// What lists show of records, by id.
using VisibleHeadlines = std::unordered_map<std::string, Headline>;
// Those of `ids` that the viewer may see.
Result<VisibleHeadlines> visible_headlines(const store::View& store, const Viewer& viewer,
                                           std::vector<std::string> ids);

// The other records of the same work that the viewer may see, by id. Errors: kNotFound.
Result<std::vector<works::Member>> rest_of_work(const store::View& store, const Viewer& viewer,
                                                std::string_view id);

// Where links come from when the stored ones are fewer than wanted.
enum class Beyond : std::uint8_t { kComputed, kStoredOnly };

struct LinkRequest {
  std::optional<Side> side;  // of the targets; by default the other side
  std::size_t limit = 10;    // 1-100
  Beyond beyond = Beyond::kComputed;
  bool reasons = false;  // look for passages and pairs of words besides the stored evidence
  std::optional<LinkState> state = {};  // nothing: all but the rejected
};

// Counterparts of a record that the viewer may see: those that a person has confirmed first, then by
// score. Errors: kNotFound.
Result<std::vector<LinkedRecord>> links_of(const Sources& sources, const Viewer& viewer,
                                           std::string_view id, const LinkRequest& request);

}  // namespace isthmus::search
