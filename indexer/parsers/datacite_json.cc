// DataCite metadata in JSON, as its service answers and as its tools write it.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/bibliographic_json.h"
#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

Author author_of(const Json& creator) {
  Author author;
  const std::string name = text_in(creator, {"name", "creatorName", "contributorName"});
  const std::string family = text_in(value_of(creator, {"familyName"}));
  const std::string given = text_in(value_of(creator, {"givenName"}));
  const std::string type = text_in(value_of(creator, {"nameType", "type"}));
  if (type.starts_with("Organi")) {
    author.name = name;
  } else {
    author.name = family.empty() ? person_name(name) : person_name(given, family);
  }
  author.organisation = text_in(value_of(creator, {"affiliation", "affiliations"}), {"name"});
  for (const Json& identifier : list_in(value_of(creator, {"nameIdentifiers"}))) {
    if (text_in(value_of(identifier, {"nameIdentifierScheme"})) == "ORCID")
      author.orcid = text_in(value_of(identifier, {"nameIdentifier"}));
  }
  const std::string id = text_in(value_of(creator, {"id"}));
  if (author.orcid.empty() && id.find("orcid.org/") != std::string::npos) author.orcid = id;
  return author;
}

void take_titles(const Json& object, Publication& publication) {
  for (const Json& title : list_in(value_of(object, {"titles", "title"}))) {
    const std::string text = text_in(title, {"title"});
    const std::string type = text_in(value_of(title, {"titleType", "title-type"}));
    if (type == "Subtitle") {
      publication.subtitle = text;
    } else if (type == "TranslatedTitle") {
      publication.title_translations.emplace(text_in(value_of(title, {"lang"})), text);
    } else if (publication.title.empty()) {
      publication.title = text;
    }
  }
}

void take_descriptions(const Json& object, Publication& publication) {
  for (const Json& description : list_in(value_of(object, {"descriptions", "description"}))) {
    const std::string text = text_in(description, {"description"});
    const std::string type =
        text_in(value_of(description, {"descriptionType", "description-type"}));
    const std::string language = text_in(value_of(description, {"lang"}));
    if (type == "SeriesInformation") {
      if (publication.container.title.empty()) publication.container.title = text;
    } else if (type != "Abstract" && !type.empty()) {
      publication.notes += (publication.notes.empty() ? "" : "\n\n") + text;
    } else if (publication.abstract.empty()) {
      publication.abstract = text;
    } else {
      publication.abstract_translations.emplace(language, text);
    }
  }
}

Date issued(const Json& object) {
  const Date year = date_in(
      text_in(value_of(object, {"publicationYear", "publication-year", "publication_year"})));
  Date other;
  for (const Json& date : list_in(value_of(object, {"dates"}))) {
    const Date found = date_in(text_in(value_of(date, {"date"})));
    const std::string type = text_in(value_of(date, {"dateType", "date-type"}));
    if (type == "Issued" && found.has_value()) return found;
    const bool is_near = type == "Available" || type == "Created";
    if (is_near && found.year == year.year && !other.has_value()) other = found;
  }
  return other.has_value() ? other : year;
}

std::string range(const Json& part) {
  const std::string last = text_in(value_of(part, {"lastPage"}));
  return text_in(value_of(part, {"firstPage"})) + (last.empty() ? "" : "–" + last);
}

void take_container(const Json& object, Publication& publication) {
  Container& container = publication.container;
  container.publisher = text_in(value_of(object, {"publisher"}), {"name"});
  const Json* whole = &value_of(object, {"container"});
  const std::vector<Json> items = list_in(value_of(object, {"relatedItems"}));
  const auto published = std::find_if(items.begin(), items.end(), [](const Json& item) {
    return text_in(value_of(item, {"relationType"})) == "IsPublishedIn";
  });
  if (published != items.end()) whole = &*published;
  const std::string title = text_in(value_of(*whole, {"title", "titles"}), {"title"});
  if (!title.empty()) container.title = title;
  container.volume = text_in(value_of(*whole, {"volume"}));
  container.issue = text_in(value_of(*whole, {"issue"}));
  container.pages = range(*whole);
  if (text_in(value_of(*whole, {"identifierType"})) == "ISSN")
    container.numbers.push_back("ISSN " + text_in(value_of(*whole, {"identifier"})));
}

void take_related(const Json& object, Publication& publication) {
  for (const Json& related :
       list_in(value_of(object, {"relatedIdentifiers", "related-identifiers"}))) {
    const std::string relation = text_in(value_of(related, {"relationType", "relation-type"}));
    const Identifier identifier = plain_identifier(
        text_in(value_of(related, {"relatedIdentifierType", "related-identifier-type"})),
        text_in(value_of(related, {"relatedIdentifier", "related-identifier", "id"})));
    if (relation == "References" || relation == "Cites") add_reference(publication, identifier, "");
    if (relation == "IsPartOf" && identifier.scheme == "issn")
      add_identifier(publication, "issn", identifier.value);
  }
}

void take_identifiers(const Json& object, Publication& publication) {
  add_identifier(publication, "doi", text_in(value_of(object, {"doi", "DOI"})));
  add_identifier(publication, "", text_in(value_of(object, {"id"})));
  for (const char* key : {"identifiers", "alternateIdentifiers"}) {
    for (const Json& identifier : list_in(value_of(object, {key}))) {
      add_identifier(
          publication, text_in(value_of(identifier, {"identifierType", "alternateIdentifierType"})),
          text_in(value_of(identifier, {"identifier", "Identifier", "alternateIdentifier"})));
    }
  }
}

void take_licence(const Json& object, Publication& publication) {
  for (const Json& rights : list_in(value_of(object, {"rightsList", "rights_list", "license"}))) {
    const std::string text =
        text_in(rights, {"rightsUri", "rightsURI", "rightsIdentifier", "rights"});
    const bool is_better = licence_id(text) != text;
    if (publication.licence.empty() || is_better) publication.licence = text;
    if (is_better) return;
  }
}

}  // namespace

Publication datacite_json_publication(const Json& answer) {
  // An answer of the service keeps the resource under "attributes".
  const Json& attributes = value_of(answer, {"attributes"});
  const Json& object = attributes.is_object() ? attributes : answer;
  Publication publication;
  take_identifiers(object, publication);
  take_titles(object, publication);
  for (const Json& creator : list_in(value_of(object, {"creators", "creator"})))
    publication.authors.push_back(author_of(creator));
  for (const Json& contributor : list_in(value_of(object, {"contributors"}))) {
    if (text_in(value_of(contributor, {"contributorType"})) == "Editor")
      publication.editors.push_back(author_of(contributor));
  }
  take_descriptions(object, publication);
  take_container(object, publication);
  take_related(object, publication);
  take_licence(object, publication);
  for (const Json& subject : list_in(value_of(object, {"subjects"})))
    publication.keywords.push_back(text_in(subject, {"subject"}));
  publication.language = text_in(value_of(object, {"language"}));
  publication.date = issued(object);
  const Json& types = value_of(object, {"types"});
  for (const char* key : {"resourceTypeGeneral", "resource-type-general", "resourceType",
                          "resource-type", "citeproc", "schemaOrg", "bibtex"}) {
    publication.types.push_back(text_in(value_of(types.is_object() ? types : object, {key})));
  }
  return publication;
}

}  // namespace isthmus::parsers
