// JATS and the older NLM articles: front matter, body and references.
#include <algorithm>
#include <map>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/jats_text.h"
#include "indexer/parsers/metadata.h"
#include "indexer/parsers/metadata_file.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

using Affiliations = std::map<std::string, std::string, std::less<>>;

// An affiliation without its mark; parts without punctuation between them get commas.
std::string affiliation(const XmlNode& aff) {
  std::string text;
  aff.visit([&](std::string_view piece) { text += piece; },
            [&](const XmlNode& child) {
              const std::string_view name = child.name();
              if (name == "label" || name == "institution-id" || name == "sup") return;
              std::string before = squeezed(text);
              const bool is_part = name == "institution" || name == "country" || name == "city" ||
                                   name == "addr-line" || name == "institution-wrap";
              const bool is_open = !before.empty() && std::string_view(",;:(").find(
                                                          before.back()) == std::string_view::npos;
              if (is_part && is_open) text = before + ", ";
              text += name == "institution-wrap" ? affiliation(child) : child.text();
            });
  return squeezed(text);
}

Affiliations affiliations_in(const XmlNode& meta) {
  Affiliations found;
  for (const XmlNode& aff : meta.all("aff")) {
    if (std::string id = aff.attribute("id"); !id.empty()) found.emplace(id, affiliation(aff));
  }
  return found;
}

std::string name_of(const XmlNode& contrib) {
  XmlNode holder = contrib;
  if (const auto alternatives = contrib.first("name-alternatives")) holder = *alternatives;
  if (const auto name = holder.first("name")) {
    const std::string prefix = name->text_of("prefix");
    const std::string given = name->text_of("given-names");
    return person_name(prefix + (prefix.empty() ? "" : " ") + given, name->text_of("surname"),
                       name->text_of("suffix"));
  }
  if (const std::string whole = holder.text_of("string-name"); !whole.empty())
    return person_name(whole);
  if (const auto collab = contrib.first("collab")) return squeezed(jats_line(*collab));
  return {};
}

std::string orcid_of(const XmlNode& contrib) {
  for (const XmlNode& id : contrib.children("contrib-id")) {
    if (id.attribute("contrib-id-type") == "orcid") return squeezed(id.text());
  }
  for (const XmlNode& address : contrib.children("uri")) {
    if (address.attribute("content-type") == "orcid") return squeezed(address.text());
  }
  return {};
}

Author author_of(const XmlNode& contrib, const Affiliations& affiliations) {
  Author author{name_of(contrib), orcid_of(contrib), ""};
  if (const auto aff = contrib.first("aff")) author.organisation = affiliation(*aff);
  for (const XmlNode& mark : contrib.children("xref")) {
    if (!author.organisation.empty()) break;
    // One reference may name several affiliations; the first is the main one.
    const std::string ids = mark.attribute("rid");
    const auto found = affiliations.find(ids.substr(0, ids.find(' ')));
    if (mark.attribute("ref-type") == "aff" && found != affiliations.end())
      author.organisation = found->second;
  }
  return author;
}

void take_people(const XmlNode& meta, Publication& publication) {
  const Affiliations affiliations = affiliations_in(meta);
  for (const XmlNode& group : meta.children("contrib-group")) {
    const std::string of_group = group.attribute("content-type");
    for (const XmlNode& contrib : group.children("contrib")) {
      const std::string type = contrib.attribute("contrib-type");
      const bool is_editor = type == "editor" || (type.empty() && of_group == "editors");
      if (type != "author" && !type.empty() && !is_editor) continue;
      (is_editor ? publication.editors : publication.authors)
          .push_back(author_of(contrib, affiliations));
    }
  }
}

void take_titles(const XmlNode& meta, Publication& publication) {
  const auto group = meta.first("title-group");
  if (!group) return;
  if (const auto title = group->first("article-title")) publication.title = jats_line(*title);
  if (const auto subtitle = group->first("subtitle")) publication.subtitle = jats_line(*subtitle);
  for (const XmlNode& translated : group->children("trans-title-group")) {
    const auto title = translated.first("trans-title");
    if (!title) continue;
    std::string language = translated.attribute("lang");
    if (language.empty()) language = title->attribute("lang");
    const std::string subtitle = translated.text_of("trans-subtitle");
    publication.title_translations.emplace(
        language, squeezed(jats_line(*title)) + (subtitle.empty() ? "" : ": " + subtitle));
  }
  for (const XmlNode& title : group->children("trans-title"))
    publication.title_translations.emplace(title.attribute("lang"), jats_line(title));
}

