// Metadata elements of any bibliographic XML format, whatever brought them: a file of their own, an
// OAI-PMH response, a harvester. The namespace decides, and the element's name where there is none.
//
// Not a parser of files: each format's own .cc is, and uses the same functions.
#pragma once

#include <optional>

#include "indexer/parsers/publication.h"
#include "indexer/parsers/xml.h"
#include "schema/json.h"

namespace isthmus::parsers {

// Keys of the record schema out of one metadata element: Dublin Core (oai_dc, plain, qualified),
// DataCite (also oai_datacite), JATS and NLM articles, Crossref, PubMed, MARCXML. Nothing when it
// is of none of these. Without an id, unless the format has a stable one of its own.
std::optional<Json> keys_of_metadata(const XmlNode& element);
// The same before it is brought into the record schema.
std::optional<Publication> publication_in(const XmlNode& element);

// One format each. The element is the named one, whatever its namespace.
Publication dublin_core_publication(const XmlNode& element);  // its children are the terms
Publication datacite_publication(const XmlNode& resource);
Publication jats_publication(const XmlNode& article);
Publication pubmed_publication(const XmlNode& pubmed_article);
Publication marc_publication(const XmlNode& record);
// Every work below: a deposit may hold a whole issue.
std::vector<Publication> crossref_publications(const XmlNode& element);

}  // namespace isthmus::parsers
