#include "engine/index/reader.h"

#include <algorithm>
#include <array>

#include <xapian.h>

#include "engine/index/column_blocks.h"
#include "engine/index/compile.h"
#include "engine/index/layout.h"
#include "engine/index/matching.h"
#include "engine/index/weight.h"
#include "engine/index/xapian_error.h"
#include "schema/terms.h"

namespace isthmus::index {
namespace {

// Where a document of the databases that were searched together stands: Xapian deals numbers round
// robin.
struct Place {
  Face face;
  std::uint32_t serial;
};

Place place_of(Xapian::docid document, bool is_joint) {
  if (!is_joint) return {Face::kPublic, document};
  return {kFaces[(document - 1) % kFaces.size()],
          (document - 1) / static_cast<Xapian::docid>(kFaces.size()) + 1};
}

// What decides between documents of equal weight, or by itself. The number that Xapian asks with is
// the one within the document's own database: its serial.
class SortKey final : public Xapian::KeyMaker {
 public:
  SortKey(const Columns& columns, Sort sort) : columns_(columns), sort_(sort) {}

  std::string operator()(const Xapian::Document& document) const override {
    const std::uint32_t serial = document.get_docid();
    return sort_ == Sort::kRelevance ? columns_.tie_key(serial) : columns_.date_key(serial);
  }

  void set_order_of(Xapian::Enquire& enquire) {
    if (sort_ == Sort::kRelevance) {
      enquire.set_sort_by_relevance_then_key(this, false);
    } else {
      enquire.set_sort_by_key(this, sort_ == Sort::kNewest);
    }
  }

 private:
  const Columns& columns_;
  const Sort sort_;
};

// What each term of a query gave to one document.
class Explanation {
 public:
  Explanation(const Xapian::Database& database, const Xapian::Database& statistics,
              std::uint32_t serial, double average_length)
      : database_(database),
        statistics_(statistics),
        serial_(serial),
        length_(database.get_doclength(serial)),
        average_length_(average_length) {}

  void add(const Query& query, double factor) {
    if (query.op == Op::kTerm || query.op == Op::kSynonym) {
      if (query.weight > 0) add_one(query, factor);
      return;
    }
    for (const Query& child : query.children) add(child, factor * query.weight);
  }

  std::vector<TermWeight> weights() && { return std::move(weights_); }

 private:
  using Counts = std::vector<std::pair<std::string, Xapian::termcount>>;

  // A synonym counts as one term; its terms share the weight by their occurrences.
  void add_one(const Query& query, double factor) {
    Counts counts;
    const Xapian::termcount wdf = count(query, counts);
    if (wdf == 0) return;
    const double whole = factor * own_weight(query, statistics_) *
                         term_frequency_part(wdf, length_, average_length_);
    for (auto& [term, part] : counts)
      weights_.push_back({std::move(term), whole * part / static_cast<double>(wdf)});
  }

  Xapian::termcount count(const Query& query, Counts& counts) const {
    if (query.op == Op::kTerm) {
      const Xapian::termcount wdf = wdf_of(query.term);
      if (wdf > 0) counts.emplace_back(query.term, wdf);
      return wdf;
    }
    Counts inner;
    Xapian::termcount sum = 0;
    for (const Query& child : query.children) {
      const Xapian::termcount wdf = count(child, inner);
      if (wdf == 0 && !matches_any_child(query)) return 0;
      sum += wdf;
    }
    counts.insert(counts.end(), inner.begin(), inner.end());
    return sum;
  }

  Xapian::termcount wdf_of(const std::string& term) const {
    auto posting = database_.postlist_begin(term);
    if (posting == database_.postlist_end(term)) return 0;
    posting.skip_to(serial_);
    const bool is_there = posting != database_.postlist_end(term) && *posting == serial_;
    return is_there ? posting.get_wdf() : 0;
  }

  const Xapian::Database& database_;
  const Xapian::Database& statistics_;
  std::uint32_t serial_;
  double length_;
  double average_length_;
  std::vector<TermWeight> weights_;
};

Query any_of(std::string_view prefix, const std::vector<std::string>& values) {
  std::vector<Query> terms;
  for (const std::string& value : values)
    terms.push_back(Query::of_term(terms::term(prefix, value), 0));
  return Query::of(Op::kOr, std::move(terms));
}

// What of the query's matches a viewer with these audiences may see, each record by its best face.
Query visible_part(Query query, std::vector<std::string> admitting) {
  Query hidden_previews = any_of(terms::kPreviewOf, admitting);
  admitting.emplace_back("public");
  Query visible = Query::of(Op::kFilter, {std::move(query), any_of(terms::kMaySee, admitting)});
  return Query::of(Op::kAndNot, {std::move(visible), std::move(hidden_previews)});
}

}  // namespace

struct Reader::Impl {
  std::array<Xapian::Database, 2> databases;  // by face
  Xapian::Database joint;                     // both
  std::uint64_t watermark = 0;
  double average_length = 0;
  std::vector<std::string>
      dated_audiences;  // the audience terms of the restricted database that wait for a day

  const Xapian::Database& of(Face face) const { return databases[index_of(face)]; }

  // The audience terms that let the viewer see restricted documents; empty when none can.
  std::vector<std::string> admitting_terms(const Viewer& viewer) const {
    if (of(Face::kRestricted).get_doccount() == 0) return {};
    std::vector<std::string> admitting = viewer.audiences;
    for (const std::string& audience : dated_audiences) {
      if (admits(audience, viewer)) admitting.push_back(audience);
    }
    return admitting;
  }

