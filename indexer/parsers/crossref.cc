// Crossref XML: deposits (doi_batch) and what its services answer (unixref, unixsd). Each work with
// a DOI is a record: articles, papers, books and their chapters, theses, reports, standards,
// preprints, data sets.
#include <algorithm>
#include <array>

#include "engine/text/encoding.h"
#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/jats_text.h"
#include "indexer/parsers/metadata.h"
#include "indexer/parsers/metadata_file.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

constexpr std::array kWorks = std::to_array<std::string_view>(
    {"journal_article", "conference_paper", "content_item", "dissertation", "posted_content",
     "dataset", "book_metadata", "book_series_metadata", "report-paper_metadata",
     "report-paper_series_metadata", "standard_metadata", "peer_review"});
// What the works below it are part of.
constexpr std::array kWholes = std::to_array<std::string_view>(
    {"journal", "conference", "book", "report-paper", "standard", "database"});

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What a work takes from around it.
struct Context {
  Container container;
  Date date;
  std::string language;
};

Date date_in_parts(const XmlNode& node) {
  return date_of(node.text_of("year"), node.text_of("month"), node.text_of("day"));
}

// The day on which it came out: online where both are known.
Date published(const XmlNode& node) {
  Date found;
  for (const std::string_view name :
       {"publication_date", "posted_date", "approval_date", "completion_date"}) {
    for (const XmlNode& date : node.children(name)) {
      if (!found.has_value() || date.attribute("media_type") == "online")
        found = date_in_parts(date);
    }
  }
  if (const auto dates = node.first("database_date"); dates && !found.has_value())
    return published(*dates);
  return found;
}

void take_numbers(const XmlNode& node, Container& container) {
  for (const XmlNode& issn : node.children("issn"))
    container.numbers.push_back("ISSN " + squeezed(issn.text()));
  for (const XmlNode& isbn : node.children("isbn"))
    container.numbers.push_back("ISBN " + squeezed(isbn.text()));
}

void take_whole(const XmlNode& node, Context& context) {
  for (const XmlNode& part : node.children()) {
    const std::string_view name = part.name();
    Container& container = context.container;
    if (name == "journal_metadata") {
      container.title = part.text_of("full_title");
      context.language = part.attribute("language");
      take_numbers(part, container);
    } else if (name == "journal_issue") {
      container.volume = part.text_of("journal_volume/volume");
      container.issue = part.text_of("issue");
      context.date = published(part);
    } else if (name == "proceedings_metadata" || name == "proceedings_series_metadata") {
      container.title = part.text_of("proceedings_title");
      container.publisher = part.text_of("publisher/publisher_name");
      container.place = part.text_of("publisher/publisher_place");
      context.date = published(part);
      take_numbers(part, container);
    } else if (name == "book_metadata" || name == "book_series_metadata") {
      container.title = part.text_of("titles/title");
      container.publisher = part.text_of("publisher/publisher_name");
      context.date = published(part);
      context.language = part.attribute("language");
      take_numbers(part, container);
    } else if (name == "database_metadata") {
      container.title = part.text_of("titles/title");
    }
  }
}

Author author_of(const XmlNode& person) {
  Author author;
  author.name = person_name(person.text_of("given_name"), person.text_of("surname"),
                            person.text_of("suffix"));
  author.orcid = person.text_of("ORCID");
  author.organisation = person.text_of("affiliation");
  if (author.organisation.empty())
    author.organisation = person.text_of("affiliations/institution/institution_name");
  return author;
}

void take_people(const XmlNode& work, Publication& publication) {
  std::vector<XmlNode> people = work.children("person_name");  // of a dissertation
  if (const auto contributors = work.first("contributors")) people = contributors->children();
  for (const XmlNode& person : people) {
    const std::string role = person.attribute("contributor_role");
    Author author = author_of(person);
    if (person.name() == "organization" || person.name() == "collab")
      author.name = squeezed(person.text());
    const bool is_author = role.empty() || role == "author" || role == "first-author";
    if (is_author) {
      publication.authors.push_back(std::move(author));
    } else if (role == "editor") {
      publication.editors.push_back(std::move(author));
    }
  }
}

// Some depositors send the text of a citation as it stands in an address: "Vienna,%20Austria".
std::string without_escapes(const std::string& text) {
  if (text.find("%20") == std::string::npos) return text;
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    out += is_escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    i += is_escape ? 2 : 0;
  }
  return text::is_valid_utf8(out) ? out : text;
}

