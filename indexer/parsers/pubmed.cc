// PubMed's XML: a set of citations, each a record.
#include <algorithm>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/metadata.h"
#include "indexer/parsers/metadata_file.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

// Paragraphs, each with its label: "METHODS: …".
std::string abstract_in(const XmlNode& abstract) {
  std::string out;
  for (const XmlNode& part : abstract.children("AbstractText")) {
    const std::string label = part.attribute("Label");
    const std::string text = squeezed(part.text());
    if (text.empty()) continue;
    out += (out.empty() ? "" : "\n\n") + (label.empty() ? text : label + ": " + text);
  }
  return out;
}

Author author_of(const XmlNode& node) {
  Author author;
  author.name =
      person_name(node.text_of("ForeName"), node.text_of("LastName"), node.text_of("Suffix"));
  if (author.name.empty()) author.name = node.text_of("CollectiveName");
  for (const XmlNode& identifier : node.children("Identifier")) {
    if (identifier.attribute("Source") == "ORCID") author.orcid = squeezed(identifier.text());
  }
  author.organisation = node.text_of("AffiliationInfo/Affiliation");
  if (author.organisation.empty()) author.organisation = node.text_of("Affiliation");
  return author;
}

Date date_in_parts(const XmlNode& node) {
  if (const std::string text = node.text_of("MedlineDate"); !text.empty()) return date_in(text);
  return date_of(node.text_of("Year"), node.text_of("Month"), node.text_of("Day"));
}

void take_journal(const XmlNode& article, Publication& publication) {
  Container& container = publication.container;
  container.title = article.text_of("Journal/Title");
  container.volume = article.text_of("Journal/JournalIssue/Volume");
  container.issue = article.text_of("Journal/JournalIssue/Issue");
  container.pages = article.text_of("Pagination/MedlinePgn");
  if (const std::string issn = article.text_of("Journal/ISSN"); !issn.empty())
    container.numbers.push_back("ISSN " + issn);
  if (const auto date = article.first("Journal/JournalIssue/PubDate"))
    publication.date = date_in_parts(*date);
  if (const auto date = article.first("ArticleDate"); date && !publication.date.has_value())
    publication.date = date_in_parts(*date);
}

void take_references(const XmlNode& data, Publication& publication) {
  for (const XmlNode& reference : data.all("Reference")) {
    Identifier best;
    for (const XmlNode& id : reference.all("ArticleId")) {
      const Identifier identifier = plain_identifier(
          id.attribute("IdType") == "pubmed" ? "pmid" : id.attribute("IdType"), id.text());
      if (best.value.empty() || identifier.scheme == "doi") best = identifier;
    }
    add_reference(publication, best, reference.text_of("Citation"));
  }
}

void take_keywords(const XmlNode& citation, Publication& publication) {
  for (const XmlNode& list : citation.children("KeywordList")) {
    for (const XmlNode& keyword : list.children("Keyword"))
      publication.keywords.push_back(keyword.text());
  }
  for (const XmlNode& heading : citation.all("DescriptorName"))
    publication.keywords.push_back(heading.text());
}

void take_identifiers(const XmlNode& node, Publication& publication) {
  for (const XmlNode& id : node.all("ELocationID")) {
    if (id.attribute("EIdType") == "doi") add_identifier(publication, "doi", id.text());
  }
  add_identifier(publication, "pmid", node.text_of("MedlineCitation/PMID"));
  const auto ids = node.first("PubmedData/ArticleIdList");
  if (!ids) return;
  for (const XmlNode& id : ids->children("ArticleId")) {
    const std::string type = id.attribute("IdType");
    if (type == "doi" || type == "pmc") add_identifier(publication, type, id.text());
  }
}

}  // namespace

Publication pubmed_publication(const XmlNode& pubmed_article) {
  Publication publication;
  take_identifiers(pubmed_article, publication);
  name_by_pmid(publication);
  const auto citation = pubmed_article.first("MedlineCitation");
  const auto article = pubmed_article.first("MedlineCitation/Article");
  if (!citation || !article) return publication;
  publication.title = article->text_of("ArticleTitle");
  publication.language = article->text_of("Language");
  // The title as the article has it, where ArticleTitle is PubMed's translation in brackets.
  if (const std::string own = article->text_of("VernacularTitle"); !own.empty()) {
    publication.title_translations.emplace("en", publication.title);
    publication.title = own;
  }
  if (const auto abstract = article->first("Abstract"))
    publication.abstract = abstract_in(*abstract);
  for (const XmlNode& other : citation->children("OtherAbstract"))
    publication.abstract_translations.emplace(other.attribute("Language"), abstract_in(other));
  if (const auto authors = article->first("AuthorList")) {
    for (const XmlNode& author : authors->children("Author"))
      publication.authors.push_back(author_of(author));
  }
  publication.types.emplace_back("article");  // what PubMed holds
  take_journal(*article, publication);
  take_keywords(*citation, publication);
  if (const auto data = pubmed_article.first("PubmedData")) take_references(*data, publication);
  return publication;
}

void parse_pubmed(const Input& input, const Sink& sink) {
  parse_metadata_file(input, sink,
                      {"application/xml", "PubMed citation",
                       [](const XmlNode& root) {
                         return root.name() == "PubmedArticle" ? std::vector<XmlNode>{root}
                                                               : root.all("PubmedArticle");
                       },
                       [](const XmlNode& article) {
                         return std::vector<Publication>{pubmed_publication(article)};
                       }});
}

bool is_pubmed(std::string_view bytes) {
  const std::string_view name = xml_root_name(bytes);
  return name == "PubmedArticleSet" || name == "PubmedArticle";
}

}  // namespace isthmus::parsers
