// The JSON answers of the API, exactly as docs/api.md has them.
//
// Written straight into a string: a search answer is the hot path, and a tree of values costs more
// than the search's links.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/search/completions.h"
#include "engine/search/search.h"
#include "engine/search/suggestions.h"
#include "schema/activity.h"
#include "searchd/service.h"

namespace isthmus::searchd {

struct SearchAnswer {
  const search::Request& request;
  const search::Response& response;
  const std::vector<search::Suggestion>& suggestions;
  const repository::Snapshot& snapshot;  // for the organisations' names
  std::string query_id;
  double took_ms = 0;
};

std::string search_json(const SearchAnswer& answer);
// `record` with the other records of its work.
std::string record_json(const Record& record, const std::vector<works::Member>& work);
std::string completions_json(std::string_view typed, const std::vector<search::Completion>& found,
                             const std::vector<Headline>& titled);
std::string links_json(std::string_view id, const std::vector<search::LinkedRecord>& links);
std::string decision_json(const LinkDecision& decision);
// One page of `total`.
std::string decisions_json(const std::vector<LinkDecision>& decisions, std::uint64_t total,
                           std::uint32_t page, std::uint32_t size);

// "/records/cnc:a%2Fb".
std::string record_url(std::string_view id);

}  // namespace isthmus::searchd
