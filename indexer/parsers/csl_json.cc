// CSL-JSON (citeproc), as reference managers export it and as Crossref answers.
#include <nlohmann/json.hpp>

#include "indexer/parsers/bibliographic_json.h"
#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

Author author_of(const Json& name) {
  Author author;
  std::string family = text_in(value_of(name, {"family"}));
  for (const char* particle : {"non-dropping-particle", "dropping-particle"}) {
    const std::string text = text_in(value_of(name, {particle}));
    if (!text.empty()) family.insert(0, text + " ");
  }
  if (family.empty()) {
    author.name = text_in(name, {"literal", "name", "given"});
  } else {
    author.name = person_name(text_in(value_of(name, {"given"})), family,
                              text_in(value_of(name, {"suffix"})));
  }
  author.orcid = text_in(value_of(name, {"ORCID"}));
  author.organisation = text_in(value_of(name, {"affiliation"}), {"name"});
  return author;
}

void add_people(const Json& names, std::vector<Author>& people) {
  for (const Json& name : list_in(names)) people.push_back(author_of(name));
}

Date date_in_value(const Json& value) {
  for (const Json& parts : list_in(value_of(value, {"date-parts"}))) {
    const std::vector<Json> numbers = list_in(parts);
    std::string text;
    for (const Json& number : numbers) text += (text.empty() ? "" : "-") + text_in(number);
    if (const Date date = date_in(text); date.has_value()) return date;
  }
  return date_in(text_in(value, {"raw", "literal"}));
}

void take_reference(const Json& reference, Publication& publication) {
  std::string text = text_in(value_of(reference, {"unstructured"}));
  for (const char* key : {"author", "year", "article-title", "volume-title", "journal-title",
                          "volume", "first-page"}) {
    const std::string part = text_in(value_of(reference, {key}));
    if (value_of(reference, {"unstructured"}).is_null() && !part.empty())
      text += (text.empty() ? "" : ", ") + part;
  }
  add_reference(publication, plain_identifier("doi", text_in(value_of(reference, {"DOI"}))), text);
}

void take_identifiers(const Json& object, Publication& publication) {
  add_identifier(publication, "doi", text_in(value_of(object, {"DOI"})));
  add_identifier(publication, "pmid", text_in(value_of(object, {"PMID"})));
  add_identifier(publication, "pmcid", text_in(value_of(object, {"PMCID"})));
  const std::string type = text_in(value_of(object, {"type"}));
  const bool is_part = type == "chapter" || type == "paper-conference" || type == "book-chapter" ||
                       type == "proceedings-article";
  for (const Json& isbn : list_in(value_of(object, {"ISBN"}))) {
    if (is_part)
      publication.container.numbers.push_back("ISBN " + text_in(isbn));
    else
      add_identifier(publication, "isbn", text_in(isbn));
  }
  for (const Json& issn : list_in(value_of(object, {"ISSN"})))
    add_identifier(publication, "issn", text_in(issn));
  if (type == "patent" || type == "standard" || type == "report")
    add_identifier(publication, type, text_in(value_of(object, {"number"})));
  const Identifier address = plain_identifier("", text_in(value_of(object, {"URL"})));
  if (address.scheme != "url" || publication.identifiers.empty())
    add_identifier(publication, address.scheme, address.value);
}

void take_container(const Json& object, Publication& publication) {
  Container& container = publication.container;
  container.title = text_in(value_of(object, {"container-title"}));
  container.series = text_in(value_of(object, {"collection-title"}));
  container.volume = text_in(value_of(object, {"volume"}));
  container.issue = text_in(value_of(object, {"issue"}));
  container.pages = text_in(value_of(object, {"page", "article-number"}));
  container.edition = text_in(value_of(object, {"edition"}));
  container.publisher = text_in(value_of(object, {"publisher"}));
  container.place = text_in(value_of(object, {"publisher-place", "publisher-location"}));
}

// The own id of an item in a library; a DOI is no such thing.
std::string id_of(const Json& object) {
  const std::string id = text_in(value_of(object, {"citation-key", "id"}));
  return plain_identifier("", id).scheme == "doi" ? std::string() : id;
}

}  // namespace

Publication csl_publication(const Json& object) {
  Publication publication;
  publication.id = id_of(object);
  publication.types = {text_in(value_of(object, {"type"})), text_in(value_of(object, {"genre"}))};
  publication.title = text_in(value_of(object, {"title"}));
  publication.subtitle = text_in(value_of(object, {"subtitle"}));
  publication.abstract = text_in(value_of(object, {"abstract"}));
  publication.language = text_in(value_of(object, {"language"}));
  publication.notes = text_in(value_of(object, {"note"}));
  add_people(value_of(object, {"author"}), publication.authors);
  add_people(value_of(object, {"editor"}), publication.editors);
  add_keywords(publication, text_in(value_of(object, {"keyword"})));
  for (const char* key : {"subject", "categories"}) {
    for (const Json& word : list_in(value_of(object, {key})))
      publication.keywords.push_back(text_in(word));
  }
  publication.date = date_in_value(value_of(object, {"issued"}));
  for (const char* key : {"published-online", "published-print", "created"}) {
    if (!publication.date.has_value()) publication.date = date_in_value(value_of(object, {key}));
  }
  take_container(object, publication);
  take_identifiers(object, publication);
  for (const Json& licence : list_in(value_of(object, {"license", "copyright"}))) {
    const bool is_final = text_in(value_of(licence, {"content-version"})) == "vor";
    if (publication.licence.empty() || is_final) publication.licence = text_in(licence, {"URL"});
  }
  for (const Json& reference : list_in(value_of(object, {"reference"})))
    take_reference(reference, publication);
  return publication;
}

}  // namespace isthmus::parsers
