#include "engine/search/suggestions.h"

#include <algorithm>
#include <array>

#include "engine/search/corrections.h"

namespace isthmus::search {
namespace {

// Nobody mistypes a longer query, and each count of one costs as much as the search did.
constexpr std::size_t kMostQueryBytes = 500;

struct ListFilter {
  std::string_view name;
  std::vector<std::string> Filters::*values;
  std::array<std::string_view, 2> both = {};  // what is offered instead of one another
};

constexpr std::array kListFilters = {
    ListFilter{"side", &Filters::side, {"academic", "practice"}},
    ListFilter{"language", &Filters::language, {"zh", "en"}},
    ListFilter{"kind", &Filters::kind},
    ListFilter{"organisation", &Filters::organisation},
    ListFilter{"programme", &Filters::programme},
    ListFilter{"collection", &Filters::collection},
};
constexpr std::string_view kYear = "year";

void set_filter(Filters& filters, std::string_view name, std::vector<std::string> values) {
  if (name == kYear) {
    filters.year_from.reset();
    filters.year_to.reset();
  }
  for (const ListFilter& filter : kListFilters) {
    if (filter.name == name) filters.*filter.values = std::move(values);
  }
}

// Collects what is worth suggesting.
class Collector {
 public:
  Collector(const Sources& sources, const Viewer& viewer, const Request& request)
      : sources_(sources), viewer_(viewer), request_(request) {}

  // Only when its words find more than `least` records: something is near in meaning to anything.
  Result<void> add(Suggestion suggestion, std::uint64_t least) {
    const Request next = changed(request_, suggestion);
    suggestion.count = TRY(count_by_words(next));
    if (suggestion.count <= least) return {};
    if (next.uses_meaning && sources_.vectors != nullptr)
      suggestion.count = TRY(count(sources_, viewer_, next));
    suggestions_.push_back(std::move(suggestion));
    return {};
  }

  Result<void> add_instead(const ListFilter& filter) {
    const std::vector<std::string>& chosen = request_.filters.*filter.values;
    if (chosen.empty()) return {};
    for (const std::string_view value : filter.both) {
      const bool is_chosen = std::find(chosen.begin(), chosen.end(), value) != chosen.end();
      if (value.empty() || is_chosen) continue;
      TRY(add({Suggestion::Kind::kInstead, {}, filter.name, std::string(value)}, 0));
    }
    return {};
  }

  Result<void> add_without() {
    const Filters& filters = request_.filters;
    const std::uint64_t present = TRY(count_by_words(request_));
    for (const ListFilter& filter : kListFilters) {
      if ((filters.*filter.values).empty()) continue;
      TRY(add({Suggestion::Kind::kWithout, {}, filter.name}, present));
    }
    if (filters.year_from || filters.year_to)
      TRY(add({Suggestion::Kind::kWithout, {}, kYear}, present));
    return {};
  }

  std::vector<Suggestion> take() { return std::move(suggestions_); }

 private:
  Result<std::uint64_t> count_by_words(Request request) const {
    request.uses_meaning = false;
    return count(sources_, viewer_, request);
  }

  const Sources& sources_;
  const Viewer& viewer_;
  const Request& request_;
  std::vector<Suggestion> suggestions_;
};

}  // namespace

std::string_view name_of(Suggestion::Kind kind) {
  constexpr std::array<std::string_view, 3> kNames = {"query", "instead", "without"};
  return kNames[static_cast<std::size_t>(kind)];
}

Request changed(const Request& request, const Suggestion& suggestion) {
  Request result = request;
  result.page = 1;
  switch (suggestion.kind) {
    case Suggestion::Kind::kQuery:
      result.query = suggestion.query;
      break;
    case Suggestion::Kind::kInstead:
      set_filter(result.filters, suggestion.filter, {suggestion.value});
      break;
    case Suggestion::Kind::kWithout:
      set_filter(result.filters, suggestion.filter, {});
      break;
  }
  return result;
}

Result<std::vector<Suggestion>> suggestions(const Sources& sources, const Viewer& viewer,
                                            const Request& request, const Response& response) {
  Collector collector(sources, viewer, request);
  if (request.query.size() > kMostQueryBytes) return collector.take();
  const Suspicion suspicion = response.is_scarce ? Suspicion::kRareWords : Suspicion::kUnknownWords;
  const std::vector<std::string> corrected =
      TRY(corrected_queries(sources.index, request.query, suspicion, response.terms));
  for (const std::string& query : corrected)
    TRY(collector.add({Suggestion::Kind::kQuery, query, {}, {}}, 0));
  if (!response.is_scarce) return collector.take();
  for (const ListFilter& filter : kListFilters) TRY(collector.add_instead(filter));
  TRY(collector.add_without());
  return collector.take();
}

}  // namespace isthmus::search
