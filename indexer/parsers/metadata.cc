#include "indexer/parsers/metadata.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace isthmus::parsers {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::optional<Publication> publication_in(const XmlNode& element) {
  const std::string_view name = element.name();
  const std::string_view space = element.space();
  if (has(space, "datacite.org/schema/kernel") || has(space, "schema.datacite.org/oai")) {
    if (name == "resource") return datacite_publication(element);
    const std::vector<XmlNode> resources = element.all("resource");
    if (!resources.empty()) return datacite_publication(resources.front());
    return std::nullopt;
  }
  if (name == "article") return jats_publication(element);
  if (name == "PubmedArticle") return pubmed_publication(element);
  const bool is_marc = has(space, "MARC21/slim") || element.first("leader").has_value();
  if (name == "record" && is_marc) return marc_publication(element);
  if (has(space, "crossref.org")) {
    std::vector<Publication> works = crossref_publications(element);
    if (works.empty()) return std::nullopt;
    return std::move(works.front());
  }
  const std::vector<XmlNode> terms = element.children();
  const bool is_dublin_core = std::any_of(terms.begin(), terms.end(), [](const XmlNode& term) {
    return has(term.space(), "purl.org/dc/");
  });
  if (is_dublin_core || name == "dc") return dublin_core_publication(element);
  return std::nullopt;
}

std::optional<Json> keys_of_metadata(const XmlNode& element) {
  const std::optional<Publication> publication = publication_in(element);
  if (!publication) return std::nullopt;
  return keys_of(*publication);
}

}  // namespace isthmus::parsers
