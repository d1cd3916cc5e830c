// The results: hits of both sides, under each its counterparts on the other side with the reasons;
// filters; paging.
#pragma once

#include <string>
#include <vector>

#include "engine/search/search.h"
#include "engine/search/suggestions.h"
#include "searchd/render/address.h"
#include "searchd/render/page.h"
#include "searchd/service.h"

namespace isthmus::searchd {

struct ResultsContent {
  const search::Request& request;
  const search::Response& response;
  // Counts of each facet as if its own filter were not set, so that the alternatives to a chosen
  // value can be seen.
  const std::vector<search::FacetResult>& facets;
  const std::vector<search::Suggestion>& suggestions;
  const repository::Snapshot& snapshot;
  Address address;  // of this page, without paging
  double took_ms = 0;
};

std::string render_results(const PageFrame& frame, const ResultsContent& content);

// Filters and their chips, for render_results (searchd/render/filters.cc).
void write_filters(Html& html, const ResultsContent& content, Language language);
void write_active_filters(Html& html, const ResultsContent& content, Language language);
// Tabs: both sides, academic, practice, with counts.
void write_side_tabs(Html& html, const ResultsContent& content, Language language);
bool has_filters(const search::Filters& filters);
// What a value of a filter is called.
std::string value_label(const ResultsContent& content, std::string_view parameter,
                        const std::string& value, Language language);
// What to try when little was found, each with its count (searchd/render/suggestions.cc); nothing
// for none.
void write_suggestions(Html& html, const ResultsContent& content, Language language);

}  // namespace isthmus::searchd
