// A page whose writing was recognised from its picture, as words with their places: what
// PdfFile::page() gives for a page with text.
//
// Units: dots of the picture, of which a point may be several; layout compares lengths with each
// other alone.
// Source: the TSV output of Tesseract 5; a row is level, page, block, paragraph, line, word, left,
// top, width, height, confidence (0-100), text.
#pragma once

#include <string_view>

#include "indexer/parsers/pdf_file.h"

namespace isthmus::parsers {

// Words that were hardly recognised are left out; rows that are none are passed over.
PdfPage page_of_words(std::string_view table);

}  // namespace isthmus::parsers
