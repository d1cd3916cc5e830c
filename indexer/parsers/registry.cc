// The table of parsers, and how one is chosen for a file.
#include <algorithm>
#include <array>

#include "indexer/parsers/parsers.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

// How formats that no parser takes begin, whatever their file is called.
constexpr std::array<std::string_view, 10> kForeignBeginnings = {"%PDF-",
                                                                 "PK\x03\x04",
                                                                 "\xd0\xcf\x11\xe0",
                                                                 "\x89PNG",
                                                                 "\xff\xd8\xff",
                                                                 "GIF8",
                                                                 "\x1f\x8b",
                                                                 "{\\rtf",
                                                                 "7z\xbc\xaf",
                                                                 "\x7f"
                                                                 "ELF"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string_view trimmed_line(std::string_view text, std::size_t begin) {
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  while (!line.empty() && kBlanks.find(line.back()) != std::string_view::npos)
    line.remove_suffix(1);
  return line;
}

// A whole object on the first line and another one beginning on the next: JSON Lines under the name
// of JSON.
bool looks_like_lines(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(kBlanks);
  if (first == std::string_view::npos || bytes[first] != '{' ||
      !trimmed_line(bytes, first).ends_with('}'))
    return false;
  const std::size_t end = bytes.find('\n', first);
  if (end == std::string_view::npos) return false;
  const std::size_t second = bytes.find_first_not_of(kBlanks, end);
  return second != std::string_view::npos && bytes[second] == '{';
}

const Parser* named(std::string_view name) {
  for (const Parser& parser : all_parsers()) {
    if (parser.name == name) return &parser;
  }
  return nullptr;
}

}  // namespace

const std::vector<Parser>& all_parsers() {
  static const std::vector<Parser> parsers = {
      {"markdown",
       "text/markdown",
       {".md", ".markdown", ".mdown"},
       "Markdown with or without YAML front matter, one record a file",
       parse_markdown},
      {"text",
       "text/plain",
       {".txt", ".text"},
       "plain text in any encoding, one record a file",
       parse_plain_text},
      {"table",
       "text/csv",
       {".csv", ".tsv", ".tab"},
       "tables with a header row, one record a row",
       parse_table},
      {"jsonl",
       "application/jsonl",
       {".jsonl", ".ndjson"},
       "JSON Lines in the record schema, one record a line",
       parse_jsonl,
       true},
      {"json",
       "application/json",
       {".json"},
       "a JSON array of records, or one record",
       parse_json_file},
  };
  return parsers;
}

const Parser* parser_for(std::string_view path, std::string_view bytes) {
  for (const std::string_view beginning : kForeignBeginnings) {
    if (bytes.starts_with(beginning)) return nullptr;
  }
  const std::string name =
      lower(path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1));
  for (const Parser& parser : all_parsers()) {
    const bool fits = std::any_of(parser.endings.begin(), parser.endings.end(),
                                  [&](std::string_view ending) { return name.ends_with(ending); });
    if (!fits) continue;
    if (parser.name == "json" && looks_like_lines(bytes)) return named("jsonl");
    return &parser;
  }
  return nullptr;
}

}  // namespace isthmus::parsers