  // The query as it is asked for this viewer; false with it when only the public index is asked.
  std::pair<Query, bool> asked(const Query& query, const Viewer& viewer) const {
    std::vector<std::string> admitting = admitting_terms(viewer);
    const bool is_joint = !admitting.empty();
    Query expanded =
        with_terms(query, of(Face::kPublic), is_joint ? &of(Face::kRestricted) : nullptr);
    if (is_joint) expanded = visible_part(std::move(expanded), std::move(admitting));
    return {std::move(expanded), is_joint};
  }

  DocumentsByFace all_matches(const Query& query, bool is_joint) const {
    DocumentsByFace documents = {matching_documents(query, of(Face::kPublic), Face::kPublic),
                                 DocumentSet()};
    if (is_joint)
      documents[1] = matching_documents(query, of(Face::kRestricted), Face::kRestricted);
    return documents;
  }
};

Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& directory) {
  return guarded(
      "opening the index in " + directory.string(), [&]() -> Result<std::unique_ptr<Reader>> {
        auto impl = std::make_unique<Impl>();
        for (const Face face : kFaces) {
          impl->databases[index_of(face)] = Xapian::Database(database_path(directory, face));
          impl->joint.add_database(impl->of(face));
        }
        const Xapian::Database& published = impl->of(Face::kPublic);
        TRY(check_layout(published));
        impl->watermark = read_watermark(published);
        impl->average_length = published.get_avlength();
        const Xapian::Database& restricted = impl->of(Face::kRestricted);
        const std::string dated = terms::term(terms::kMaySee, "@");
        for (auto term = restricted.allterms_begin(dated); term != restricted.allterms_end(dated);
             ++term) {
          impl->dated_audiences.push_back((*term).substr(terms::kMaySee.size()));
        }
        return std::unique_ptr<Reader>(new Reader(std::move(impl)));
      });
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::~Reader() = default;

std::uint64_t Reader::watermark() const { return impl_->watermark; }

std::uint32_t Reader::document_count() const { return impl_->of(Face::kPublic).get_doccount(); }

Result<std::uint32_t> Reader::document_frequency(std::string_view term) const {
  return guarded("looking up a term", [&]() -> Result<std::uint32_t> {
    return impl_->of(Face::kPublic).get_termfreq(std::string(term));
  });
}

Result<void> Reader::for_each_term(
    std::string_view prefix,
    const std::function<bool(std::string_view, std::uint32_t)>& visit) const {
  return guarded("listing terms", [&]() -> Result<void> {
    const Xapian::Database& database = impl_->of(Face::kPublic);
    const std::string begin(prefix);
    for (auto term = database.allterms_begin(begin); term != database.allterms_end(begin); ++term) {
      if (!visit(*term, term.get_termfreq())) break;
    }
    return {};
  });
}

Result<Columns> Reader::load_columns() const {
  return guarded("reading the columns", [&]() -> Result<Columns> {
    Columns columns;
    for (const Face face : kFaces) {
      for_each_columns(impl_->of(face), [&](Xapian::docid document, std::string_view packed) {
        columns.set(face, document, packed);
      });
    }
    return columns;
  });
}

Result<void> Reader::for_each_document(
    Face face, const std::function<bool(std::uint32_t, std::string_view)>& visit) const {
  return guarded("listing the index", [&]() -> Result<void> {
    const Xapian::Database& database = impl_->of(face);
    for (auto document = database.postlist_begin(""); document != database.postlist_end("");
         ++document) {
      if (!visit(*document, database.get_document(*document, Xapian::DOC_ASSUME_VALID).get_data()))
        break;
    }
    return {};
  });
}

Result<Matches> Reader::search(const Query& query, const Viewer& viewer,
                               const MatchOptions& options, const Columns& columns) const {
  return guarded("searching", [&]() -> Result<Matches> {
    const auto [visible, is_joint] = impl_->asked(query, viewer);
    const Xapian::Database& searched = is_joint ? impl_->joint : impl_->of(Face::kPublic);
    Xapian::Enquire enquire(searched);
    enquire.set_query(compile(visible, impl_->of(Face::kPublic)));
    enquire.set_weighting_scheme(TermFrequencyWeight(impl_->average_length));
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    SortKey key(columns, options.sort);
    key.set_order_of(enquire);
    const Xapian::MSet set = enquire.get_mset(options.offset, options.limit);
    Matches result;
    for (auto match = set.begin(); match != set.end(); ++match) {
      const Place place = place_of(*match, is_joint);
      result.matches.push_back(
          {match.get_document().get_data(), place.serial, place.face, match.get_weight()});
    }
    result.total = set.get_matches_estimated();
    result.total_is_exact = set.get_matches_lower_bound() == set.get_matches_upper_bound();
    const bool wants_facets = !options.facets.empty();
    // An estimate for a viewer with audiences would rest on statistics of what he may not see.
    if (!options.count_exactly && !is_joint && !wants_facets) return result;
    const DocumentsByFace documents = impl_->all_matches(visible, is_joint);
    result.total = documents[0].count() + documents[1].count();
    result.total_is_exact = true;
    if (!wants_facets) return result;
    for (const Facet facet : options.facets)
      result.facets.push_back(columns.count(facet, documents));
    return result;
  });
}

Result<DocumentsByFace> Reader::documents(const Query& query, const Viewer& viewer) const {
  return guarded("searching", [&]() -> Result<DocumentsByFace> {
    const auto [visible, is_joint] = impl_->asked(query, viewer);
    return impl_->all_matches(visible, is_joint);
  });
}

Result<std::vector<TermWeight>> Reader::explain(const Query& query, Face face,
                                                std::uint32_t serial) const {
  return guarded("explaining a score", [&]() -> Result<std::vector<TermWeight>> {
    Explanation explanation(impl_->of(face), impl_->of(Face::kPublic), serial,
                            impl_->average_length);
    explanation.add(query, 1);
    return std::move(explanation).weights();
  });
}

}  // namespace isthmus::index
