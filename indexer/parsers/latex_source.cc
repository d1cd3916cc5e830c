// LaTeX source: one record a file, its text without commands and comments (latex_reader.h).
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/latex_reader.h"
#include "indexer/parsers/markup.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

// Without comments, except in verbatim text, where "%" is a character.
std::string without_comments(std::string_view text) {
  std::string out;
  bool is_verbatim = false;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.find("\\begin{verbatim") != std::string_view::npos ||
        line.find("\\begin{lstlisting") != std::string_view::npos ||
        line.find("\\begin{minted") != std::string_view::npos)
      is_verbatim = true;
    bool is_cut = false;
    for (std::size_t i = 0; i < line.size() && !is_verbatim; ++i) {
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == '%') {
        line = line.substr(0, i);
        is_cut = true;
      }
    }
    if (line.find("\\end{verbatim") != std::string_view::npos ||
        line.find("\\end{lstlisting") != std::string_view::npos ||
        line.find("\\end{minted") != std::string_view::npos)
      is_verbatim = false;
    out += line;
    // A comment takes the line's end with it.
    if (!is_cut) out += '\n';
    if (is_cut && is_blank(line)) out += ' ';
  }
  return out;
}

// Paragraphs without indentation, one empty line between them.
MarkupBody tidied(std::string_view text) {
  MarkupBody body;
  bool in_code = false;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line == "```") in_code = !in_code;
    if (in_code) {
      body.line(line);
    } else if (is_blank(line)) {
      body.blank();
    } else {
      const std::string plain = squeezed(line);
      const std::size_t level = std::min(plain.find_first_not_of('#'), plain.size());
      const bool is_heading = level > 0 && level < plain.size() && plain[level] == ' ';
      if (is_heading) {
        body.heading(level, plain.substr(level));
      } else {
        body.line(plain);
      }
    }
  }
  return body;
}

}  // namespace

bool is_latex(std::string_view bytes) {
  std::string_view head = bytes.substr(0, 4096);
  while (!head.empty()) {
    const std::string_view line = trimmed(take_line(head));
    if (!line.empty() && !line.starts_with('%'))
      return line.starts_with("\\documentclass") || line.starts_with("\\PassOptionsToPackage");
  }
  return false;
}

void parse_latex(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/x-tex", Naming::kByPath);
  std::string source;
  if (!read_markup(input, emitter, source)) return;
  const std::string text = without_comments(source);
  constexpr std::string_view kBegin = "\\begin{document}";
  const std::size_t begin = text.find(kBegin);
  const bool has_preamble = begin != std::string::npos;
  Json keys = Json::object();
  read_latex(std::string_view(text).substr(0, has_preamble ? begin : 0), keys);
  const std::string words =
      read_latex(std::string_view(text).substr(has_preamble ? begin + kBegin.size() : 0), keys);
  emit_markup(input, emitter, std::move(keys), tidied(words));
}

}  // namespace isthmus::parsers
