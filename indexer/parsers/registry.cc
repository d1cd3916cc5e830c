// How a parser is chosen for a file.
#include <algorithm>
#include <array>
#include <optional>

#include "indexer/parsers/ole_file.h"
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
constexpr std::string_view kPictureHint = "texts in pictures are not read";
constexpr std::array kForeign = {
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

}  // namespace

Result<const Parser*> parser_for(std::string_view path, std::string_view bytes,
                                 std::string_view format) {
  if (const Parser* parser = named(format); parser != nullptr) return parser;
  for (const Parser& parser : all_parsers()) {
    if (parser.recognises != nullptr && parser.recognises(bytes)) return &parser;
  }
  if (std::optional<Error> refusal = ole_refusal(bytes)) return *std::move(refusal);
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

std::string table_fingerprint() {
  std::string out;
  for (const Parser& parser : all_parsers()) {
    out += std::string(parser.name) + "/" + std::to_string(parser.version);
    for (const std::string_view ending : parser.endings) out += ending;
    out += ';';
  }
  return out;
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
