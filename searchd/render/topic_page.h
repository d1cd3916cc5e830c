// The pages of topics: the list of fields with their topics, and one topic or field with both sides
// beside each other.
#pragma once

#include <string>
#include <vector>

#include "searchd/render/page.h"
#include "searchd/render/topic_content.h"

namespace isthmus::searchd {

// A field and its topics, the greatest first.
struct FieldContent {
  Topic field;
  std::vector<Topic> topics;
};

// `least_records`: public records that topics begin with, for a repository that has none.
std::string render_topics(const PageFrame& frame, const std::vector<FieldContent>& fields,
                          std::size_t least_records);

std::string render_topic(const PageFrame& frame, const TopicContent& content,
                         const repository::Snapshot& snapshot);

// Says that there are no topics yet, and what to do.
void write_no_topics(Html& html, std::size_t least_records, Language language);
// "8 academic, 14 practice", with the marks of the sides.
void write_count_of_sides(Html& html, const SideCounts& counts, Language language);

}  // namespace isthmus::searchd
