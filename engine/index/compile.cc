#include "engine/index/compile.h"

#include <algorithm>
#include <set>

#include "engine/index/scored_documents.h"
#include "engine/index/weight.h"
#include "schema/terms.h"

namespace isthmus::index {
namespace {

// More alternatives than this make a prefix match nearly everything and cost accordingly.
constexpr std::size_t kMaxPrefixTerms = 100;
// Terms looked at when the most frequent ones of a prefix are wanted.
constexpr std::size_t kMaxPrefixScan = 5000;
// A proximity window is the number of terms and this many strangers.
constexpr std::size_t kNearSlack = 6;

// How many documents have it, by the most frequent of alternatives and the rarest of conditions.
double document_frequency(const Query& query, const Xapian::Database& statistics) {
  if (query.op == Op::kTerm) return statistics.get_termfreq(query.term);
  if (query.children.empty()) return 0;
  std::vector<double> frequencies;
  for (const Query& child : query.children)
    frequencies.push_back(document_frequency(child, statistics));
  return matches_any_child(query) ? *std::max_element(frequencies.begin(), frequencies.end())
                                  : *std::min_element(frequencies.begin(), frequencies.end());
}

Xapian::Query scaled(Xapian::Query query, double factor) {
  return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, factor);
}

Xapian::Query compile_term(const Query& query, const Xapian::Database& statistics) {
  return scaled(Xapian::Query(query.term), own_weight(query, statistics));
}

Xapian::Query compile_positional(const Query& query) {
  std::vector<Xapian::Query> terms;
  for (const Query& child : query.children) terms.emplace_back(child.term);
  if (terms.size() == 1) return scaled(terms.front(), 0);
  const bool is_phrase = query.op == Op::kPhrase;
  const auto window = static_cast<Xapian::termcount>(terms.size() + (is_phrase ? 0 : kNearSlack));
  return scaled(Xapian::Query(is_phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR,
                              terms.begin(), terms.end(), window),
                0);
}

// OP_MAX would rank by the best child, but Xapian 1.4.22 crashes on several of them under one
// OP_OR: "gl* pr* so*" did.
Xapian::Query compile_synonym(const Query& query, const Xapian::Database& statistics) {
  std::vector<Xapian::Query> children;
  for (const Query& child : query.children) children.push_back(compile(child, statistics));
  return scaled(Xapian::Query(Xapian::Query::OP_SYNONYM, children.begin(), children.end()),
                own_weight(query, statistics));
}

Xapian::Query compile_scores(const Query& query, const Xapian::Database& statistics) {
  auto* source = new ScoredDocuments(query.scores, query.least_score, statistics.get_uuid());
  return scaled(Xapian::Query(source->release()), query.weight);
}

Xapian::Query compile_children(const Query& query, Xapian::Query::op op,
                               const Xapian::Database& statistics) {
  std::vector<Xapian::Query> children;
  for (const Query& child : query.children) children.push_back(compile(child, statistics));
  Xapian::Query compiled(op, children.begin(), children.end());
  return query.weight == 1 ? compiled : scaled(compiled, query.weight);
}

// The first child with one operator between it and the rest, which count together as alternatives
// or as conditions.
Xapian::Query compile_binary(const Query& query, Xapian::Query::op op,
                             const Xapian::Database& statistics) {
  Xapian::Query first = compile(query.children.front(), statistics);
  std::vector<Xapian::Query> rest;
  for (std::size_t i = 1; i < query.children.size(); ++i)
    rest.push_back(compile(query.children[i], statistics));
  if (rest.empty()) return first;
  const auto joint = op == Xapian::Query::OP_FILTER ? Xapian::Query::OP_AND : Xapian::Query::OP_OR;
  Xapian::Query compiled(op, first, Xapian::Query(joint, rest.begin(), rest.end()));
  return query.weight == 1 ? compiled : scaled(compiled, query.weight);
}

Query years_between(const Query& query, const Xapian::Database& statistics,
                    const Xapian::Database* restricted) {
  std::set<std::string> years;
  for (const Xapian::Database* database : {&statistics, restricted}) {
    if (database == nullptr) continue;
    const std::string prefix(terms::kYear);
    for (auto term = database->allterms_begin(prefix); term != database->allterms_end(prefix);
         ++term) {
      const std::string year = (*term).substr(prefix.size());
      if (year >= query.term && (query.upper.empty() || year <= query.upper)) years.insert(*term);
    }
  }
  std::vector<Query> terms;
  for (const std::string& year : years) terms.push_back(Query::of_term(year, 0));
  return Query::joined(Op::kOr, std::move(terms));
}

}  // namespace

double own_weight(const Query& query, const Xapian::Database& statistics) {
  return query.weight * inverse_document_frequency(statistics.get_doccount(),
                                                   document_frequency(query, statistics));
}

Xapian::Query compile(const Query& query, const Xapian::Database& statistics) {
  switch (query.op) {
    case Op::kNothing:
    case Op::kPrefix:
    case Op::kYears:
      return Xapian::Query::MatchNothing;
    case Op::kAll:
      return scaled(Xapian::Query::MatchAll, 0);
    case Op::kTerm:
      return compile_term(query, statistics);
    case Op::kAnd:
      return compile_children(query, Xapian::Query::OP_AND, statistics);
    case Op::kOr:
      return compile_children(query, Xapian::Query::OP_OR, statistics);
    case Op::kSynonym:
      return compile_synonym(query, statistics);
    case Op::kAndNot:
      return compile_binary(query, Xapian::Query::OP_AND_NOT, statistics);
    case Op::kAndMaybe:
      return compile_binary(query, Xapian::Query::OP_AND_MAYBE, statistics);
    case Op::kFilter:
      return compile_binary(query, Xapian::Query::OP_FILTER, statistics);
    case Op::kPhrase:
    case Op::kNear:
      return compile_positional(query);
    case Op::kScored:
      return compile_scores(query, statistics);
  }
  return Xapian::Query::MatchNothing;
}

std::vector<std::string> terms_with_prefix(const Xapian::Database& database,
                                           const std::string& prefix, std::size_t limit) {
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  for (auto term = database.allterms_begin(prefix);
       term != database.allterms_end(prefix) && found.size() < kMaxPrefixScan; ++term) {
    found.emplace_back(term.get_termfreq(), *term);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (found.size() > limit) found.resize(limit);
  std::vector<std::string> terms;
  for (auto& [frequency, term] : found) terms.push_back(std::move(term));
  return terms;
}

Query with_terms(Query query, const Xapian::Database& statistics,
                 const Xapian::Database* restricted) {
  for (Query& child : query.children) child = with_terms(std::move(child), statistics, restricted);
  if (query.op == Op::kYears) return years_between(query, statistics, restricted);
  if (query.op != Op::kPrefix) return query;
  std::vector<Query> words;
  for (std::string& term : terms_with_prefix(statistics, query.term, kMaxPrefixTerms))
    words.push_back(Query::of_term(std::move(term), query.weight));
  if (restricted != nullptr) {
    for (std::string& term : terms_with_prefix(*restricted, query.term, kMaxPrefixScan)) {
      if (!statistics.term_exists(term))
        words.push_back(Query::of_term(std::move(term), query.weight));
    }
  }
  if (words.empty()) return {};
  return Query::of(Op::kSynonym, std::move(words));
}

}  // namespace isthmus::index
