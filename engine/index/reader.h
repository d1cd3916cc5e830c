// Reading the index: one handle on both databases at one revision.
//
// Every statistic (document frequencies, lengths) comes from the public database alone, and ties
// are broken by the hash of the id: what a viewer may not see changes nothing in what he gets.
// Errors: kNotFound without an index; kStale when the writer has committed twice since the handle
// was opened: take a new one and try again. Threads: one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/index/columns.h"
#include "engine/index/query.h"
#include "schema/face.h"
#include "schema/result.h"

namespace isthmus::index {

enum class Sort : std::uint8_t { kRelevance, kNewest, kOldest };

struct MatchOptions {
  std::uint32_t offset = 0;
  std::uint32_t limit = 10;
  Sort sort = Sort::kRelevance;
  bool count_exactly = false;  // total counts every match instead of estimating
  std::vector<Facet> facets;   // counted over every match
};

struct Match {
  std::string id;
  std::uint32_t serial = 0;
  Face face = Face::kPublic;
  double score = 0;
};

struct Matches {
  std::vector<Match> matches;
  std::uint64_t total = 0;
  bool total_is_exact = true;
  std::vector<std::vector<FacetCount>> facets;  // one for each of MatchOptions::facets
};

// One weighted term of a query and what it gave to a match.
struct TermWeight {
  std::string term;
  double weight = 0;
};

class Reader {
 public:
  static Result<std::unique_ptr<Reader>> open(const std::filesystem::path& directory);
  ~Reader();

  std::uint64_t watermark() const;       // the lower of the two databases
  std::uint32_t document_count() const;  // public
  Result<std::uint32_t> document_frequency(
      std::string_view term) const;  // public; 0 for an unknown term
  // Calls visit(term, document frequency) for the public terms that begin with `prefix`, in order,
  // until it returns false.
  Result<void> for_each_term(
      std::string_view prefix,
      const std::function<bool(std::string_view term, std::uint32_t documents)>& visit) const;
  Result<Columns> load_columns() const;
  // Calls visit(serial, id) for every document of a face in the order of serials, until it returns
  // false.
  Result<void> for_each_document(
      Face face, const std::function<bool(std::uint32_t serial, std::string_view id)>& visit) const;

  // Best matches that the viewer may see. `columns` belong to the same generation.
  Result<Matches> search(const Query& query, const Viewer& viewer, const MatchOptions& options,
                         const Columns& columns) const;
  // Every document that matches and that the viewer may see, without ranking.
  Result<DocumentsByFace> documents(const Query& query, const Viewer& viewer) const;
  // What each term of the query gave to this match; for explain.
  Result<std::vector<TermWeight>> explain(const Query& query, Face face,
                                          std::uint32_t serial) const;

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::index
