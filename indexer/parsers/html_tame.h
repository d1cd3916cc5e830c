// HTML that gumbo can be given without harm: hostile input is cut down before it is parsed.
//
// gumbo 0.10 is safe against wrong syntax, not against size: it walks and frees its tree by
// recursion, needs memory that grows with the square of the depth (20,000 nested elements: 21 s,
// 100,000: all memory), compares each attribute of a tag with all before it, and copies unclosed
// formatting elements into every paragraph. So the tags are read here first, by the rules of the
// HTML standard, and written again:
// - comments, scripts and styles are left out (JSON-LD is kept apart), and so are the tags of
//   formatting elements (<b>, <font> …), which say nothing about text; their text stays;
// - of a tag only the attributes that are read are kept, each once;
// - start tags below kMaxOpenElements open elements, and all after kMaxTags, are left out.
// Text is never left out.
//
// Source: WHATWG HTML, 13.2.5 (tokenization) and 13.1.2.4 (optional tags), in part.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::parsers {

// Real pages nest less than 60 elements; gumbo adds at most html, body, tbody, tr and colgroup.
inline constexpr std::size_t kMaxOpenElements = 200;
// An element with a text needs about 600 bytes while it is read.
inline constexpr std::size_t kMaxTags = 500'000;

struct TameHtml {
  std::string html;
  std::vector<std::string> json_ld;  // <script type="application/ld+json">
  std::size_t left_out = 0;          // tags beyond the limits
};

// `html` is UTF-8.
TameHtml tame_html(std::string_view html);

}  // namespace isthmus::parsers
