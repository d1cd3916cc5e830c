// The query tree: what to match and how to rank, free of Xapian's types. Made by engine/search,
// compiled by engine/index.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace isthmus::index {

enum class Op : unsigned char {
  kNothing,  // matches no document
  kAll,      // matches every document, weight 0
  kTerm,  // `term`, weighted by its inverse document frequency in the public index times `weight`
  kAnd,   // all children
  kOr,    // any child; weights add
  kSynonym,   // any child, counted as one term: alternatives of one position. Their occurrences
              // add, and their frequency is that of the most frequent one
  kAndNot,    // the first child without the others
  kAndMaybe,  // the first child; the others only add weight
  kFilter,    // the first child's weights, restricted to what all others match
  kPhrase,    // children are terms at consecutive positions; weight 0 unless scaled
  kNear,      // children are terms within a window of their number plus 6, in any order
  kPrefix,    // any word that begins with `term`, the best weight counts; replaced by its words
              // before anything else
  kScored,    // the documents with a score in `scores`, of `least_score` or more, weighted by it
  kYears,  // `term` to `upper` ("YYYY", inclusive; empty: open) of the document's date; a missing
           // date never matches; replaced by its years before anything else
};

// Scores of documents that come from outside the index: of each face by document number, none below
// 0; 0 or beyond the end: the document is not meant. A number that is no document must not have one.
using DocumentScores = std::array<std::vector<float>, 2>;

struct Query {
  Op op = Op::kNothing;
  std::string term;
  std::string upper;
  double weight = 1;
  std::vector<Query> children;
  std::shared_ptr<const DocumentScores> scores = nullptr;
  float least_score = 0;

  static Query of_term(std::string term, double weight = 1) {
    return {Op::kTerm, std::move(term), {}, weight, {}};
  }
  static Query of(Op op, std::vector<Query> children, double weight = 1) {
    return {op, {}, {}, weight, std::move(children)};
  }
  // The parts under one operator; a single part as it is, none as kNothing.
  static Query joined(Op op, std::vector<Query> parts) {
    if (parts.empty()) return {};
    if (parts.size() == 1) return std::move(parts.front());
    return of(op, std::move(parts));
  }
  static Query of_scores(std::shared_ptr<const DocumentScores> scores, float least, double weight) {
    return {Op::kScored, {}, {}, weight, {}, std::move(scores), least};
  }
  static Query all() { return {Op::kAll, {}, {}, 1, {}}; }

  bool empty() const { return op == Op::kNothing; }
  bool operator==(const Query&) const = default;
};

// Are the children alternatives? Otherwise all count.
inline bool matches_any_child(const Query& query) {
  return query.op == Op::kOr || query.op == Op::kSynonym;
}

}  // namespace isthmus::index
