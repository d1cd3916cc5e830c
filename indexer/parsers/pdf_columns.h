// Pieces of lines in the order of reading, column by column.
//
// Shape: a gutter is an upright strip that no piece crosses, with lines of running text on both of
// its sides. The page is split at its longest gutter, and so are the parts above, beside and below;
// what has no gutter is read from top to bottom.
// Source: the whitespace analysis of Breuel, "Two Geometric Algorithms for Layout Analysis" (2002),
// with gutters alone.
#pragma once

#include <vector>

#include "indexer/parsers/pdf_layout.h"

namespace isthmus::parsers {

// `width` is that of the page. The lines know their boxes, regions and pieces.
std::vector<PdfLine> in_columns(std::vector<PdfPiece> pieces, double width);

}  // namespace isthmus::parsers
