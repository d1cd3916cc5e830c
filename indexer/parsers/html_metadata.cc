#include "indexer/parsers/html_metadata.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/json_ld.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

struct Meta {
  std::string name;  // lower case; "dc." for each of Dublin Core's prefixes
  std::string content;
};

constexpr std::size_t kMaxMetas = 2000;  // a page with a long bibliography has some hundred

std::string plain_name(std::string_view raw) {
  std::string name = lower_case(trimmed(raw));
  for (const std::string_view prefix : {"dcterms.", "dcterms:", "dc:"}) {
    if (name.starts_with(prefix)) return "dc." + name.substr(prefix.size());
  }
  return name;
}

void gather_metas(const HtmlNode& node, std::vector<Meta>& metas) {
  if (metas.size() >= kMaxMetas) return;
  if (node.tag == "meta") {
    for (const std::string_view key : {"name", "property", "itemprop"}) {
      const std::string content = squeezed(node.attribute("content"));
      if (!node.attribute(key).empty() && !content.empty())
        return metas.push_back({plain_name(node.attribute(key)), content});
    }
  }
  for (const HtmlNode& child : node.children) gather_metas(child, metas);
}

class Page {
 public:
  explicit Page(const HtmlPage& page) : page_(page) {
    gather_metas(page.root, metas_);
    linked_ = json_ld_keys(page.json_ld);
  }

  Json keys() {
    put("title", first({"citation_title", "dc.title", "bepress_citation_title"}));
    take("title");
    put("title", title_element());
    put("title", first({"og:title", "twitter:title"}));
    put("title", first_heading());
    keys_["authors"] = authors();
    put("date", date());
    put("abstract", first({"citation_abstract", "dc.abstract", "dc.description",
                           "dc.description.abstract", "eprints.abstract"}));
    take("abstract");
    put("abstract", first({"description", "og:description", "twitter:description"}));
    keys_["keywords"] = keywords();
    keys_["identifiers"] = identifiers();
    put("language", language());
    put("licence", licence());
    put("kind", kind());
    return std::move(keys_);
  }

 private:
  std::vector<std::string> all(std::initializer_list<std::string_view> names) const {
    std::vector<std::string> found;
    for (const std::string_view name : names) {
      for (const Meta& meta : metas_) {
        if (meta.name == name && std::find(found.begin(), found.end(), meta.content) == found.end())
          found.push_back(meta.content);
      }
    }
    return found;
  }

  std::string first(std::initializer_list<std::string_view> names) const {
    const std::vector<std::string> found = all(names);
    return found.empty() ? std::string() : found.front();
  }

  // Unless it is there already.
  void put(const char* key, std::string value) {
    if (!value.empty() && !keys_.contains(key)) keys_[key] = std::move(value);
  }
  // From JSON-LD.
  void take(const char* key) {
    if (linked_.contains(key) && !keys_.contains(key)) keys_[key] = linked_[key];
  }

  std::string title_element() const {
    const HtmlNode* head = find_element(page_.root, "head");
    const HtmlNode* title = find_element(head == nullptr ? page_.root : *head, "title");
    std::string text = title == nullptr ? std::string() : squeezed(all_text(*title));
    // "Tool wear - Northern Tools" is "Tool wear" when the site is called so.
    const std::string site = first({"og:site_name"});
    if (!site.empty() && text.size() > site.size() + 3 && text.ends_with(site)) {
      const std::string_view rest =
          trimmed(std::string_view(text).substr(0, text.size() - site.size()));
      const std::size_t end = rest.find_last_not_of(" -|:\xe2\x80\x93\x94\xc2\xb7");
      if (end != std::string_view::npos && end + 1 < rest.size()) text = rest.substr(0, end + 1);
    }
    return text;
  }

  std::string first_heading() const {
    const HtmlNode* heading = find_element(page_.root, "h1");
    if (heading == nullptr) heading = find_element(page_.root, "h2");
    return heading == nullptr ? std::string() : squeezed(all_text(*heading));
  }

  // What follows a citation_author belongs to that author.
  Json citation_authors() const {
    Json authors = Json::array();
    for (const Meta& meta : metas_) {
      if (meta.name == "citation_author" || meta.name == "bepress_citation_author") {
        authors.push_back({{"name", meta.content}});
      } else if (meta.name == "citation_authors") {
        for (const std::string& name : split_names(meta.content))
          authors.push_back({{"name", name}});
      } else if (authors.empty()) {
        continue;
      } else if (meta.name == "citation_author_orcid") {
        authors.back()["orcid"] = meta.content.substr(meta.content.rfind('/') + 1);
      } else if (meta.name == "citation_author_institution" &&
                 !authors.back().contains("organisation")) {
        authors.back()["organisation"] = meta.content;
      }
    }
    return authors;
  }