void take_abstracts(const XmlNode& meta, Publication& publication) {
  for (const XmlNode& abstract : meta.children("abstract")) {
    // Graphical abstracts, summaries for editors and the like are further ones.
    const bool is_main = abstract.attribute("abstract-type").empty() ||
                         abstract.attribute("abstract-type") == "section";
    if (publication.abstract.empty() && is_main) publication.abstract = jats_paragraphs(abstract);
  }
  if (const auto first = meta.first("abstract"); first && publication.abstract.empty())
    publication.abstract = jats_paragraphs(*first);
  for (const XmlNode& abstract : meta.children("trans-abstract"))
    publication.abstract_translations.emplace(abstract.attribute("lang"),
                                              jats_paragraphs(abstract));
}

Date date_in_parts(const XmlNode& date) {
  const Date iso = date_in(date.attribute("iso-8601-date"));
  if (iso.has_value()) return iso;
  std::string month = date.text_of("month");
  if (month.empty()) month = date.text_of("season");
  return date_of(date.text_of("year"), month, date.text_of("day"));
}

// 0 is best: the day on which it came out, in whatever form.
int rank_of(const XmlNode& date) {
  const std::string type = date.attribute("pub-type") + date.attribute("date-type");
  if (type == "epub" || type == "pub" || type == "epub-ppub") return 0;
  if (type == "ppub") return 1;
  return type == "collection" || type.empty() ? 2 : 3;
}

Date published(const XmlNode& meta) {
  std::vector<XmlNode> dates = meta.children("pub-date");
  std::stable_sort(dates.begin(), dates.end(),
                   [](const XmlNode& a, const XmlNode& b) { return rank_of(a) < rank_of(b); });
  for (const XmlNode& date : dates) {
    if (const Date found = date_in_parts(date); found.has_value()) return found;
  }
  return {};
}

void take_identifiers(const XmlNode& meta, Publication& publication) {
  for (const XmlNode& id : meta.children("article-id")) {
    std::string type = id.attribute("pub-id-type");
    std::string value = squeezed(id.text());
    // A publisher's own numbers are names only within its house.
    if (type != "doi" && type != "pmid" && type != "pmc" && type != "pmcid" && type != "arxiv" &&
        type != "handle")
      continue;
    if (type.starts_with("pmc") && !value.starts_with("PMC")) value.insert(0, "PMC");
    add_identifier(publication, type, value);
  }
}

void take_container(const XmlNode& front, const XmlNode& meta, Publication& publication) {
  Container& container = publication.container;
  if (const auto journal = front.first("journal-meta")) {
    container.title = journal->text_of("journal-title-group/journal-title");
    if (container.title.empty()) container.title = journal->text_of("journal-title");
    container.publisher = journal->text_of("publisher/publisher-name");
    container.place = journal->text_of("publisher/publisher-loc");
    for (const XmlNode& issn : journal->children("issn"))
      container.numbers.push_back("ISSN " + squeezed(issn.text()));
  }
  container.volume = meta.text_of("volume");
  container.issue = meta.text_of("issue");
  const std::string last = meta.text_of("lpage");
  const std::string first = meta.text_of("fpage");
  container.pages = first + (last.empty() || last == first ? "" : "–" + last);
  if (container.pages.empty()) container.pages = meta.text_of("elocation-id");
}

void take_licence(const XmlNode& meta, Publication& publication) {
  for (const XmlNode& licence : meta.all("license")) {
    publication.licence = licence.attribute("href");
    const std::vector<XmlNode> addresses = licence.all("license_ref");
    if (publication.licence.empty() && !addresses.empty())
      publication.licence = addresses.front().text();
    for (const XmlNode& link : licence.all("ext-link")) {
      if (publication.licence.empty()) publication.licence = link.attribute("href");
    }
    if (!publication.licence.empty()) return;
  }
}

void take_keywords(const XmlNode& meta, Publication& publication) {
  for (const XmlNode& group : meta.children("kwd-group")) {
    if (group.attribute("kwd-group-type") == "abbreviations") continue;
    for (const XmlNode& keyword : group.all("kwd"))
      publication.keywords.push_back(jats_line(keyword));
  }
}

// --- references ---

