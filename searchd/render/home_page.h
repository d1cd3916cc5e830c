// The start page: one search box, what is inside, three ways in.
#pragma once

#include <string>
#include <vector>

#include "searchd/render/page.h"

namespace isthmus::searchd {

struct NamedCount {
  std::string value;  // of the filter
  std::string label;
  std::uint64_t count = 0;
};

// Who comes, with queries that have hits here.
struct EntryPoint {
  Phrase who;
  Phrase about;
  std::string_view side;  // where the queries search; empty: both
  std::vector<std::string> queries;
};

struct HomeContent {
  std::uint64_t academic = 0;
  std::uint64_t practice = 0;
  std::vector<EntryPoint> entries;
  std::vector<NamedCount> programmes;
  std::vector<NamedCount> organisations;
};

std::string render_home(const PageFrame& frame, const HomeContent& content);

}  // namespace isthmus::searchd
