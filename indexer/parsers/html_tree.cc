#include "indexer/parsers/html_tree.h"

#include <memory>

#include <gumbo.h>

#include "indexer/parsers/html_tame.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

std::string tag_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return name.length == 0 ? "unknown" : lower_case({name.data, name.length});
}

HtmlNode copy_of(const GumboNode& node);

void copy_children(const GumboVector& children, HtmlNode& into) {
  into.children.reserve(children.length);
  for (unsigned int i = 0; i < children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(children.data[i]);
    if (child.type == GUMBO_NODE_COMMENT) continue;
    into.children.push_back(copy_of(child));
  }
}

HtmlNode copy_of(const GumboNode& node) {
  HtmlNode copy;
  if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE) {
    copy.text = node.v.text.text;
    return copy;
  }
  const GumboElement& element = node.v.element;
  copy.tag = tag_of(element);
  for (unsigned int i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    copy.attributes.emplace_back(attribute.name, attribute.value);
  }
  copy_children(element.children, copy);
  return copy;
}

void append_text(const HtmlNode& node, std::string& out) {
  out += node.text;
  for (const HtmlNode& child : node.children) append_text(child, out);
}

}  // namespace

std::string_view HtmlNode::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

bool HtmlNode::has(std::string_view attribute) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute) return true;
  }
  return false;
}

HtmlPage parse_html_page(std::string_view html) {
  TameHtml tame = tame_html(html);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto free_output = [&](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(free_output)> output(
      gumbo_parse_with_options(&options, tame.html.data(), tame.html.size()), free_output);
  return {copy_of(*output->root), std::move(tame.json_ld), tame.left_out};
}

const HtmlNode* find_element(const HtmlNode& node, std::string_view tag) {
  if (node.tag == tag) return &node;
  for (const HtmlNode& child : node.children) {
    if (const HtmlNode* found = find_element(child, tag)) return found;
  }
  return nullptr;
}

std::string all_text(const HtmlNode& node) {
  std::string out;
  append_text(node, out);
  return out;
}

}  // namespace isthmus::parsers
