#include "searchd/render/phrases.h"

#include <cstdlib>
#include <optional>

#include "schema/blanks.h"

namespace isthmus::searchd {
namespace {

std::optional<Language> language_from_tag(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  if (primary == "zh") return Language::kChinese;
  if (primary == "en") return Language::kEnglish;
  return std::nullopt;
}

// Calls visit with each part between separators, blanks around it cut off.
template <typename Visitor>
void each_part(std::string_view text, char separator, Visitor&& visit) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    visit(trimmed(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::optional<Language> language_of_cookie(std::string_view cookies) {
  std::optional<Language> language;
  each_part(cookies, ';', [&](std::string_view cookie) {
    if (cookie.starts_with("lang=")) language = language_from_tag(cookie.substr(5));
  });
  return language;
}

std::optional<Language> preferred_language(std::string_view accept_language) {
  std::optional<Language> language;
  double best = 0;
  each_part(accept_language, ',', [&](std::string_view range) {
    const std::size_t quality = range.find("q=");
    const double weight =
        quality == std::string_view::npos
            ? 1
            : std::strtod(std::string(range.substr(quality + 2)).c_str(), nullptr);
    const auto named = language_from_tag(range.substr(0, range.find(';')));
    if (!named || weight <= best) return;
    language = named;
    best = weight;
  });
  return language;
}

}  // namespace

std::string_view phrase(Phrase phrase, Language language) {
  return kPhraseTable[static_cast<std::size_t>(phrase)].text[static_cast<std::size_t>(language)];
}

std::string phrase(Phrase name, Language language, std::initializer_list<std::string_view> values) {
  std::string_view rest = phrase(name, language);
  std::string filled;
  for (const std::string_view value : values) {
    const std::size_t gap = rest.find("{}");
    if (gap == std::string_view::npos) break;
    filled.append(rest.substr(0, gap)).append(value);
    rest.remove_prefix(gap + 2);
  }
  return filled.append(rest);
}

std::string_view tag_of(Language language) { return language == Language::kChinese ? "zh" : "en"; }

Language other(Language language) {
  return language == Language::kChinese ? Language::kEnglish : Language::kChinese;
}

Language language_of(const Request& request) {
  if (const auto named = language_from_tag(request.parameter("lang").value_or(""))) return *named;
  if (const auto kept = language_of_cookie(request.header("Cookie"))) return *kept;
  return preferred_language(request.header("Accept-Language")).value_or(Language::kChinese);
}

}  // namespace isthmus::searchd
