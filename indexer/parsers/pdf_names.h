// People's names in the lines under a title.
//
// Shape: a name is told from an affiliation by its form alone: two to six words with capitals and
// particles between, or two to four Chinese characters, none of them a word of institutions,
// addresses or degrees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace isthmus::parsers {

// The names of a list: parted by commas, semicolons, "and" and their like, without footnote marks,
// numbers, degrees and titles.
struct Names {
  std::vector<std::string> names;
  std::size_t others = 0;        // parts that are no names
  bool ends_in_partial = false;  // the last part may be the beginning of a name: "Thomas L."
};
Names names_in(std::string_view text);

// The names before the first part that is none: "A. Smith, University of X" has one.
std::vector<std::string> leading_names(std::string_view text);

// What follows a label for authors ("作者：", "Author:"); nothing of a line with another label
// ("Supervisor:"). A line without a label comes back as it is.
std::string_view after_author_label(std::string_view line);

// Does the text hold a word of institutions or addresses?
bool names_an_institution(std::string_view text);

// Does the list go on on the next line?
bool ends_in_separator(std::string_view text);
bool has_separator(std::string_view text);
// "…, B. Jones and C. Brown": nothing follows.
bool ends_with_last_name(std::string_view text);

}  // namespace isthmus::parsers
