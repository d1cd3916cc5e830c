#include "indexer/parsers/jats_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isthmus::parsers {
namespace {

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Blocks that stand within paragraphs too.
constexpr std::array kBlocks = std::to_array<std::string_view>({"p",
                                                                "sec",
                                                                "list",
                                                                "table-wrap",
                                                                "table-wrap-group",
                                                                "fig",
                                                                "fig-group",
                                                                "disp-quote",
                                                                "boxed-text",
                                                                "code",
                                                                "preformat",
                                                                "disp-formula",
                                                                "disp-formula-group",
                                                                "def-list",
                                                                "verse-group",
                                                                "statement",
                                                                "supplementary-material",
                                                                "table",
                                                                "speech",
                                                                "app",
                                                                "title",
                                                                "caption"});
constexpr std::array kSilent = std::to_array<std::string_view>(
    {"fn", "object-id", "graphic", "media", "inline-graphic", "label", "permissions", "ref-list",
     "index-term", "alt-text", "long-desc", "fn-group", "sec-meta"});

// The formula itself out of "\documentclass… \begin{document}$x$\end{document}".
std::string formula(std::string_view tex) {
  constexpr std::string_view kBegin = "\\begin{document}";
  const std::size_t begin = tex.find(kBegin);
  if (begin != std::string_view::npos) tex.remove_prefix(begin + kBegin.size());
  return squeezed(tex.substr(0, tex.find("\\end{document}")));
}

// The same formula stands in several forms: TeX says most in plain text.
std::string formula_in(const XmlNode& element) {
  const std::vector<XmlNode> tex = element.all("tex-math");
  return tex.empty() ? squeezed(element.text()) : formula(tex.front().text());
}

class Writer {
 public:
  explicit Writer(bool has_headings) : has_headings_(has_headings) {}

  void children(const XmlNode& element, unsigned level) {
    element.visit([&](std::string_view text) { line_ += text; },
                  [&](const XmlNode& child) { node(child, level); });
    flush();
  }

  void add(const XmlNode& element) { node(element, 0); }

  std::string take() {
    flush();
    return std::move(out_);
  }

 private:
  void flush() { paragraph(std::exchange(line_, {})); }

  void paragraph(std::string_view text) {
    const std::string plain = squeezed(text);
    if (plain.empty()) return;
    if (!out_.empty()) out_ += "\n\n";
    out_ += std::exchange(opening_, {}) + plain;
  }

  // Lines that belong together.
  void block(const std::string& text) {
    flush();
    if (text.empty()) return;
    if (!out_.empty()) out_ += "\n\n";
    out_ += text;
  }

  void node(const XmlNode& element, unsigned level) {
    const std::string_view name = element.name();
    if (contains(kSilent, name)) return;
    if (name == "inline-formula" || name == "tex-math") {
      line_ += formula_in(element);
    } else if (name == "break") {
      line_ += ' ';
    } else if (contains(kBlocks, name)) {
      flush();
      block_node(element, level);
    } else {
      inline_node(element, level);
    }
  }

  void inline_node(const XmlNode& element, unsigned level) {
    element.visit([&](std::string_view text) { line_ += text; },
                  [&](const XmlNode& child) { node(child, level); });
  }

  void block_node(const XmlNode& element, unsigned level) {
    const std::string_view name = element.name();
    if (name == "sec" || name == "app") return children(element, level + 1);
    if (name == "title") return heading(element, level);
    if (name == "caption") return caption(element, level);
    if (name == "list") return list(element);
    if (name == "def-list") return definitions(element);
    if (name == "table") return table(element);
    if (name == "code" || name == "preformat") return code(element);
    if (name == "disp-formula") return paragraph(formula_in(element));
    if (name == "fig" || name == "table-wrap") label(element);
    children(element, level);
  }

  void heading(const XmlNode& element, unsigned level) {
    constexpr unsigned kDeepest = 6;
    const std::string text = squeezed(jats_line(element));
    if (text.empty()) return;
    if (level == 0 && has_headings_) return paragraph(text);
    if (!has_headings_) {
      opening_ = text + (text.ends_with(':') || text.ends_with('.') ? " " : ": ");
      return;
    }
    block(std::string(std::min(level, kDeepest), '#') + " " + text);
  }

  // Its title is a sentence of it, not a section's.
  void caption(const XmlNode& element, unsigned level) {
    for (const XmlNode& child : element.children()) {
      if (child.name() == "title")
        paragraph(jats_line(child));
      else
        node(child, level);
    }
    flush();
  }

  // "Table 1" stands before its caption.
  void label(const XmlNode& element) {
    const std::string text = element.text_of("label");
    if (!text.empty()) opening_ = text + (text.ends_with('.') || text.ends_with(':') ? " " : ": ");
  }

  void list(const XmlNode& element) {
    std::string lines;
    for (const XmlNode& item : element.children("list-item")) {
      const std::string text = squeezed(lines_of(item));
      if (!text.empty()) lines += (lines.empty() ? "- " : "\n- ") + text;
    }
    block(lines);
  }

  void definitions(const XmlNode& element) {
    std::string lines;
    for (const XmlNode& item : element.children("def-item")) {
      const std::string term = item.text_of("term");
      lines += (lines.empty() ? "- " : "\n- ") + term + ": " + item.text_of("def");
    }
    block(lines);
  }

  void table(const XmlNode& element) {
    opening_.clear();
    std::string rows;
    for (const XmlNode& row : element.all("tr")) {
      std::string line;
      bool is_first = true;
      for (const XmlNode& cell : row.children()) {
        line += (std::exchange(is_first, false) ? "" : " | ") + squeezed(lines_of(cell));
      }
      if (line.find_first_not_of(" |") != std::string::npos)
        rows += (rows.empty() ? "" : "\n") + line;
    }
    block(rows);
  }

  void code(const XmlNode& element) {
    std::string text = element.text();
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    if (!text.empty()) block("```\n" + text + "\n```");
  }

  // What stands within a list item or a cell.
  static std::string lines_of(const XmlNode& element) {
    Writer inner(false);
    inner.children(element, 0);
    return inner.take();
  }

  bool has_headings_;
  std::string out_;
  std::string line_;     // the paragraph that is being gathered
  std::string opening_;  // what the next paragraph begins with
};

}  // namespace

std::string jats_body(const XmlNode& body) {
  Writer writer(true);
  writer.children(body, 0);
  return writer.take();
}

std::string jats_paragraphs(const XmlNode& abstract) {
  Writer writer(false);
  const std::vector<XmlNode> children = abstract.children();
  const bool is_mixed = children.empty();
  if (is_mixed) writer.children(abstract, 0);
  for (const XmlNode& child : children) {
    // "Abstract" over an abstract says nothing.
    if (child.name() != "title") writer.add(child);
  }
  return writer.take();
}

std::string jats_line(const XmlNode& element) {
  std::string line;
  element.visit([&](std::string_view text) { line += text; },
                [&](const XmlNode& child) {
                  const std::string_view name = child.name();
                  const bool is_mark =
                      name == "fn" || (name == "xref" && child.attribute("ref-type") == "fn");
                  if (name == "break") line += ' ';
                  if (name == "inline-formula")
                    line += formula_in(child);
                  else if (!is_mark)
                    line += jats_line(child);
                });
  return line;
}

}  // namespace isthmus::parsers