// The parts of a citation that has no punctuation of its own.
std::string composed(const XmlNode& citation) {
  std::string people;
  for (const XmlNode& name : citation.all("name")) {
    people += (people.empty() ? "" : ", ") +
              person_name(name.text_of("given-names"), name.text_of("surname"));
  }
  for (const XmlNode& name : citation.all("string-name"))
    people += (people.empty() ? "" : ", ") + squeezed(name.text());
  if (people.empty()) people = citation.text_of("collab");
  std::string text = people;
  for (const std::string_view part :
       {"year", "article-title", "chapter-title", "source", "volume"}) {
    const std::string value = citation.text_of(part);
    if (!value.empty()) text += (text.empty() ? "" : ", ") + value;
  }
  const std::string first = citation.text_of("fpage");
  const std::string last = citation.text_of("lpage");
  if (!first.empty()) text += ", " + first + (last.empty() || last == first ? "" : "–" + last);
  return text;
}

// "Garton NJ, Christensen H" of a name or a group of names.
std::string people_in(const XmlNode& element) {
  if (element.name() == "name")
    return element.text_of("surname") + " " + element.text_of("given-names");
  std::string people;
  for (const XmlNode& child : element.children()) {
    const std::string name = child.name() == "name" ? people_in(child) : squeezed(child.text());
    people += (people.empty() || name.empty() ? "" : ", ") + name;
  }
  return people;
}

std::string text_of_citation(const XmlNode& citation) {
  std::string own;  // what stands between the elements
  std::string text;
  citation.visit(
      [&](std::string_view piece) {
        own += piece;
        text += piece;
      },
      [&](const XmlNode& child) {
        const std::string_view name = child.name();
        if (name == "pub-id" || name == "label") return;
        const bool is_glued =
            !text.empty() && std::string_view(" \n(–-").find(text.back()) == std::string_view::npos;
        text += is_glued ? " " : "";
        text += name == "name" || name == "person-group" ? people_in(child) : jats_line(child);
      });
  // Nothing but elements: their order and their names say what punctuation does elsewhere.
  return own.find_first_of(".,;:") == std::string::npos && !citation.children().empty()
             ? composed(citation)
             : squeezed(text);
}

Identifier identifier_of(const XmlNode& citation) {
  Identifier best;
  for (const XmlNode& id : citation.all("pub-id")) {
    const Identifier found = plain_identifier(id.attribute("pub-id-type"), id.text());
    if (!found.value.empty() && (best.value.empty() || found.scheme == "doi")) best = found;
  }
  for (const XmlNode& link : citation.all("ext-link")) {
    const Identifier found = plain_identifier("", link.attribute("href"));
    if (best.value.empty() || (found.scheme == "doi" && best.scheme != "doi")) best = found;
  }
  return best;
}

void take_references(const XmlNode& article, Publication& publication) {
  for (const XmlNode& reference : article.all("ref")) {
    for (const XmlNode& child : reference.children()) {
      if (child.name().ends_with("citation"))
        add_reference(publication, identifier_of(child), text_of_citation(child));
    }
  }
}

std::string body_of(const XmlNode& article) {
  std::string body;
  if (const auto text = article.first("body")) body = jats_body(*text);
  if (const auto appendices = article.first("back/app-group")) {
    const std::string text = jats_body(*appendices);
    if (!text.empty()) body += (body.empty() ? "" : "\n\n") + text;
  }
  return body;
}

}  // namespace

Publication jats_publication(const XmlNode& article) {
  Publication publication;
  publication.language = article.attribute("lang");
  publication.body = body_of(article);
  const auto front = article.first("front");
  const auto meta = front ? front->first("article-meta") : article.first("front-stub");
  // What says "article" is one, whatever its kind of article.
  publication.types = {article.attribute("article-type"), "article"};
  if (!meta) return publication;
  take_titles(*meta, publication);
  take_people(*meta, publication);
  take_abstracts(*meta, publication);
  take_container(front ? *front : article, *meta, publication);
  take_identifiers(*meta, publication);
  take_keywords(*meta, publication);
  take_licence(*meta, publication);
  take_references(article, publication);
  publication.date = published(*meta);
  return publication;
}

void parse_jats(const Input& input, const Sink& sink) {
  parse_metadata_file(
      input, sink,
      {"application/jats+xml", "JATS article",
       [](const XmlNode& root) {
         return root.name() == "article" ? std::vector<XmlNode>{root} : root.children("article");
       },
       [](const XmlNode& article) { return std::vector<Publication>{jats_publication(article)}; }});
}

bool is_jats(std::string_view bytes) {
  const std::string_view name = xml_root_name(bytes);
  if (name == "pmc-articleset") return true;
  if (name != "article") return false;  // DocBook has articles too
  const std::string_view head = xml_head(bytes);
  for (const std::string_view mark :
       {"JATS", "//NLM//DTD", "<front", "journal-meta", "article-meta", "article-type="}) {
    if (head.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace isthmus::parsers
