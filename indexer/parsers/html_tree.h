// HTML as a tree to read from, built by the rules that browsers follow, whatever is wrong with it.
// The door of gumbo.
//
// Hostile pages are cut down first (html_tame.h), so that the tree has at most kMaxOpenElements
// times a small factor of depth and may be walked by recursion.
//
// Threads: a tree is plain data.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isthmus::parsers {

// An element, or a piece of text.
struct HtmlNode {
  std::string tag;   // lower case; empty: text
  std::string text;  // of text alone; character references resolved
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<HtmlNode> children;

  bool is_text() const { return tag.empty(); }
  // Empty when there is none; see has() for the difference.
  std::string_view attribute(std::string_view name) const;
  bool has(std::string_view attribute) const;
};

struct HtmlPage {
  HtmlNode root;                     // <html>
  std::vector<std::string> json_ld;  // texts of <script type="application/ld+json">
  std::size_t left_out = 0;          // tags beyond the limits of html_tame.h
};

// `html` is UTF-8. Never fails: any text is HTML.
HtmlPage parse_html_page(std::string_view html);

// The first element below with this tag, in document order; nullptr when there is none.
const HtmlNode* find_element(const HtmlNode& node, std::string_view tag);
// All text below, white space as it stands.
std::string all_text(const HtmlNode& node);

}  // namespace isthmus::parsers
