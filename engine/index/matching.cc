#include "engine/index/matching.h"

#include <algorithm>

#include "engine/index/compile.h"

namespace isthmus::index {
namespace {

class Matcher {
 public:
  Matcher(const Xapian::Database& database, Face face)
      : database_(database), face_(face), highest_(database.get_lastdocid()) {}

  DocumentSet match(const Query& query) const {
    switch (query.op) {
      case Op::kNothing:
      case Op::kPrefix:
      case Op::kYears:
        return DocumentSet(highest_);
      case Op::kAll:
        return of_term("");
      case Op::kTerm:
        return of_term(query.term);
      case Op::kAnd:
      case Op::kFilter:
        return intersection(query);
      case Op::kOr:
      case Op::kSynonym:
        return union_of(query, 0);
      case Op::kAndNot: {
        DocumentSet kept = match(query.children.front());
        kept.subtract(union_of(query, 1));
        return kept;
      }
      case Op::kAndMaybe:
        return match(query.children.front());
      case Op::kScored:
        return scored((*query.scores)[index_of(face_)], query.least_score);
      case Op::kPhrase:
      case Op::kNear:
        return by_xapian(query);
    }
    return DocumentSet(highest_);
  }

 private:
  DocumentSet of_term(const std::string& term) const {
    DocumentSet documents(highest_);
    for (auto posting = database_.postlist_begin(term); posting != database_.postlist_end(term);
         ++posting)
      documents.insert(*posting);
    return documents;
  }

  DocumentSet intersection(const Query& query) const {
    DocumentSet documents = match(query.children.front());
    for (std::size_t i = 1; i < query.children.size(); ++i)
      documents.intersect(match(query.children[i]));
    return documents;
  }

  DocumentSet union_of(const Query& query, std::size_t first) const {
    DocumentSet documents(highest_);
    for (std::size_t i = first; i < query.children.size(); ++i)
      documents.unite(match(query.children[i]));
    return documents;
  }

  DocumentSet scored(const std::vector<float>& scores, float least) const {
    DocumentSet documents(highest_);
    const std::size_t end = std::min<std::size_t>(scores.size(), std::size_t{highest_} + 1);
    for (std::size_t serial = 1; serial < end; ++serial) {
      if (scores[serial] > 0 && scores[serial] >= least)
        documents.insert(static_cast<std::uint32_t>(serial));
    }
    return documents;
  }

  DocumentSet by_xapian(const Query& query) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(compile(query, database_));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    DocumentSet documents(highest_);
    const Xapian::MSet all = enquire.get_mset(0, database_.get_doccount());
    for (auto match = all.begin(); match != all.end(); ++match) documents.insert(*match);
    return documents;
  }

  const Xapian::Database& database_;
  Face face_;
  std::uint32_t highest_;
};

}  // namespace

DocumentSet matching_documents(const Query& query, const Xapian::Database& database, Face face) {
  return Matcher(database, face).match(query);
}

}  // namespace isthmus::index
