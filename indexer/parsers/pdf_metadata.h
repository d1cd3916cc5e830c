// What a PDF says of itself: its information dictionary and its XMP packet, as one. Much of it is
// rubbish (the names of files, of users, of programs); pdf_front.h judges it by the first page.
// Source: ISO 32000-1, 14.3; XMP specification; PRISM 3.0 for publishers' keys.
#pragma once

#include <string>
#include <vector>

#include "indexer/parsers/pdf_file.h"

namespace isthmus::parsers {

struct PdfMetadata {
  std::vector<std::string> titles;   // of XMP, then of the dictionary
  std::vector<std::string> authors;  // from where there are more of them
  std::vector<std::string> keywords;
  std::string abstract;
  std::string doi;
  std::string published;  // YYYY-MM-DD or less
  std::string created;    // when the file was made: the last resort for a date
};

PdfMetadata metadata_of(const PdfFile& file);

}  // namespace isthmus::parsers
