#include "indexer/parsers/docx_styles.h"

#include <algorithm>
#include <charconv>

namespace isthmus::parsers {
namespace {

constexpr int kMaxInheritance = 12;   // styles based on styles; a cycle ends here
constexpr unsigned kBodyOutline = 9;  // "body text" among the outline levels

std::optional<unsigned> number_of(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Without case and blanks: "heading1" of "Heading 1", a style's name, and of its id.
std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

// 3 of "heading3", "标题3", "titre3".
unsigned heading_level(std::string_view plain) {
  for (const std::string_view word : {"heading", "标题", "überschrift", "titre", "標題"}) {
    if (!plain.starts_with(word)) continue;
    const std::optional<unsigned> level = number_of(plain.substr(word.size()));
    if (level && *level >= 1 && *level <= kBodyOutline) return *level;
  }
  return 0;
}

ParagraphForm form_of_name(std::string_view name) {
  const std::string plain = plain_name(name);
  ParagraphForm form;
  form.heading = heading_level(plain);
  form.is_title = plain == "title" || plain == "标题" || plain == "標題";
  const bool is_numbered = !plain.empty() && plain.back() >= '1' && plain.back() <= '9';
  form.is_contents =
      plain == "tocheading" || plain == "tableoffigures" ||
      (is_numbered && (plain.starts_with("toc") || plain.find("目录") != std::string::npos));
  return form;
}

// What paragraph properties say, over what `form` says already.
void apply(const XmlNode& properties, ParagraphForm& form) {
  if (const auto outline = properties.first("outlineLvl")) {
    const std::optional<unsigned> level = number_of(outline->attribute("val"));
    if (level) form.heading = *level < kBodyOutline ? *level + 1 : 0;
  }
  if (const auto numbering = properties.first("numPr")) {
    const auto id = numbering->first("numId");
    const auto depth = numbering->first("ilvl");
    form.list_depth = depth ? number_of(depth->attribute("val")).value_or(0) : 0;
    if (id && id->attribute("val") == "0") form.list_depth.reset();
  }
}

}  // namespace

WordStyles::WordStyles(const std::optional<XmlNode>& styles) {
  if (!styles) return;
  for (const XmlNode& style : styles->children("style")) {
    const auto name = style.first("name");
    const auto base = style.first("basedOn");
    Style read{form_of_name(name ? name->attribute("val") : ""),
               base ? base->attribute("val") : ""};
    if (const auto properties = style.first("pPr")) apply(*properties, read.form);
    styles_.emplace(style.attribute("styleId"), std::move(read));
  }
}

ParagraphForm WordStyles::form_of_style(std::string_view id) const {
  ParagraphForm form;
  auto found = styles_.find(id);
  if (found == styles_.end()) return form_of_name(id);
  for (int depth = 0; depth < kMaxInheritance && found != styles_.end(); ++depth) {
    const ParagraphForm& own = found->second.form;
    if (form.heading == 0) form.heading = own.heading;
    if (!form.list_depth) form.list_depth = own.list_depth;
    form.is_title = form.is_title || (depth == 0 && own.is_title);
    form.is_contents = form.is_contents || own.is_contents;
    found = styles_.find(found->second.based_on);
  }
  return form;
}

ParagraphForm WordStyles::form_of(const XmlNode& paragraph) const {
  const auto properties = paragraph.first("pPr");
  if (!properties) return {};
  const auto style = properties->first("pStyle");
  ParagraphForm form = style ? form_of_style(style->attribute("val")) : ParagraphForm();
  apply(*properties, form);
  return form;
}

}  // namespace isthmus::parsers
