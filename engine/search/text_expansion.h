// One text of a query in one field, and the three ways to search for it (engine/search/query_plan.h). For engine/search alone.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/index/query.h"
#include "engine/lexicon/lookup.h"
#include "engine/search/query_parser.h"
#include "engine/text/analysis.h"

namespace isthmus::search {

// The prefix of the terms of a field that holds words; empty for the whole text.
std::string_view prefix_of(Field field);

class TextExpansion {
 public:
  TextExpansion(text::Analysis analysis, Field field, std::vector<lexicon::Found> terms);

  index::Query ranked();

  index::Query required() const;

  // A code as a whole, in any of its writings; otherwise every atom at its place.
  index::Query exact() const;

  // A phrase ranked by its words.
  index::Query exact_ranked();

  void collect_highlights(std::vector<std::string>& highlighted) const;

  // The terms that stand for an alternative of a lexicon: a document has all of them, or not the
  // alternative.
  static std::vector<index::Query> parts_of(std::string_view text, Field field);

  // What the lexicons say of the text; ranked() and required() look for it too.
  const std::vector<lexicon::Found>& terms() const { return terms_; }

 private:
  // Of overlapping codes the longest ones stand for their atoms.
  void mark_codes();

  bool has_only_stop_words() const;

  void add(std::string term, double weight);

  void add_code(const text::Code& code);

  bool joins_next(std::size_t i) const;

  std::size_t end_of_han_run(std::size_t first) const;

  std::string bigram(std::size_t i) const;
  std::string character(std::size_t i) const;

  // Adds the run that begins at `first`; gives its last atom.
  std::size_t add_han_run(std::size_t first);

  void add_han_words();

  index::Query any_bigram(std::size_t first, std::size_t end) const;

  // The words of a Han run as segmentation finds them, and the characters between them: [first,
  // count].
  std::vector<std::pair<std::size_t, std::size_t>> han_pieces(std::size_t first,
                                                              std::size_t end) const;

  // Atoms [first, end) of one Han run, adjacent, with the weight of their bigrams.
  index::Query weighted_phrase(std::size_t first, std::size_t end) const;

  // A Han character stands at its place as the bigram with the next one, the last of a run as
  // itself.
  index::Query phrase(std::size_t first, std::size_t end) const;

  // The term at `first`, if one begins there and no code stands in it.
  const lexicon::Found* term_at(std::size_t first) const;
  bool is_inside_term(std::size_t first, std::size_t count) const;
  std::size_t end_of_piece_run(std::size_t first) const;

  // A term or what the lexicons have for it, as one.
  void add_term(const lexicon::Found& term);
  std::vector<index::Query> parts_of(std::size_t first, std::size_t end) const;
  index::Query required_term(const lexicon::Found& term) const;

  index::Query combined() const;

  // Every document, with the ranking of `rank` where it matches: what a filter narrows.
  static index::Query all_maybe(index::Query rank);

  Field field_;
  text::Analysis analysis_;
  std::vector<bool> in_code_;
  std::vector<text::Code> widest_codes_;
  std::map<std::string, double> weights_;
  std::vector<lexicon::Found> terms_;
  std::vector<index::Query> alternatives_;
  std::vector<index::Query> bonuses_;
};

}  // namespace isthmus::search
