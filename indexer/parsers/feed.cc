// RSS (0.9 to 2.0, RSS 1.0 in RDF) and Atom feeds: one record an entry, its text from the HTML that
// it holds. The feed itself is no record; its language is that of its entries.
#include <algorithm>
#include <initializer_list>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/emit.h"
#include "indexer/parsers/html_text.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

// The first that has text.
std::string first_text(const XmlNode& entry, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string text = entry.text_of(name); !text.empty()) return text;
  }
  return {};
}

// Text that is HTML within XML, or XHTML.
std::string words_of(const XmlNode& node) { return html_to_text(node.text()); }

std::string body_of(const XmlNode& entry) {
  for (const char* name : {"encoded", "content", "description", "summary"}) {
    const std::optional<XmlNode> node = entry.first(name);
    if (!node) continue;
    if (std::string text = words_of(*node); !text.empty()) return text;
  }
  return {};
}

Json authors_of(const XmlNode& entry) {
  Json authors = Json::array();
  for (const char* name : {"creator", "author", "contributor"}) {
    for (const XmlNode& node : entry.children(name)) {
      std::string text = node.text_of("name");
      if (text.empty()) text = squeezed(node.text());
      // RSS writes "a@example.org (Anna)".
      const std::size_t open = text.find('(');
      if (text.find('@') < open && open != std::string::npos && text.ends_with(')'))
        text = text.substr(open + 1, text.size() - open - 2);
      if (!text.empty()) authors.push_back({{"name", text}});
    }
    if (!authors.empty()) break;
  }
  return authors;
}

Json keywords_of(const XmlNode& entry) {
  Json keywords = Json::array();
  for (const char* name : {"category", "subject"}) {
    for (const XmlNode& node : entry.children(name)) {
      std::string text = squeezed(node.text());
      if (text.empty()) text = squeezed(node.attribute("term"));
      if (!text.empty()) keywords.push_back(text);
    }
  }
  return keywords;
}

Json keys_of(const XmlNode& entry, const std::string& language) {
  Json keys = Json::object();
  const std::optional<XmlNode> title = entry.first("title");
  if (title) keys["title"] = squeezed(words_of(*title));
  keys["authors"] = authors_of(entry);
  keys["keywords"] = keywords_of(entry);
  const std::string date =
      iso_date(first_text(entry, {"pubDate", "date", "published", "issued", "updated", "created"}));
  if (!date.empty()) keys["date"] = date;
  for (const char* name : {"doi", "identifier", "guid", "link", "id"}) {
    const Json identifier = known_identifier(entry.text_of(name));
    if (identifier.is_null() || keys.contains("identifiers")) continue;
    keys["identifiers"] = Json::array({identifier});
  }
  if (!language.empty()) keys["language"] = language;
  if (std::string body = body_of(entry); !body.empty()) keys["body"] = std::move(body);
  return keys;
}

}  // namespace

bool is_feed(std::string_view bytes) {
  const std::string_view root = xml_root_name(bytes);
  if (root == "rss") return true;
  const std::string_view head = xml_head(bytes);
  if (root == "feed")
    return head.find("http://www.w3.org/2005/Atom") != std::string_view::npos ||
           head.find("http://purl.org/atom/") != std::string_view::npos;
  return root == "RDF" && head.find("http://purl.org/rss/") != std::string_view::npos;
}

void parse_feed(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/rss+xml", Naming::kByContent);
  const Result<XmlDocument> document = XmlDocument::parse(input.bytes, Faults::kRecover);
  if (!document) return emitter.refuse(0, document.error());
  const XmlNode root = document->root();
  std::string language = language_tag(root.attribute("lang"));
  if (language.empty()) language = language_tag(root.text_of("channel/language"));
  std::vector<XmlNode> entries = root.all("item");
  if (entries.empty()) entries = root.children("entry");
  if (entries.empty())
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the feed holds no entries"});
  for (const XmlNode& entry : entries) {
    const Json keys = keys_of(entry, language);
    if (!keys.contains("title") && !keys.contains("body")) continue;
    if (!emitter.emit(keys, {entry.line(), entry.text()})) return;
  }
}

}  // namespace isthmus::parsers
