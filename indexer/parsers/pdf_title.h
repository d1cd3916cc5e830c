// The title on a first page, and the authors under it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/pdf_layout.h"

namespace isthmus::parsers {

// Consecutive lines of one style.
struct TitleBlock {
  std::size_t begin = 0;  // of the page's lines
  std::size_t end = 0;
  std::string text;
  double size = 0;
};

// Letters and digits alone, folded: titles are compared so.
std::string letters_only(std::string_view text);

// The block that is the title. `candidates` are titles of the metadata: one that stands on the page
// decides. `usual` is the size of the body. Nothing when no text stands out.
std::optional<TitleBlock> title_on(const PdfLines& page, double usual,
                                   const std::vector<std::string>& candidates);

// Does a line end the front matter: "Abstract", "1 Introduction"?
bool begins_text(std::string_view line);

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
