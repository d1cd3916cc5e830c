// Parts of a publication that formats write in many ways: identifiers, references, keywords, texts
// with markup. The helpers of publication.h.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/parsers/publication.h"
#include "indexer/parsers/references.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// What stands in front of identifiers, lower-case, and the scheme that it says.
constexpr std::array kPrefixes = std::to_array<Pair>({
    {"https://doi.org/", "doi"},
    {"http://doi.org/", "doi"},
    {"https://dx.doi.org/", "doi"},
    {"http://dx.doi.org/", "doi"},
    {"https://www.doi.org/", "doi"},
    {"doi.org/", "doi"},
    {"info:doi/", "doi"},
    {"urn:doi:", "doi"},
    {"doi:", "doi"},
    {"https://hdl.handle.net/", "handle"},
    {"http://hdl.handle.net/", "handle"},
    {"info:hdl/", "handle"},
    {"hdl:", "handle"},
    {"https://arxiv.org/abs/", "arxiv"},
    {"http://arxiv.org/abs/", "arxiv"},
    {"arxiv:", "arxiv"},
    {"urn:isbn:", "isbn"},
    {"isbn:", "isbn"},
    {"isbn ", "isbn"},
    {"urn:issn:", "issn"},
    {"issn:", "issn"},
    {"issn ", "issn"},
    {"pmid:", "pmid"},
    {"https://pubmed.ncbi.nlm.nih.gov/", "pmid"},
    {"pmcid:", "pmcid"},
    {"cstr:", "cstr"},
    {"https://", "url"},
    {"http://", "url"},
});

// Schemes by the formats' own names, folded.
constexpr std::array kSchemes = std::to_array<Pair>({
    {"pmc", "pmcid"},
    {"uri", "url"},
    {"w3cdtf", ""},
    {"hdl", "handle"},
    {"eissn", "issn"},
    {"lissn", "issn"},
    {"reportnumber", "report"},
    {"report-number", "report"},
    {"patentnumber", "patent"},
    {"standardnumber", "standard"},
});

// Under these schemes one value names one work wherever it stands. Others (a repository's own
// numbers, the ISSN of a journal) would tie works together that have nothing in common.
constexpr std::array kOfTheWorld = std::to_array<std::string_view>(
    {"doi", "isbn", "handle", "arxiv", "pmid", "pmcid", "cstr", "ark", "urn", "igsn", "purl",
     "lsid", "bibcode", "swhid", "url", "patent", "standard", "report"});

// Each is compared with all others; no work has as many.
constexpr std::size_t kMostIdentifiers = 500;

// A scheme as the schema has them: a lower-case word.
std::string scheme_word(std::string_view given) {
  std::string word;
  for (const char c : lower_case(given)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '-' || c == '.';
    if (is_plain && (!word.empty() || (c >= 'a' && c <= 'z'))) word += c;
    if (!is_plain && !word.empty() && word.back() != '_') word += '_';
  }
  while (!word.empty() && word.back() == '_') word.pop_back();
  const auto known = std::find_if(kSchemes.begin(), kSchemes.end(),
                                  [&](const Pair& pair) { return pair.first == word; });
  return known == kSchemes.end() ? word : std::string(known->second);
}

// "10.1000/182" begins a DOI.
bool begins_doi(std::string_view text) {
  std::size_t at = 3;
  while (at < text.size() && is_digit(text[at])) ++at;
  return text.starts_with("10.") && at >= 7 && at < text.size() &&
         (text[at] == '/' || text[at] == '.');
}

// The number within "ISBN-13: 978-7-111 (pbk.)" or "2325-9671 (electronic)".
std::string first_number(std::string_view text) {
  text.remove_prefix(text.rfind(':') == std::string_view::npos ? 0 : text.rfind(':') + 1);
  text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
  const std::size_t end = text.find_first_not_of("0123456789-xX ");
  return squeezed(text.substr(0, end));
}

Identifier of_scheme(std::string scheme, std::string value) {
  if (scheme == "isbn" || scheme == "issn") {
    std::string number = first_number(value);
    // A text under the name of a number is kept under no false name.
    return {std::move(scheme), std::move(number)};
  }
  if (scheme == "pmid") value.resize(std::min(value.find_first_not_of("0123456789"), value.size()));
  if (scheme == "doi") {
    while (!value.empty() && std::string_view(".,; ").find(value.back()) != std::string_view::npos)
      value.pop_back();
    if (!begins_doi(value)) return {};
  }
  return {std::move(scheme), std::move(value)};
}

// --- texts with markup ---

// Elements that begin a new paragraph, and those that are nothing but a look; by local name.
constexpr std::array kBlocks =
    std::to_array<std::string_view>({"p", "br", "div", "title", "sec", "li", "list-item", "h1",
                                     "h2", "h3", "h4", "h5", "h6", "tr"});
constexpr std::array kInline = std::to_array<std::string_view>({"i",
                                                                "b",
                                                                "u",
                                                                "a",
                                                                "em",
                                                                "strong",
                                                                "sub",
                                                                "sup",
                                                                "italic",
                                                                "bold",
                                                                "sc",
                                                                "scp",
                                                                "tt",
                                                                "span",
                                                                "small",
                                                                "font",
                                                                "monospace",
                                                                "underline",
                                                                "abstract",
                                                                "list",
                                                                "ul",
                                                                "ol",
                                                                "inline-formula",
                                                                "named-content",
                                                                "styled-content",
                                                                "ext-link",
                                                                "xref",
                                                                "roman",
                                                                "strike",
                                                                "inf",
                                                                "html",
                                                                "body",
                                                                "math",
                                                                "mrow",
                                                                "mi",
                                                                "mo",
                                                                "mn",
                                                                "msub",
                                                                "msup",
                                                                "mtext",
                                                                "alternatives",
                                                                "tex-math",
                                                                "disp-formula",
                                                                "label",
                                                                "nobr",
                                                                "code",
                                                                "pre",
                                                                "blockquote",
                                                                "center",
                                                                "td",
                                                                "table",
                                                                "tbody"});

