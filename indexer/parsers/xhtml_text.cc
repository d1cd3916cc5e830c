#include "indexer/parsers/xhtml_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/text/utf8.h"
#include "indexer/parsers/references.h"

namespace isthmus::parsers {
namespace {

constexpr std::array<std::string_view, 14> kUnseen = {
    "head", "script", "style",    "nav",   "rt",     "rp",     "svg",
    "img",  "audio",  "template", "video", "object", "iframe", "annotation"};
constexpr std::array<std::string_view, 22> kBlocks = {
    "p",     "div",    "section", "article", "blockquote", "pre",    "ul",     "ol",
    "dl",    "dt",     "dd",      "figure",  "figcaption", "body",   "header", "footer",
    "aside", "center", "main",    "address", "hr",         "caption"};

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// What the text that is being gathered will be.
struct Form {
  enum class Kind : unsigned char { kParagraph, kHeading, kItem } kind = Kind::kParagraph;
  unsigned level = 0;  // of a heading, or the depth of an item
  bool is_verbatim = false;
};

class XhtmlText {
 public:
  explicit XhtmlText(BodyText& body) : body_(&body) {}

  void read(const XmlNode& node) {
    content(node);
    flush();
  }

 private:
  void content(const XmlNode& node) {
    node.visit([&](std::string_view piece) { append(piece); },
               [&](const XmlNode& child) {
                 if (!body_->is_full()) element(child);
               });
  }

  void append(std::string_view piece) {
    if (form_.is_verbatim) {
      text_ += piece;
      return;
    }
    for (const char c : piece) {
      const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!is_blank)
        text_ += c;
      else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n')
        text_ += ' ';
    }
  }

  void element(const XmlNode& node) {
    const std::string_view name = node.name();
    if (is_among(kUnseen, name)) return;
    const bool is_heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    if (name == "br") {
      text_ += '\n';
    } else if (is_heading) {
      block(node, {Form::Kind::kHeading, static_cast<unsigned>(name[1] - '0')});
    } else if (name == "li") {
      block(node, {Form::Kind::kItem, lists_ == 0 ? 0 : lists_ - 1});
    } else if (name == "table") {
      flush();
      rows(node);
    } else if (is_among(kBlocks, name)) {
      const bool is_list = name == "ul" || name == "ol";
      if (is_list) ++lists_;
      // A paragraph within an item or a heading is that item, that heading.
      Form form = form_;
      if (is_list) form = {};
      form.is_verbatim = form_.is_verbatim || name == "pre";
      block(node, form);
      if (is_list) --lists_;
    } else {
      content(node);
    }
  }

  void block(const XmlNode& node, Form form) {
    flush();
    const Form outer = std::exchange(form_, form);
    content(node);
    flush();
    form_ = outer;
  }

  void flush() {
    const std::string text = std::exchange(text_, {});
    if (form_.kind == Form::Kind::kHeading)
      body_->heading(form_.level, text);
    else if (form_.kind == Form::Kind::kItem)
      body_->item(form_.level, text);
    else
      body_->paragraph(text);
  }

  void rows(const XmlNode& node) {
    for (const XmlNode& child : node.children()) {
      if (body_->is_full()) return;
      if (child.name() == "tr")
        row(child);
      else if (child.name() == "caption")
        block(child, {});
      else
        rows(child);
    }
  }

  // A row of one cell holds text as a frame does.
  void row(const XmlNode& node) {
    std::vector<XmlNode> cells = node.children();
    if (cells.size() == 1) return block(cells.front(), {});
    std::vector<std::string> texts;
    for (const XmlNode& cell : cells) {
      BodyText inner;
      XhtmlText(inner).read(cell);
      texts.push_back(inner.text());
    }
    body_->row(texts);
  }

  BodyText* body_;
  std::string text_;
  Form form_;
  unsigned lists_ = 0;  // open lists
};

bool is_of_xml(std::string_view reference) {
  constexpr std::array<std::string_view, 5> kOfXml = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
  return std::find(kOfXml.begin(), kOfXml.end(), reference) != kOfXml.end();
}

}  // namespace

void append_xhtml(const XmlNode& html, BodyText& body) {
  const auto node = html.first("body");
  XhtmlText(body).read(node ? *node : html);
}

std::string with_html_entities(std::string_view xml) {
  std::string out;
  out.reserve(xml.size());
  while (!xml.empty()) {
    const std::size_t begin = std::min(xml.find('&'), xml.size());
    out += xml.substr(0, begin);
    xml.remove_prefix(begin);
    const std::optional<CharacterReference> reference = reference_at_begin(xml);
    if (reference && xml[1] != '#' && !is_of_xml(xml.substr(0, reference->length))) {
      text::append_utf8(out, reference->character);
      xml.remove_prefix(reference->length);
    } else if (!xml.empty()) {
      out += '&';
      xml.remove_prefix(1);
    }
  }
  return out;
}

std::string without_tags(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find('<'), text.size());
    out += text.substr(0, begin);
    text.remove_prefix(begin);
    const std::size_t end = text.find('>');
    const bool is_tag = end != std::string_view::npos && end > 1 &&
                        (text[1] == '/' || (text[1] >= 'a' && text[1] <= 'z') ||
                         (text[1] >= 'A' && text[1] <= 'Z'));
    if (is_tag) {
      out += ' ';
      text.remove_prefix(end + 1);
    } else if (!text.empty()) {
      out += '<';
      text.remove_prefix(1);
    }
  }
  return squeezed(out);
}

}  // namespace isthmus::parsers
