// Title, authors, abstract, keywords, DOI and date of a document, from its first pages and what its
// metadata says, each judged by the other.
//
// Shape: rules of typography that hold across publishers: the title is the largest text that is no
// banner, the authors stand under it in one style, labels ("Abstract", "Keywords", "DOI") say what
// follows. No publisher, journal or template is known by name.
#pragma once

#include <string>
#include <vector>

#include "indexer/parsers/pdf_layout.h"
#include "indexer/parsers/pdf_metadata.h"

namespace isthmus::parsers {

struct PdfAuthor {
  std::string name;
  std::string orcid;
};

struct PdfFront {
  std::string title;
  std::vector<PdfAuthor> authors;
  std::string abstract;
  std::vector<std::string> keywords;
  std::string doi;
  std::string date;
};

// Lines of title and authors on the first page get their role.
PdfFront front_of(std::vector<PdfLines>& pages, const PdfMetadata& metadata);

}  // namespace isthmus::parsers
