// The public records of both sides, as a report looks through them: which come near an aim, and what
// each has to be compared by.
//
// Public faces alone are read, so that a report is the same for every viewer and on every day.
//
// Errors: those of the store and of the index. Threads: one at a time.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/curricula/aim.h"
#include "engine/search/search.h"
#include "schema/cited_record.h"

namespace isthmus::curricula {

enum class Stock : std::uint8_t { kPractice, kResearch };  // research: academic, and no course

class Shelf {
 public:
  // `sources` outlive it.
  static Result<Shelf> open(const search::Sources& sources);

  const search::Sources& sources() const { return *sources_; }
  const store::View& store() const { return sources_->store; }
  Result<Aim> aim(std::string_view text) const;

  struct Scored {
    std::string id;
    Likeness likeness;
  };
  // The records that share a concept with the aim, or stand near it in meaning, best first; by Stock,
  // at most kCandidates of each.
  static constexpr std::size_t kCandidates = 45;
  using ByStock = std::array<std::vector<Scored>, 2>;
  Result<ByStock> nearest(const Aim& aim);
  // Null for a record without a public profile.
  Result<const Sketch*> sketch(const std::string& id);

  // Those of these that have a public face, as it shows them but for the body, in their order.
  Result<std::vector<Record>> records(const std::vector<std::string>& ids) const;
  // The same as reports name them.
  Result<std::vector<CitedRecord>> cited(const std::vector<std::string>& ids) const;
  // The body of a public face; empty for a preview.
  Result<std::string> body_of(const Record& record) const;
  // The newest that match, as records() has them, those without a date last.
  Result<std::vector<Record>> newest(const index::Query& query, std::size_t most) const;
  // The ids of all that match, sorted.
  Result<std::vector<std::string>> ids_of(const index::Query& query) const;

 private:
  explicit Shelf(const search::Sources& sources) : sources_(&sources) {}
  Result<void> add_by_words(const Aim& aim, Stock stock, std::vector<std::string>& ids) const;
  Result<void> add_by_meaning(const std::vector<float>& cosines, Stock stock,
                              std::vector<std::string>& ids) const;
  Result<std::vector<Scored>> scored(const Aim& aim, std::vector<std::string> ids);

  const search::Sources* sources_;
  const Viewer viewer_ = {};  // nobody, on no day: sees public faces alone
  std::shared_ptr<const links::Epoch> epoch_;
  std::vector<Lexicon> lexicons_;
  std::array<index::DocumentSet, 2> documents_;  // public, by Stock
  std::map<std::string, std::unique_ptr<const Sketch>> sketches_;
};

CitedRecord cited_form(const Record& record);
// Filters.
index::Query side_filter(Side side);
index::Query kind_filter(Kind kind);
index::Query programme_filter(std::string_view id);
index::Query organisation_filter(std::string_view id);

}  // namespace isthmus::curricula
