// The title on a first page: the largest block of lines that is no banner, or the one that the
// metadata names. Knows no publisher, journal or template by name.
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

}  // namespace isthmus::parsers