  static std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> names;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(';'), text.size());
      if (!is_blank(text.substr(0, end))) names.emplace_back(trimmed(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return names;
  }

  Json authors() const {
    Json authors = citation_authors();
    const auto add = [&](const std::vector<std::string>& values) {
      if (!authors.empty()) return;
      for (const std::string& value : values) {
        // OpenGraph gives addresses of profiles.
        if (value.starts_with("http")) continue;
        for (const std::string& name : split_names(value)) authors.push_back({{"name", name}});
      }
    };
    add(all({"dc.creator", "dc.contributor.author"}));
    if (authors.empty() && linked_.contains("authors")) return linked_["authors"];
    add(all({"author"}));
    add(all({"article:author", "og:article:author", "book:author"}));
    return authors;
  }

  std::string date() const {
    for (const std::string& value :
         all({"citation_publication_date", "citation_date", "citation_cover_date",
              "citation_online_date", "citation_year", "dc.date.issued", "dc.issued", "dc.date",
              "dc.created", "prism.publicationdate"})) {
      if (std::string date = iso_date(value); !date.empty()) return date;
    }
    if (linked_.contains("date")) return linked_["date"];
    for (const std::string& value : all({"article:published_time", "og:article:published_time",
                                         "datepublished", "date", "pubdate", "publishdate"})) {
      if (std::string date = iso_date(value); !date.empty()) return date;
    }
    return {};
  }

  Json keywords() const {
    Json keywords = Json::array();
    const auto add = [&](const std::string& word) {
      if (std::find(keywords.begin(), keywords.end(), word) == keywords.end())
        keywords.push_back(word);
    };
    for (const std::string& value : all({"citation_keywords", "citation_keyword", "dc.subject",
                                         "keywords", "article:tag", "news_keywords"})) {
      for (const std::string& word : split_list(value)) add(word);
    }
    if (linked_.contains("keywords")) {
      for (const Json& word : linked_["keywords"]) add(word.get<std::string>());
    }
    return keywords;
  }

  Json identifiers() const {
    Json identifiers = Json::array();
    const auto add = [&](const Json& identifier) {
      if (!identifier.is_null() &&
          std::find(identifiers.begin(), identifiers.end(), identifier) == identifiers.end())
        identifiers.push_back(identifier);
    };
    for (const std::string& value : all({"citation_doi", "bepress_citation_doi", "prism.doi", "doi",
                                         "dc.identifier", "dc.identifier.doi"}))
      add(known_identifier(value));
    for (const std::string& value : all({"citation_isbn", "book:isbn"}))
      add({{"scheme", "isbn"}, {"value", value}});
    for (const std::string& value : all({"citation_arxiv_id"}))
      add({{"scheme", "arxiv"}, {"value", value}});
    for (const std::string& value : all({"citation_technical_report_number"}))
      add({{"scheme", "report"}, {"value", value}});
    if (linked_.contains("identifiers")) {
      for (const Json& identifier : linked_["identifiers"]) add(identifier);
    }
    return identifiers;
  }

  std::string language() const {
    std::string tag = language_tag(page_.root.attribute("lang"));
    if (tag.empty()) tag = language_tag(first({"citation_language", "dc.language"}));
    return tag;
  }

  std::string licence() const {
    if (linked_.contains("licence")) return linked_["licence"];
    const std::string said = first({"dc.license", "dc.rights.license"});
    if (!said.empty()) return licence_id(said);
    return licence_link(page_.root);
  }

  static std::string licence_link(const HtmlNode& node) {
    if ((node.tag == "link" || node.tag == "a") && lower_case(node.attribute("rel")) == "license" &&
        !node.attribute("href").empty())
      return licence_id(node.attribute("href"));
    for (const HtmlNode& child : node.children) {
      if (std::string found = licence_link(child); !found.empty()) return found;
    }
    return {};
  }

  std::string kind() const {
    if (!first({"citation_dissertation_institution"}).empty()) return "thesis";
    if (!first({"citation_technical_report_institution", "citation_technical_report_number"})
             .empty())
      return "report";
    if (!first({"citation_journal_title", "citation_conference_title"}).empty()) return "paper";
    if (linked_.contains("kind")) return linked_["kind"];
    return {};
  }

  const HtmlPage& page_;
  std::vector<Meta> metas_;
  Json linked_;
  Json keys_ = Json::object();
};

}  // namespace

Json html_metadata(const HtmlPage& page) { return Page(page).keys(); }

}  // namespace isthmus::parsers
