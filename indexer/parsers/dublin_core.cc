// Dublin Core in XML: oai_dc, plain terms, qualified terms (dcterms), one record or a list.
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

// The language of a text: as its element says, else as it looks.
std::string language_of(const XmlNode& term, const std::string& text) {
  const std::string said = language_tag(term.attribute("lang"));
  if (!said.empty()) return said;
  const std::string guessed = text::guess_language(text);
  return guessed == "und" ? std::string() : guessed;
}

// The first text, and those in other languages.
struct Texts {
  std::string first;
  std::string language;  // of the first
  Translations others;
  std::string rest;  // in the first's language, a paragraph each

  void add(const XmlNode& term) {
    const std::string text = without_markup(term.text());
    if (text.empty() || text == first) return;
    const std::string of_text = language_of(term, text);
    if (first.empty()) {
      first = text;
      language = of_text;
    } else if (of_text.empty() || of_text == language || others.contains(of_text)) {
      rest += (rest.empty() ? "" : "\n\n") + text;
    } else {
      others.emplace(of_text, text);
    }
  }
};

// The DOI in "info:eu-repo/semantics/altIdentifier/doi/10.1/x" of repositories.
void add_alternative(Publication& publication, std::string_view text) {
  constexpr std::string_view kMark = "altIdentifier/";
  const std::size_t found = text.find(kMark);
  if (found == std::string_view::npos) return;
  text.remove_prefix(found + kMark.size());
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos)
    add_identifier(publication, text.substr(0, slash), text.substr(slash + 1));
}

std::string local_type(const XmlNode& term) {
  const std::string type = term.attribute("type");  // "dcterms:URI"
  const std::string name =
      type.substr(type.find(':') == std::string::npos ? 0 : type.find(':') + 1);
  return name == "URI" || name == "DOI" || name == "ISBN" || name == "Handle" ? name : "";
}

void add_people(const std::string& text, std::vector<Author>& people) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    if (std::string name = person_name(one); !name.empty())
      people.push_back({std::move(name), "", ""});
  }
}

constexpr std::array kIssued = std::to_array<std::string_view>({"issued", "dateSubmitted"});
constexpr std::array kDates =
    std::to_array<std::string_view>({"date", "created", "available", "dateAccepted"});

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The earliest: repositories add the days on which they took it in.
void take_earlier(Date& date, std::string_view text) {
  const Date other = date_in(text);
  if (other.has_value() && (!date.has_value() || other < date)) date = other;
}

struct Terms {
  Texts titles;
  Texts abstracts;     // dcterms:abstract
  Texts descriptions;  // dc:description
  Date issued;
  Date any;

  // Terms that several elements of the record decide together. False: it is another term.
  bool take(const XmlNode& term, std::string_view name) {
    if (name == "title" || name == "alternative") {
      titles.add(term);
    } else if (name == "abstract") {
      abstracts.add(term);
    } else if (name == "description") {
      descriptions.add(term);
    } else if (contains(kIssued, name)) {
      take_earlier(issued, term.text());
    } else if (contains(kDates, name)) {
      take_earlier(any, term.text());
    } else {
      return false;
    }
    return true;
  }
};

void take_text(const XmlNode& term, std::string_view name, Publication& publication) {
  const std::string text = squeezed(term.text());
  if (name == "creator") {
    add_people(text, publication.authors);
  } else if (name == "contributor") {
    add_people(text, publication.editors);
  } else if (name == "subject") {
    // A comma may be part of a heading: "Machine tools, CNC".
    const bool is_list =
        text.find(';') != std::string::npos || text.find("；") != std::string::npos ||
        text.find("，") != std::string::npos || text.find("、") != std::string::npos;
    if (is_list)
      add_keywords(publication, text);
    else
      publication.keywords.push_back(text);
  } else if (name == "type") {
    publication.types.push_back(text);
  } else if (name == "identifier") {
    add_identifier(publication, local_type(term), text);
  } else if (name == "references") {
    const Identifier identifier = plain_identifier("", text);
    add_reference(publication, identifier, identifier.value.empty() ? text : "");
  } else if (name == "language" && publication.language.empty()) {
    publication.language = language_tag(text);
  } else if (name == "relation") {
    add_alternative(publication, text);
  }
}

void take_container(const XmlNode& term, std::string_view name, Publication& publication) {
  const std::string text = squeezed(term.text());
  Container& container = publication.container;
  if ((name == "source" || name == "bibliographicCitation" || name == "isPartOf") &&
      container.title.empty()) {
    container.title = text;
  } else if (name == "publisher" && container.publisher.empty()) {
    container.publisher = text;
  } else if (name == "rights" || name == "license") {
    // An address says more than the words beside it.
    const bool is_better = licence_id(text) != text || text.find("://") != std::string::npos;
    if (publication.licence.empty() || is_better) publication.licence = text;
  }
}

std::vector<XmlNode> elements(const XmlNode& root) {
  const std::vector<XmlNode> children = root.children();
  const auto is_term = [](const XmlNode& node) {
    return node.space().find("purl.org/dc/") != std::string_view::npos && node.children().empty();
  };
  if (root.name() == "dc" || std::any_of(children.begin(), children.end(), is_term)) return {root};
  std::vector<XmlNode> found;
  for (const XmlNode& child : children) {
    const std::vector<XmlNode> below = child.children();
    if (child.name() == "dc" || std::any_of(below.begin(), below.end(), is_term)) {
      found.push_back(child);
    } else {
      for (const XmlNode& inner : below) {
        if (publication_in(inner)) found.push_back(inner);
      }
    }
  }
  return found;
}

}  // namespace

Publication dublin_core_publication(const XmlNode& element) {
  Publication publication;
  Terms terms;
  for (const XmlNode& term : element.children()) {
    if (terms.take(term, term.name())) continue;
    take_text(term, term.name(), publication);
    take_container(term, term.name(), publication);
  }
  const bool has_abstract = !terms.abstracts.first.empty();
  const Texts& abstracts = has_abstract ? terms.abstracts : terms.descriptions;
  publication.title = terms.titles.first;
  publication.title_translations = terms.titles.others;
  publication.abstract = abstracts.first;
  publication.abstract_translations = abstracts.others;
  publication.notes = terms.titles.rest + "\n\n" + abstracts.rest;
  if (has_abstract) publication.notes += "\n\n" + terms.descriptions.first;
  publication.date = terms.issued.has_value() ? terms.issued : terms.any;
  return publication;
}

void parse_dublin_core(const Input& input, const Sink& sink) {
  parse_metadata_file(
      input, sink, {"application/xml", "Dublin Core record", elements, [](const XmlNode& element) {
                      return std::vector<Publication>{dublin_core_publication(element)};
                    }});
}

bool is_dublin_core(std::string_view bytes) {
  const std::string_view name = xml_root_name(bytes);
  if (name == "dc" || name == "qualifieddc") return true;
  constexpr std::array kWrappers =
      std::to_array<std::string_view>({"metadata", "record", "records", "RDF"});
  return contains(kWrappers, name) &&
         xml_head(bytes).find("purl.org/dc/") != std::string_view::npos;
}

}  // namespace isthmus::parsers
