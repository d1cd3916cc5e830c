#include "indexer/parsers/person.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/text/characters.h"
#include "engine/text/utf8.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

// Words of which one in a name with a comma says that it is no person's.
constexpr std::array kOrganisationWords = std::to_array<std::string_view>(
    {"university",  "institut", "department",  "ministry", "committee",  "laborator",
     "college",     "school",   "center",      "centre",   "council",    "agency",
     "association", "society",  "corporation", "company",  "consortium", "collaboration",
     "foundation",  "group",    "inc.",        " inc",     "ltd",        "gmbh",
     "llc",         "llp"});

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool is_organisation(std::string_view name) {
  const std::string text = lower(name);
  return std::any_of(kOrganisationWords.begin(), kOrganisationWords.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

// With the comma of every writing as the plain one.
std::string with_plain_commas(std::string_view text) {
  constexpr std::string_view kWide = "，";
  std::string out;
  while (!text.empty()) {
    const bool is_wide = text.starts_with(kWide);
    out += is_wide ? ',' : text.front();
    text.remove_prefix(is_wide ? kWide.size() : 1);
  }
  return out;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out += c;
  }
  return out;
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::string_view part = text.substr(0, text.find(','));
    parts.push_back(squeezed(part));
    if (part.size() == text.size()) return parts;
    text.remove_prefix(part.size() + 1);
  }
}

}  // namespace

bool is_han(std::string_view text) {
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const text::DecodedCodePoint point = text::decode_code_point(text, at);
    at += point.length;
    if (point.value == ' ') continue;
    const text::Script script = text::character_of(point.value).script;
    if (script != text::Script::kHan && script != text::Script::kKana &&
        script != text::Script::kHangul)
      return false;
    any = true;
  }
  return any;
}

std::string person_name(std::string_view text) {
  const std::string name = squeezed(with_plain_commas(text));
  const std::vector<std::string> parts = split_at_commas(name);
  if (parts.size() == 1) return is_han(name) ? without_blanks(name) : name;
  if (parts.size() > 3 || parts[0].empty() || is_organisation(name)) return name;
  if (parts.size() == 2) return person_name(parts[1], parts[0]);
  return person_name(parts[1], parts[0], parts[2]);
}

std::string person_name(std::string_view given, std::string_view family, std::string_view suffix) {
  const std::string first = squeezed(given);
  const std::string last = squeezed(family);
  const std::string after = squeezed(suffix);
  const bool is_joined = is_han(last) && (first.empty() || is_han(first));
  std::string name = is_joined ? without_blanks(last) : first;
  if (is_joined) {
    name += without_blanks(first);
  } else if (!last.empty()) {
    name.append(name.empty() ? "" : " ").append(last);
  }
  if (!after.empty()) name.append(", ").append(after);
  return name;
}

}  // namespace isthmus::parsers
