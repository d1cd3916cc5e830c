// OPML outlines: one record a file. Outlines with others below are headings down to the third
// level, all others list items; notes stand below their outline.
//
// Source: opml.org, OPML 2.0.
#include <nlohmann/json.hpp>

#include "indexer/parsers/markup.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kHeadingLevels = 3;

// Depth is bounded by the XML parser.
void add_outlines(const XmlNode& parent, std::size_t depth, std::size_t list_depth,
                  MarkupBody& body) {
  for (const XmlNode& outline : parent.children("outline")) {
    std::string text = squeezed(outline.attribute("text"));
    if (text.empty()) text = squeezed(outline.attribute("title"));
    const std::string note(trimmed(outline.attribute("_note")));
    const bool is_heading =
        depth < kHeadingLevels && (outline.first("outline").has_value() || !note.empty());
    if (is_heading) {
      body.heading(depth + 1, text);
    } else if (!text.empty()) {
      body.line(std::string(2 * std::min<std::size_t>(list_depth, 10), ' ') + "- " + text);
    }
    if (!note.empty()) {
      body.line(note);
      body.blank();
    }
    add_outlines(outline, depth + 1, is_heading ? 0 : list_depth + 1, body);
  }
}

}  // namespace

bool is_opml(std::string_view bytes) { return xml_root_name(bytes) == "opml"; }

void parse_opml(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/x-opml", Naming::kByPath);
  const Result<XmlDocument> document = XmlDocument::parse(input.bytes, Faults::kRecover);
  if (!document) return emitter.refuse(0, document.error());
  const XmlNode root = document->root();
  Json keys = Json::object();
  if (std::string title = root.text_of("head/title"); !title.empty())
    keys["title"] = std::move(title);
  if (std::string owner = root.text_of("head/ownerName"); !owner.empty())
    keys["authors"] = Json::array({Json{{"name", std::move(owner)}}});
  for (const char* path : {"head/dateCreated", "head/dateModified"}) {
    if (std::string date = iso_date(root.text_of(path)); !date.empty() && !keys.contains("date"))
      keys["date"] = std::move(date);
  }
  MarkupBody body;
  if (const std::optional<XmlNode> outlines = root.first("body"))
    add_outlines(*outlines, 0, 0, body);
  emit_markup(input, emitter, std::move(keys), std::move(body));
}

}  // namespace isthmus::parsers
