// Snippets: the part of a text that shows best why it was found, escaped for HTML, with the matches
// in <mark>.
//
// Matches are found by the same analysis as everything else and marked at their offsets in the
// original text. Bounds: 2,000 bytes of text are looked at closely, those in which the most different
// words of the query stand as they were typed, of the first 256 kB; about 240 bytes are shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace isthmus::search {

class Highlighter {
 public:
  // `terms` as QueryPlan::highlighted.
  explicit Highlighter(const std::vector<std::string>& terms);

  struct Snippet {
    std::string html;
    std::size_t matches = 0;  // different terms of the query that it shows
    std::size_t offset = 0;   // in the text, of its first match; of its beginning without one
  };

  // Empty for an empty text; the beginning of the text when nothing matches.
  Snippet snippet(std::string_view text) const;

 private:
  struct Marked;
  struct Window {
    std::size_t begin = 0;
    std::size_t matches = 0;
    std::size_t first_match = 0;
  };
  static Window best_window(const std::vector<Marked>& marked);
  static std::string render(std::string_view text, const std::vector<Marked>& marked,
                            std::size_t begin, std::size_t& end);
  std::vector<Marked> marked_atoms(std::string_view text) const;
  std::string_view relevant_part(std::string_view text) const;
  std::size_t densest_place(std::string_view text) const;
  const std::string* term_of_word(const std::string& folded) const;

  std::unordered_set<std::string> terms_;
  std::unordered_set<std::uint32_t> beginnings_;  // first two bytes of the terms: most words are
                                                  // ruled out before they are stemmed
};

std::string escape_html(std::string_view text);

}  // namespace isthmus::search
