// Works described with schema.org in JSON-LD, and software with codemeta.
#include <nlohmann/json.hpp>

#include "indexer/parsers/bibliographic_json.h"
#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

Author author_of(const Json& person) {
  Author author;
  const std::string family = text_in(value_of(person, {"familyName"}));
  const std::string name = text_in(person, {"name"});
  if (!name.empty()) {
    const std::string type = text_in(value_of(person, {"@type"}));
    const bool is_organisation = type == "Organization" || type == "organization";
    author.name = is_organisation ? name : person_name(name);
  } else {
    author.name = person_name(text_in(value_of(person, {"givenName"})), family);
  }
  const std::string id = text_in(value_of(person, {"@id", "identifier", "sameAs"}));
  if (id.find("orcid.org/") != std::string::npos) author.orcid = id;
  author.organisation = text_in(value_of(person, {"affiliation"}), {"name"});
  return author;
}

void take_identifiers(const Json& object, Publication& publication) {
  add_identifier(publication, "", text_in(value_of(object, {"@id"})));
  for (const Json& identifier : list_in(value_of(object, {"identifier"}))) {
    add_identifier(publication, text_in(value_of(identifier, {"propertyID"})),
                   text_in(identifier, {"value", "@id", "url"}));
  }
  for (const Json& isbn : list_in(value_of(object, {"isbn"})))
    add_identifier(publication, "isbn", text_in(isbn));
  const Identifier address = plain_identifier("", text_in(value_of(object, {"url"})));
  if (address.scheme != "url" || publication.identifiers.empty())
    add_identifier(publication, address.scheme, address.value);
}

void take_container(const Json& object, Publication& publication) {
  Container& container = publication.container;
  const Json& whole = value_of(object, {"isPartOf", "periodical", "includedInDataCatalog"});
  container.title = text_in(whole, {"name"});
  container.volume = text_in(value_of(whole, {"volumeNumber"}));
  container.issue = text_in(value_of(whole, {"issueNumber"}));
  container.pages = text_in(value_of(object, {"pagination"}));
  container.publisher = text_in(value_of(object, {"publisher"}), {"name"});
  add_identifier(publication, "issn", text_in(value_of(whole, {"issn"})));
}

void take_keywords(const Json& object, Publication& publication) {
  const Json& keywords = value_of(object, {"keywords", "tags", "about"});
  if (keywords.is_string()) return add_keywords(publication, keywords.get<std::string>());
  for (const Json& word : list_in(keywords))
    publication.keywords.push_back(text_in(word, {"name"}));
}

void take_references(const Json& object, Publication& publication) {
  for (const Json& work : list_in(value_of(object, {"citation"}))) {
    const std::string text =
        work.is_string() ? work.get<std::string>() : text_in(value_of(work, {"name", "text"}));
    Identifier identifier =
        plain_identifier("", work.is_string() ? text : text_in(work, {"@id", "identifier", "url"}));
    add_reference(publication, identifier,
                  identifier.value.empty() || !work.is_string() ? text : "");
  }
}

}  // namespace

Publication schema_org_publication(const Json& object) {
  Publication publication;
  for (const Json& type : list_in(value_of(object, {"@type", "additionalType"})))
    publication.types.push_back(text_in(type));
  publication.title = text_in(value_of(object, {"name", "headline", "title"}));
  publication.abstract = text_in(value_of(object, {"abstract", "description"}));
  publication.language =
      language_tag(text_in(value_of(object, {"inLanguage"}), {"alternateName", "name"}));
  for (const Json& person : list_in(value_of(object, {"author", "authors", "creator"})))
    publication.authors.push_back(author_of(person));
  for (const Json& person : list_in(value_of(object, {"editor"})))
    publication.editors.push_back(author_of(person));
  publication.date = date_in(text_in(value_of(object, {"datePublished", "dateCreated"})));
  const Json& licence = value_of(object, {"license", "licenseId"});
  publication.licence = text_in(licence, {"url", "@id", "id", "name"});
  take_identifiers(object, publication);
  take_container(object, publication);
  take_keywords(object, publication);
  take_references(object, publication);
  return publication;
}

}  // namespace isthmus::parsers
