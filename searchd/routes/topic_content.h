// Reading what answers and pages about topics and gaps are made of.
//
// Errors: kNotFound for a topic that never was; those of the store.
#pragma once

#include "searchd/render/topic_content.h"
#include "searchd/routes/topic_parameters.h"

namespace isthmus::searchd::routes {

Result<TopicContent> topic_content(const Generation& generation, const std::string& id);

Result<TopicsById> all_by_id(const store::View& view);

// The gaps of the page asked for with their records.
Result<GapsContent> gaps_content(const Generation& generation, const GapsParameters& parameters);

}  // namespace isthmus::searchd::routes