struct Tag {
  std::size_t length = 0;  // 0: no tag of these
  bool is_block = false;
};

// "<jats:p>", "</i>", "<br/>", "<a href=…>".
Tag tag_at(std::string_view text) {
  constexpr std::size_t kLongestTag = 500;  // with its attributes; else a '<' is a sign of its own
  const std::size_t end = text.substr(0, kLongestTag).find('>');
  if (end == std::string_view::npos) return {};
  std::string_view inner = text.substr(1, end - 1);
  if (inner.starts_with('/')) inner.remove_prefix(1);
  if (inner.ends_with('/')) inner.remove_suffix(1);
  std::string name = lower_case(inner.substr(0, inner.find_first_of(" \t\r\n")));
  const std::string_view rest = inner.substr(name.size());
  if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos &&
      rest.find('=') == std::string_view::npos)
    return {};
  name.erase(0, name.rfind(':') + 1);
  if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end()) return {end + 1, true};
  if (std::find(kInline.begin(), kInline.end(), name) != kInline.end()) return {end + 1, false};
  return {};
}

}  // namespace

Identifier plain_identifier(std::string_view scheme, std::string_view value) {
  std::string plain;
  // A control character would refuse the whole record.
  for (const char c : squeezed(value)) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) plain += c;
  }
  std::string word = scheme_word(scheme);
  const std::string folded = lower_case(plain);
  for (const auto& [prefix, prefix_scheme] : kPrefixes) {
    if (!folded.starts_with(prefix)) continue;
    if (prefix_scheme == "url") return {"url", plain};
    return of_scheme(std::string(prefix_scheme), squeezed(plain.substr(prefix.size())));
  }
  if (begins_doi(plain) && (word.empty() || word == "url")) word = "doi";
  if (word.empty()) return {};
  return of_scheme(std::move(word), std::move(plain));
}

void add_identifier(Publication& publication, std::string_view scheme, std::string_view value) {
  Identifier identifier = plain_identifier(scheme, value);
  if (identifier.value.empty()) return;
  if (std::find(kOfTheWorld.begin(), kOfTheWorld.end(), identifier.scheme) == kOfTheWorld.end()) {
    std::string number = identifier.scheme == "issn" ? "ISSN " : squeezed(scheme) + " ";
    number += identifier.value;
    auto& numbers = publication.container.numbers;
    if (numbers.size() < kMostIdentifiers &&
        std::find(numbers.begin(), numbers.end(), number) == numbers.end())
      numbers.push_back(std::move(number));
    return;
  }
  const std::string normal = normal_identifier(identifier.scheme, identifier.value);
  const auto is_same = [&](const Identifier& other) {
    return normal_identifier(other.scheme, other.value) == normal;
  };
  auto& all = publication.identifiers;
  if (all.size() < kMostIdentifiers && std::none_of(all.begin(), all.end(), is_same))
    all.push_back(std::move(identifier));
}

void name_by_pmid(Publication& publication) {
  const auto& all = publication.identifiers;
  const auto of_scheme_named = [&](std::string_view scheme) {
    return std::find_if(all.begin(), all.end(),
                        [&](const Identifier& one) { return one.scheme == scheme; });
  };
  const auto number = of_scheme_named("pmid");
  if (number != all.end() && of_scheme_named("doi") == all.end())
    publication.id = "pmid:" + number->value;
}

void add_reference(Publication& publication, const Identifier& identifier, std::string_view text) {
  Reference reference{"", identifier.value, without_markup(text)};
  if (!reference.value.empty()) reference.scheme = identifier.scheme;
  if (!reference.value.empty() || !reference.text.empty())
    publication.references.push_back(std::move(reference));
}

void add_keywords(Publication& publication, std::string_view text) {
  std::vector<std::string_view> separators = {",", "，", "、"};
  for (const std::string_view strong : {";", "；"}) {
    if (text.find(strong) != std::string_view::npos) separators = {";", "；"};
  }
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto found = std::find_if(separators.begin(), separators.end(),
                                    [&](std::string_view one) { return rest.starts_with(one); });
    if (found != separators.end()) {
      publication.keywords.emplace_back(text.substr(begin, at - begin));
      begin = at + found->size();
    }
    at += found != separators.end() ? found->size() : 1;
  }
  publication.keywords.emplace_back(text.substr(begin));
}

std::string without_markup(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (text[at] == '<') {
      if (const Tag tag = tag_at(rest); tag.length != 0) {
        if (tag.is_block) out += "\n\n";
        at += tag.length;
        continue;
      }
    }
    const std::size_t length = text[at] == '&' ? append_reference(rest, out) : 0;
    if (length == 0) out += text[at];
    at += std::max<std::size_t>(length, 1);
  }
  return paragraphs(out);
}

std::string paragraphs(std::string_view text) {
  std::string out;
  std::string paragraph;
  const auto flush = [&] {
    const std::string plain = squeezed(std::exchange(paragraph, {}));
    if (!plain.empty()) out += (out.empty() ? "" : "\n\n") + plain;
  };
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) flush();
    paragraph.append(line).append("\n");
  }
  flush();
  return out;
}

}  // namespace isthmus::parsers
