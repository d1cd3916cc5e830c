// DataCite metadata in XML, kernels 2 to 4.
#include <algorithm>
#include <array>

#include "engine/text/analysis.h"
#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/metadata.h"
#include "indexer/parsers/metadata_file.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

// The elements "items/item" below a node.
std::vector<XmlNode> list(const XmlNode& node, std::string_view items, std::string_view item) {
  std::vector<XmlNode> found;
  for (const XmlNode& group : node.children(items)) {
    for (const XmlNode& child : group.children(item)) found.push_back(child);
  }
  return found;
}

// ":unav", ":tba": DataCite's words for what is not known.
bool is_unknown(std::string_view text) {
  static constexpr std::array kUnknown = std::to_array<std::string_view>(
      {":unac", ":unal", ":unap", ":unas", ":unav", ":unkn", ":none", ":null", ":tba"});
  return std::find(kUnknown.begin(), kUnknown.end(), squeezed(text)) != kUnknown.end();
}

std::string name_of(const XmlNode& name) {
  if (is_unknown(name.text())) return {};
  const bool is_organisation = name.attribute("nameType") == "Organizational";
  return is_organisation ? squeezed(name.text()) : person_name(name.text());
}

// Each name begins a person: some writers put all of them into one creator.
void add_people(const XmlNode& creator, std::string_view name, std::vector<Author>& people) {
  for (const XmlNode& child : creator.children()) {
    if (child.name() == name) {
      people.push_back({name_of(child), "", ""});
      continue;
    }
    if (people.empty()) continue;
    Author& person = people.back();
    const std::string text = squeezed(child.text());
    if (child.name() == "nameIdentifier" && child.attribute("nameIdentifierScheme") == "ORCID")
      person.orcid = text;
    if (child.name() == "affiliation" && person.organisation.empty()) person.organisation = text;
  }
}

std::string guessed(const std::string& text) {
  const std::string language = text::guess_language(text);
  return language == "und" ? std::string() : language;
}

// The text into the place of its language: the main one or a translation.
void take_text(const XmlNode& node, bool is_translation, std::string& main,
               Translations& translations) {
  const std::string text = without_markup(node.text());
  std::string language = language_tag(node.attribute("lang"));
  if (main.empty() && !is_translation) {
    main = text;
    return;
  }
  if (language.empty()) language = guessed(text);
  if (!language.empty()) translations.emplace(language, text);
}

void take_titles(const XmlNode& resource, Publication& publication) {
  std::string main_language;
  for (const XmlNode& title : list(resource, "titles", "title")) {
    const std::string type = title.attribute("titleType");
    if (is_unknown(title.text())) continue;
    const std::string language = language_tag(title.attribute("lang"));
    if (type == "Subtitle") {
      const auto translated = publication.title_translations.find(language);
      if (translated != publication.title_translations.end())
        translated->second += ": " + squeezed(title.text());
      else if (publication.subtitle.empty())
        publication.subtitle = title.text();
      continue;
    }
    const bool is_main = type.empty() && publication.title.empty();
    take_text(title, type == "TranslatedTitle", publication.title, publication.title_translations);
    if (is_main) main_language = language;
  }
  if (publication.language.empty()) publication.language = main_language;
}

void take_descriptions(const XmlNode& resource, Publication& publication) {
  for (const XmlNode& description : list(resource, "descriptions", "description")) {
    const std::string type = description.attribute("descriptionType");
    if (type == "Abstract") {
      take_text(description, false, publication.abstract, publication.abstract_translations);
    } else if (type == "SeriesInformation") {
      if (publication.container.title.empty()) publication.container.title = description.text();
    } else if (std::string text = without_markup(description.text()); !text.empty()) {
      publication.notes += (publication.notes.empty() ? "" : "\n\n") + text;
    }
  }
}

Date date_of_type(const XmlNode& resource, std::string_view type) {
  for (const XmlNode& date : list(resource, "dates", "date")) {
    if (date.attribute("dateType") != type) continue;
    if (const Date found = date_in(date.text()); found.has_value()) return found;
  }
  return {};
}

// The day of issue, of which the year of publication may know more than the dates.
Date issued(const XmlNode& resource) {
  const Date year = date_in(resource.text_of("publicationYear"));
  const Date day = date_of_type(resource, "Issued");
  if (day.has_value()) return day;
  for (const std::string_view type : {"Available", "Created"}) {
    const Date other = date_of_type(resource, type);
    if (other.has_value() && (!year.has_value() || other.year == year.year)) return other;
  }
  return year;
}

