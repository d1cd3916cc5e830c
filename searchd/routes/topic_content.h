// Reading what answers and pages about topics are made of.
//
// Errors: kNotFound for a topic that never was; those of the store.
#pragma once

#include "searchd/render/topic_content.h"
#include "searchd/service.h"

namespace isthmus::searchd::routes {

Result<TopicContent> topic_content(const Generation& generation, const std::string& id);

Result<TopicsById> all_by_id(const store::View& view);

}  // namespace isthmus::searchd::routes