std::string text_of_citation(const XmlNode& citation) {
  std::string text = without_escapes(citation.text_of("unstructured_citation"));
  if (!text.empty()) return text;
  for (const std::string_view name : {"author", "cYear", "article_title", "volume_title",
                                      "series_title", "journal_title", "volume", "first_page"}) {
    const std::string part = citation.text_of(name);
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

void take_references(const XmlNode& work, Publication& publication) {
  const auto list = work.first("citation_list");
  if (!list) return;
  for (const XmlNode& citation : list->children("citation")) {
    Identifier identifier = plain_identifier("doi", citation.text_of("doi"));
    if (identifier.value.empty()) identifier = plain_identifier("isbn", citation.text_of("isbn"));
    add_reference(publication, identifier, text_of_citation(citation));
  }
}

void take_licence(const XmlNode& work, Publication& publication) {
  for (const XmlNode& program : work.children("program")) {
    for (const XmlNode& licence : program.all("license_ref")) {
      const std::string applies = licence.attribute("applies_to");
      if (publication.licence.empty() || applies == "vor") publication.licence = licence.text();
    }
  }
}

void take_abstracts(const XmlNode& work, Publication& publication) {
  for (const XmlNode& abstract : work.children("abstract")) {
    const std::string text = jats_paragraphs(abstract);
    if (publication.abstract.empty()) {
      publication.abstract = text;
    } else if (const std::string language = language_tag(abstract.attribute("lang"));
               !language.empty()) {
      publication.abstract_translations.emplace(language, text);
    }
  }
}

void take_own_container(const XmlNode& work, Publication& publication) {
  Container& container = publication.container;
  const std::string last = work.text_of("pages/last_page");
  container.pages = work.text_of("pages/first_page") + (last.empty() ? "" : "–" + last);
  if (container.publisher.empty()) container.publisher = work.text_of("publisher/publisher_name");
  if (container.publisher.empty())
    container.publisher = work.text_of("institution/institution_name");
  if (container.edition.empty()) container.edition = work.text_of("edition_number");
  if (work.name() == "book_metadata" || work.name() == "book_series_metadata")
    container.title.clear();  // it is the whole itself
}

void take_identifiers(const XmlNode& work, Publication& publication) {
  add_identifier(publication, "doi", work.text_of("doi_data/doi"));
  const bool is_book = work.name() == "book_metadata" || work.name() == "dissertation";
  for (const XmlNode& isbn : work.children("isbn")) {
    if (is_book) add_identifier(publication, "isbn", isbn.text());
  }
  if (is_book)
    std::erase_if(publication.container.numbers,
                  [](const std::string& number) { return number.starts_with("ISBN"); });
  for (const XmlNode& designator : work.all("std_designator"))
    add_identifier(publication, "standard", designator.text());
  for (const XmlNode& number : work.all("report_number"))
    add_identifier(publication, "report", number.text());
}

// "report-paper_metadata" is a report.
std::string type_of(const XmlNode& work) {
  const std::string name(work.name());
  if (name.starts_with("report")) return "report";
  return name.starts_with("standard") ? "standard" : name;
}

Publication publication_of(const XmlNode& work, const Context& context) {
  Publication publication;
  publication.line = work.line();
  publication.types = {type_of(work)};
  publication.container = context.container;
  publication.language = work.attribute("language");
  if (publication.language.empty()) publication.language = context.language;
  publication.title = work.text_of("titles/title");
  publication.subtitle = work.text_of("titles/subtitle");
  if (const auto original = work.first("titles/original_language_title")) {
    const std::string language = original->attribute("language");
    if (!language.empty()) publication.title_translations.emplace(language, original->text());
  }
  take_people(work, publication);
  take_own_container(work, publication);
  take_identifiers(work, publication);
  take_abstracts(work, publication);
  take_references(work, publication);
  take_licence(work, publication);
  publication.date = published(work);
  if (!publication.date.has_value()) publication.date = context.date;
  publication.notes = work.text_of("degree");
  return publication;
}

// Down to the works; their depth is that of the document, which is limited.
void gather(const XmlNode& node, const Context& context, std::vector<Publication>& works) {
  if (contains(kWorks, node.name())) {
    works.push_back(publication_of(node, context));
    return;
  }
  Context inner = context;
  if (contains(kWholes, node.name())) take_whole(node, inner);
  for (const XmlNode& child : node.children()) gather(child, inner, works);
}

}  // namespace

std::vector<Publication> crossref_publications(const XmlNode& element) {
  std::vector<Publication> works;
  gather(element, {}, works);
  return works;
}

void parse_crossref(const Input& input, const Sink& sink) {
  parse_metadata_file(input, sink,
                      {"application/vnd.crossref.unixsd+xml", "Crossref work",
                       [](const XmlNode& root) { return std::vector<XmlNode>{root}; },
                       crossref_publications, false});
}

bool is_crossref(std::string_view bytes) {
  const std::string_view name = xml_root_name(bytes);
  if (name == "doi_batch" || name == "crossref_result" || name == "doi_records") return true;
  return (name == "crossref" || name == "doi_record") &&
         xml_head(bytes).find("crossref.org/") != std::string_view::npos;
}

}  // namespace isthmus::parsers
