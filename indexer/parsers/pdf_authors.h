// The authors under a title: lines in the style of the first of them that hold names and nothing
// else. What a name is, pdf_names.h says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/pdf_layout.h"
#include "indexer/parsers/pdf_title.h"

namespace isthmus::parsers {

// Running text: many words, most of them without a capital.
bool is_prose(std::string_view line);

// The names under the title, and the lines that they stand in.
struct AuthorLines {
  std::vector<std::string> names;
  std::vector<std::size_t> lines;
  // Something beside the form of the words says that they are names: an abstract or an affiliation
  // on the page, a label, "by".
  bool is_certain = false;
};
AuthorLines authors_under(const PdfLines& page, const TitleBlock& title);

}  // namespace isthmus::parsers
