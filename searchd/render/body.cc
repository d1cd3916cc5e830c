#include "searchd/render/body.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

namespace isthmus::searchd {
namespace {

constexpr int kOptions = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
constexpr std::size_t kMaxReread = 1024 * 1024;
constexpr std::size_t kMaxCells = 200'000;
constexpr int kHeadingShift = 2;
constexpr int kLowestHeading = 6;

using ParserHandle = std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)>;
using NodeHandle = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
using TextHandle = std::unique_ptr<char, decltype(&std::free)>;

std::string_view until_line_end(std::string_view text, std::size_t limit) {
  const std::size_t end = text.rfind('\n', limit);
  if (end != std::string_view::npos && end > limit / 2) return text.substr(0, end);
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

bool is_markdown_line(std::string_view line) {
  const std::size_t hashes = line.find_first_not_of('#');
  const bool heading =
      hashes != std::string_view::npos && hashes >= 1 && hashes <= 6 && line[hashes] == ' ';
  const bool rule_of_table =
      line.starts_with("|-") || line.starts_with("| -") || line.starts_with("|:-");
  return heading || rule_of_table || line.starts_with("```");
}

// Bodies come with no word on their form from tables and JSON Lines.
bool looks_like_markdown(std::string_view body) {
  while (!body.empty()) {
    const std::string_view line = body.substr(0, body.find('\n'));
    if (is_markdown_line(line)) return true;
    body.remove_prefix(std::min(body.size(), line.size() + 1));
  }
  return false;
}

// Could the line be the rule below a table's head, in whatever list or quotation it stands?
bool may_be_rule(std::string_view line) {
  return line.find('-') != std::string_view::npos &&
         std::none_of(line.begin(), line.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
         });
}

// cmark-gfm 0.29.0.gfm.6 reads the whole paragraph again at every rule (a minute for 128 KB of
// them) and fills every row up to the head's columns: a text in which either would cost much gets
// no tables.
bool affords_tables(std::string_view body) {
  std::size_t paragraph = 0;
  std::size_t reread = 0;
  std::size_t columns = 0;
  std::size_t lines = 0;
  while (!body.empty()) {
    const std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    ++lines;
    paragraph =
        line.find_first_not_of(" \t\r") == std::string_view::npos ? 0 : paragraph + line.size();
    if (may_be_rule(line)) reread += paragraph;
    columns =
        std::max(columns, static_cast<std::size_t>(std::count(line.begin(), line.end(), '|')));
  }
  return reread <= kMaxReread && columns * lines <= kMaxCells;
}

bool is_outside_link(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
}

// Puts the children of a node in its place.
void unwrap(cmark_node* node) {
  while (cmark_node* child = cmark_node_first_child(node)) cmark_node_insert_before(node, child);
  cmark_node_unlink(node);
  cmark_node_free(node);
}

void turn_into_link(cmark_node* image) {
  cmark_node* link = cmark_node_new(CMARK_NODE_LINK);
  cmark_node_set_url(link, cmark_node_get_url(image));
  while (cmark_node* child = cmark_node_first_child(image)) cmark_node_append_child(link, child);
  cmark_node_replace(image, link);
  cmark_node_free(image);
}

void make_safe(cmark_node* node) {
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_HEADING) {
    const int level = cmark_node_get_heading_level(node);
    cmark_node_set_heading_level(node, std::min(level + kHeadingShift, kLowestHeading));
  } else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
    const char* url = cmark_node_get_url(node);
    if (url == nullptr || !is_outside_link(url)) {
      unwrap(node);
    } else if (type == CMARK_NODE_IMAGE) {
      turn_into_link(node);
    }
  }
}

void drop_repeated_title(cmark_node* document, std::string_view title) {
  cmark_node* first = cmark_node_first_child(document);
  if (first == nullptr || cmark_node_get_type(first) != CMARK_NODE_HEADING) return;
  const TextHandle text(cmark_render_plaintext(first, CMARK_OPT_DEFAULT, 0), &std::free);
  std::string_view heading = text.get();
  heading = heading.substr(0, heading.find_last_not_of(" \n") + 1);
  if (heading.empty() || !title.starts_with(heading)) return;
  cmark_node_unlink(first);
  cmark_node_free(first);
}

void attach(cmark_parser* parser, const char* name) {
  if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name)) {
    cmark_parser_attach_syntax_extension(parser, extension);
  }
}

NodeHandle parse(std::string_view body) {
  cmark_gfm_core_extensions_ensure_registered();
  const ParserHandle parser(cmark_parser_new(kOptions), &cmark_parser_free);
  attach(parser.get(), "strikethrough");
  if (affords_tables(body)) attach(parser.get(), "table");
  cmark_parser_feed(parser.get(), body.data(), body.size());
  return {cmark_parser_finish(parser.get()), &cmark_node_free};
}

Html render_markdown(std::string_view body, std::string_view title) {
  const NodeHandle document = parse(body);
  drop_repeated_title(document.get(), title);
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(document.get()),
                                                                     &cmark_iter_free);
  // A node may only be replaced once the iterator has left it.
  for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    if (event == CMARK_EVENT_EXIT) make_safe(cmark_iter_get_node(walk.get()));
  }
  const TextHandle html(cmark_render_html(document.get(), kOptions, nullptr), &std::free);
  return Html::trusted(html.get());
}

Html render_plain(std::string_view body) {
  Html html;
  while (!body.empty()) {
    const std::size_t end = body.find("\n\n");
    const std::string_view paragraph = body.substr(0, end);
    if (paragraph.find_first_not_of(" \t\r\n") != std::string_view::npos) {
      html.raw("<p class=\"lines\">").text(paragraph).raw("</p>\n");
    }
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 2);
  }
  return html;
}

}  // namespace

RenderedBody render_body(std::string_view body, std::string_view media_type,
                         std::string_view title) {
  RenderedBody rendered;
  rendered.truncated = body.size() > kMaxBodyBytes;
  if (rendered.truncated) body = until_line_end(body, kMaxBodyBytes);
  const bool markdown = media_type == "text/markdown" || looks_like_markdown(body);
  rendered.html = markdown ? render_markdown(body, title) : render_plain(body);
  return rendered;
}

}  // namespace isthmus::searchd
