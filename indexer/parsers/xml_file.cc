// XML of no format that is known: one record a file. Its text is a line for each element that holds
// words, with what lies within those words; its title is a <title> or <name>, else the file's
// name. Attributes are not read.
#include <array>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/markup.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

bool has_words(const XmlNode& node) {
  bool found = false;
  node.visit([&](std::string_view text) { found = found || !is_blank(text); }, [](XmlNode) {});
  return found;
}

// Depth is bounded by the XML parser.
void add_lines(const XmlNode& node, MarkupBody& body) {
  if (has_words(node)) return body.line(squeezed(node.text()));
  for (const XmlNode& child : node.children()) add_lines(child, body);
}

std::string title_of(const XmlNode& root) {
  constexpr std::array<const char*, 4> kNames = {"title", "Title", "name", "Name"};
  for (const char* name : kNames) {
    if (std::string text = root.text_of(name); !text.empty()) return text;
  }
  for (const char* name : kNames) {
    for (const XmlNode& node : root.all(name)) {
      if (std::string text = squeezed(node.text()); !text.empty() && text.size() < 500) return text;
    }
  }
  return {};
}

}  // namespace

void parse_xml_file(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/xml", Naming::kByPath);
  Result<XmlDocument> document = XmlDocument::parse(input.bytes);
  if (!document) {
    const Error fault = document.error();
    document = XmlDocument::parse(input.bytes, Faults::kRecover);
    if (!document) return emitter.refuse(0, fault);
    emitter.warn(0, fault.message, fault.hint);
  }
  const XmlNode root = document->root();
  Json keys = Json::object();
  if (std::string title = title_of(root); !title.empty()) keys["title"] = std::move(title);
  if (std::string tag = language_tag(root.attribute("lang")); !tag.empty())
    keys["language"] = std::move(tag);
  MarkupBody body;
  add_lines(root, body);
  emit_markup(input, emitter, std::move(keys), std::move(body));
}

}  // namespace isthmus::parsers
