// The table of parsers, and how one is chosen for a file.
#include <algorithm>
#include <array>

#include "indexer/parsers/parsers.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

// Formats that no parser takes, by how they begin, whatever their file is called.
struct Foreign {
  std::string_view beginning;
  std::string_view what;
  std::string_view hint;
};
constexpr std::string_view kSaveAsOffice = "save it as DOCX, XLSX or PPTX";
constexpr std::string_view kPictureHint = "texts in pictures are not read";
constexpr std::array kForeign = {
    Foreign{"\xd0\xcf\x11\xe0", "an Office 97-2003 or Outlook file", kSaveAsOffice},
    Foreign{"\x89PNG", "a PNG picture", kPictureHint},
    Foreign{"\xff\xd8\xff", "a JPEG picture", kPictureHint},
    Foreign{"GIF8", "a GIF picture", kPictureHint},
    Foreign{"\x7f"
            "ELF",
            "a program", ""},
};

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

std::vector<Parser> web_parsers() {
  return {
      {"html",
       "text/html",
       {".html", ".htm", ".xhtml"},
       "the page without its menus, with what it says of itself",
       parse_html,
       Grain::kDocument,
       recognises_html},
      {"eml",
       "message/rfc822",
       {".eml", ".mht", ".mhtml"},
       "the message, and what its attachments hold",
       parse_eml,
       Grain::kDocument,
       recognises_eml},
      {"mbox",
       "application/mbox",
       {".mbox"},
       "each message of the mailbox, and what their attachments hold",
       parse_mbox,
       Grain::kRecords,
       recognises_mbox},
  };
}

std::vector<Parser> markup_parsers() {
  return {
      {"asciidoc",
       "text/asciidoc",
       {".adoc", ".asciidoc", ".asc"},
       "the file; its header gives title, authors, date and keywords",
       parse_asciidoc,
       Grain::kDocument},
      {"rst",
       "text/x-rst",
       {".rst", ".rest"},
       "the file; fields at its beginning give authors, date and keywords",
       parse_rst,
       Grain::kDocument},
      {"latex",
       "text/x-tex",
       {".tex", ".ltx"},
       "the file, its text without commands",
       parse_latex,
       Grain::kDocument,
       recognises_latex},
      {"mediawiki",
       "text/x-wiki",
       {".wiki", ".mediawiki"},
       "the page; its categories are keywords",
       parse_mediawiki,
       Grain::kDocument},
      {"textile", "text/x-textile", {".textile"}, "the file", parse_textile, Grain::kDocument},
      {"opml",
       "text/x-opml",
       {".opml"},
       "the outline",
       parse_opml,
       Grain::kDocument,
       recognises_opml},
  };
}

// What holds other formats, or is the last resort for an ending.
std::vector<Parser> general_parsers() {
  return {
      {"feed",
       "application/rss+xml",
       {".rss", ".atom"},
       "each entry of an RSS or Atom feed",
       parse_feed,
       Grain::kRecords,
       recognises_feed},
      {"xml",
       "application/xml",
       {".xml"},
       "the file, when no other parser knows this XML",
       parse_xml_file,
       Grain::kDocument},
      {"archive",
       "application/zip",
       {".zip", ".7z", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst", ".lz4"},
       "what the files in it hold",
       parse_archive,
       Grain::kRecords,
       recognises_archive},
  };
}

std::vector<Parser> joined(std::vector<Parser> parsers) {
  for (const auto& rows : {web_parsers(), markup_parsers(), general_parsers()})
    parsers.insert(parsers.end(), rows.begin(), rows.end());
  return parsers;
}

}  // namespace

const std::vector<Parser>& all_parsers() {
  static const std::vector<Parser> parsers = joined({
      {"markdown",
       "text/markdown",
       {".md", ".markdown", ".mdown"},
       "the file, with or without YAML front matter",
       parse_markdown,
       Grain::kDocument},
      {"text",
       "text/plain",
       {".txt", ".text"},
       "the file, in any encoding; its title is the first line with words",
       parse_plain_text,
       Grain::kDocument},
      {"table",
       "text/csv",
       {".csv", ".tsv", ".tab"},
       "each row; the first row names the columns",
       parse_table,
       Grain::kRecords},
      {"jsonl",
       "application/jsonl",
       {".jsonl", ".ndjson"},
       "each line, a JSON object in the record schema",
       parse_jsonl,
       Grain::kLines},
      {"json",
       "application/json",
       {".json"},
       "each object of an array, or the one object of the file",
       parse_json_file,
       Grain::kRecords},
  });
  return parsers;
}

Result<const Parser*> parser_for(std::string_view path, std::string_view bytes) {
  for (const Parser& parser : all_parsers()) {
    if (parser.recognises != nullptr && parser.recognises(bytes)) return &parser;
  }
  for (const Foreign& foreign : kForeign) {
    if (bytes.starts_with(foreign.beginning)) {
      return Error{ErrorCode::kUnsupported,
                   "the file is " + std::string(foreign.what) + ", which no parser takes",
                   std::string(foreign.hint)};
    }
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
  return Error{ErrorCode::kUnsupported, "no parser takes this kind of file",
               "formats are listed in docs/formats.md"};
}

bool parse_inside(const Input& container, std::string_view name, std::string_view bytes,
                  const Sink& sink) {
  bool is_wanted = true;
  const Sink inner{[&](Record record, std::uint64_t line) {
                     is_wanted = sink.record(std::move(record), line);
                     return is_wanted;
                   },
                   [&](Diagnostic diagnostic) {
                     diagnostic.inside = diagnostic.inside.empty()
                                             ? std::string(name)
                                             : std::string(name) + "/" + diagnostic.inside;
                     sink.diagnostic(std::move(diagnostic));
                   }};
  if (container.depth + 1 > kMaxDepth) {
    inner.diagnostic({0,
                      {ErrorCode::kTooLarge,
                       "the file lies in more than " + std::to_string(kMaxDepth) + " containers",
                       "take it out of them"},
                      true});
    return is_wanted;
  }
  const Result<const Parser*> parser = parser_for(name, bytes);
  if (!parser) {
    inner.diagnostic({0, parser.error(), true});
    return is_wanted;
  }
  (*parser)->parse({container.path + "/" + std::string(name), bytes, container.settings, 1, false,
                    container.depth + 1, container.unpacking},
                   inner);
  return is_wanted;
}

}  // namespace isthmus::parsers
