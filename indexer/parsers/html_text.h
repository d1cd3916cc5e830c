// The text of HTML as the bodies of records have it: headings as "## " lines, list items as "- ",
// rows of tables as "a | b | c", preformatted text in a fence; and which part of a page it is.
//
// What a page is about is chosen in this order:
// 1. <main> or role="main"; several: all of them.
// 2. <article> and itemprop="articleBody", when they hold a quarter of the page's text.
// 3. <body>.
// Within it these are left out: script and style, nav, aside, dialogs, form controls, header and
// footer of the page (those within an article stay), forms with less than half of the page's text,
// what is hidden (hidden, aria-hidden, display:none), elements whose id, class or role has a word
// for furniture ("navbar", "cookie", "breadcrumb" …), and lists of links: five or more, in which
// links make up more than half of the text, with less than 40 characters each on average (a
// bibliography's links are longer, or stand in longer text).
// When less than a tenth of the page's text would remain, the whole body is taken instead.
#pragma once

#include <string>
#include <string_view>

#include "indexer/parsers/html_tree.h"

namespace isthmus::parsers {

// The text of a page without its furniture.
std::string main_text(const HtmlNode& root);
// May there be text to read in this element? Not in scripts and controls, nor in what is hidden.
bool may_show_text(const HtmlNode& node);
// All visible text below.
std::string visible_text(const HtmlNode& node);
// All visible text of a piece of HTML: a mail, an entry of a feed.
std::string html_to_text(std::string_view html);

}  // namespace isthmus::parsers
