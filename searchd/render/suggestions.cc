// What to try when little was found, for render_results.
#include <algorithm>

#include "searchd/render/parts.h"
#include "searchd/render/results_page.h"

namespace isthmus::searchd {
namespace {

using search::Suggestion;

constexpr std::size_t kMostValues = 3;  // of a filter that many are chosen of

Address address_of(const ResultsContent& content, const Suggestion& suggestion) {
  switch (suggestion.kind) {
    case Suggestion::Kind::kQuery:
      return content.address.with("q", suggestion.query);
    case Suggestion::Kind::kInstead:
      return content.address.with(suggestion.filter, suggestion.value);
    case Suggestion::Kind::kWithout:
      break;
  }
  return suggestion.filter == "year" ? content.address.without("year_from").without("year_to")
                                     : content.address.without(suggestion.filter);
}

std::string years_of(const search::Filters& filters) {
  const auto text = [](const std::optional<int>& year) {
    return year ? std::to_string(*year) : std::string();
  };
  return text(filters.year_from) + "–" + text(filters.year_to);
}

// What is chosen in the filter, as a person reads it.
std::string chosen_in(const ResultsContent& content, std::string_view filter, Language language) {
  if (filter == "year") return years_of(content.request.filters);
  const std::vector<std::string> values = content.address.values(filter);
  std::string text;
  for (std::size_t i = 0; i < std::min(values.size(), kMostValues); ++i)
    text += (i == 0 ? "" : ", ") + value_label(content, filter, values[i], language);
  if (values.size() > kMostValues) text += ", …";
  return text;
}

std::string label_of(const ResultsContent& content, const Suggestion& suggestion,
                     Language language) {
  if (suggestion.kind == Suggestion::Kind::kQuery) return suggestion.query;
  const std::string chosen = chosen_in(content, suggestion.filter, language);
  if (suggestion.kind == Suggestion::Kind::kWithout)
    return phrase(Phrase::kWithoutFilter, language, {chosen});
  const std::string other = value_label(content, suggestion.filter, suggestion.value, language);
  return phrase(Phrase::kInsteadOf, language, {other, chosen});
}

void write_suggestion(Html& html, const ResultsContent& content, const Suggestion& suggestion,
                      Language language) {
  html.raw("<li><a").attribute("href", address_of(content, suggestion).to_string());
  html.raw(" rel=\"nofollow\">").text(label_of(content, suggestion, language));
  html.raw("</a> <span class=\"count\">")
      .text(phrase(Phrase::kResultCount, language, {grouped(suggestion.count)}))
      .raw("</span></li>");
}

void write_list(Html& html, const ResultsContent& content, bool are_queries, Language language) {
  const auto belongs = [&](const Suggestion& suggestion) {
    return (suggestion.kind == Suggestion::Kind::kQuery) == are_queries;
  };
  const std::vector<Suggestion>& all = content.suggestions;
  if (std::none_of(all.begin(), all.end(), belongs)) return;
  html.raw("<div><p>");
  html.text(phrase(are_queries ? Phrase::kDidYouMean : Phrase::kLittleFound, language));
  html.raw("</p><ul>");
  for (const Suggestion& suggestion : all) {
    if (belongs(suggestion)) write_suggestion(html, content, suggestion, language);
  }
  html.raw("</ul></div>");
}

}  // namespace

void write_suggestions(Html& html, const ResultsContent& content, Language language) {
  if (content.suggestions.empty()) return;
  html.raw("<section class=\"suggestions\"")
      .attribute("aria-label", phrase(Phrase::kSuggestions, language))
      .raw(">");
  write_list(html, content, true, language);
  write_list(html, content, false, language);
  html.raw("</section>\n");
}

}  // namespace isthmus::searchd
