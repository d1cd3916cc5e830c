// Topics and gaps as readers ask for them: what engine/repository stored the last time that it
// settled.
//
// Everything was found in public faces. A record that has been removed or hidden since then may
// still be named until the writer settles: whoever shows records looks at what the viewer sees of
// each, as with links.
//
// Errors: kCorrupt, quoting what cannot be read; those of the store.
// Threads: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/store.h"
#include "schema/result.h"
#include "schema/topic.h"

namespace isthmus::topics {

// How they were found; rules is 0 when there are none.
Result<TopicsState> load_state(const store::View& view);

// All of a level, most records first, equals by id.
Result<std::vector<Topic>> all_topics(const store::View& view, TopicLevel level);

// Nothing when there is none of this id. An id that has gone gives the topic that took most of its
// records: its own id tells.
Result<std::optional<Topic>> topic(const store::View& view, std::string_view id);

// The ids of all records of a topic or field, sorted.
Result<std::vector<std::string>> members(const store::View& view, const Topic& topic);

// The id of the topic that the public face of a record is in; empty for none.
Result<std::string> topic_of(const store::View& view, std::string_view record);

// All gaps in the order of the report: claimed ones first, then by q, score and id.
Result<std::vector<Gap>> all_gaps(const store::View& view);
// Nothing when there is none of this id.
Result<std::optional<Gap>> gap(const store::View& view, std::string_view id);

}  // namespace isthmus::topics