void take_related(const XmlNode& resource, Publication& publication) {
  for (const XmlNode& related : list(resource, "relatedIdentifiers", "relatedIdentifier")) {
    const std::string relation = related.attribute("relationType");
    const Identifier identifier =
        plain_identifier(related.attribute("relatedIdentifierType"), related.text());
    if (identifier.value.empty()) continue;
    if (relation == "References" || relation == "Cites") {
      add_reference(publication, identifier, "");
    } else if (relation == "IsIdenticalTo") {
      add_identifier(publication, identifier.scheme, identifier.value);
    } else if (relation == "IsPartOf" || relation == "IsPublishedIn") {
      if (identifier.scheme == "issn")
        publication.container.numbers.push_back("ISSN " + identifier.value);
      if (identifier.scheme == "isbn")
        publication.container.numbers.push_back("ISBN " + identifier.value);
    }
  }
}

void take_container(const XmlNode& resource, Publication& publication) {
  Container& container = publication.container;
  container.publisher = resource.text_of("publisher");
  for (const XmlNode& item : list(resource, "relatedItems", "relatedItem")) {
    if (item.attribute("relationType") != "IsPublishedIn") continue;
    container.title = item.text_of("titles/title");
    container.volume = item.text_of("volume");
    container.issue = item.text_of("issue");
    const std::string last = item.text_of("lastPage");
    container.pages = item.text_of("firstPage") + (last.empty() ? "" : "–" + last);
    container.edition = item.text_of("edition");
    const auto identifier = item.first("relatedItemIdentifier");
    if (identifier && identifier->attribute("relatedItemIdentifierType") == "ISSN")
      container.numbers.push_back("ISSN " + squeezed(identifier->text()));
    return;
  }
}

void take_licence(const XmlNode& resource, Publication& publication) {
  std::vector<XmlNode> all = list(resource, "rightsList", "rights");
  for (const XmlNode& old : resource.children("rights")) all.push_back(old);  // kernel 2
  for (const XmlNode& rights : all) {
    const std::string address = rights.attribute("rightsURI");
    const std::string text = address.empty() ? squeezed(rights.text()) : address;
    const bool is_better = licence_id(text) != text;
    if (publication.licence.empty() || is_better) publication.licence = text;
    if (is_better) return;
  }
}

void take_identifiers(const XmlNode& resource, Publication& publication) {
  for (const XmlNode& identifier : resource.children("identifier"))
    add_identifier(publication, identifier.attribute("identifierType"), identifier.text());
  for (const XmlNode& other : list(resource, "alternateIdentifiers", "alternateIdentifier")) {
    const std::string type = other.attribute("alternateIdentifierType");
    if (type == "citation")
      publication.notes = squeezed(other.text());
    else
      add_identifier(publication, type, other.text());
  }
}

}  // namespace

Publication datacite_publication(const XmlNode& resource) {
  Publication publication;
  publication.language = language_tag(resource.text_of("language"));
  take_identifiers(resource, publication);
  for (const XmlNode& creator : list(resource, "creators", "creator"))
    add_people(creator, "creatorName", publication.authors);
  for (const XmlNode& contributor : list(resource, "contributors", "contributor")) {
    if (contributor.attribute("contributorType") == "Editor")
      add_people(contributor, "contributorName", publication.editors);
  }
  take_titles(resource, publication);
  take_container(resource, publication);
  take_descriptions(resource, publication);
  for (const XmlNode& subject : list(resource, "subjects", "subject"))
    publication.keywords.push_back(subject.text());
  publication.date = issued(resource);
  if (const auto type = resource.first("resourceType"))
    publication.types = {type->attribute("resourceTypeGeneral"), squeezed(type->text())};
  take_related(resource, publication);
  take_licence(resource, publication);
  return publication;
}

void parse_datacite(const Input& input, const Sink& sink) {
  parse_metadata_file(input, sink,
                      {"application/vnd.datacite.datacite+xml", "DataCite resource",
                       [](const XmlNode& root) {
                         return root.name() == "resource" ? std::vector<XmlNode>{root}
                                                          : root.all("resource");
                       },
                       [](const XmlNode& resource) {
                         return std::vector<Publication>{datacite_publication(resource)};
                       }});
}

bool is_datacite(std::string_view bytes) {
  const std::string_view name = xml_root_name(bytes);
  return (name == "resource" || name == "oai_datacite") &&
         xml_head(bytes).find("datacite.org/") != std::string_view::npos;
}

}  // namespace isthmus::parsers
