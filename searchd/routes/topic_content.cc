#include "searchd/routes/topic_content.h"

#include "engine/topics/read.h"
#include "schema/wording.h"

namespace isthmus::searchd::routes {
namespace {

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

Result<TopicsById> all_by_id(const store::View& view) {
  TopicsById all;
  for (const TopicLevel level : {TopicLevel::kTopic, TopicLevel::kField}) {
    for (Topic& topic : TRY(topics::all_topics(view, level)))
      all.emplace(topic.id, std::move(topic));
  }
  return all;
}

Result<TopicContent> topic_content(const Generation& generation, const std::string& id) {
  const store::View& view = generation.sources.store;
  std::optional<Topic> topic = TRY(topics::topic(view, id));
  if (!topic) {
    return Error{ErrorCode::kNotFound, "there is no topic " + quote(id),
                 "/api/v1/topics lists them"};
  }
  TopicContent content;
  content.topic = *std::move(topic);
  content.others = TRY(all_by_id(view));
  for (Topic& part : TRY(topics::all_topics(view, TopicLevel::kTopic)))
    if (part.field == content.topic.id) content.parts.push_back(std::move(part));
  topics::GapChoice choice;
  choice.topics = {content.topic.id};
  content.gaps = TRY(topics::chosen_gaps(view, choice));
  std::vector<std::string> ids = content.topic.academic;
  append(ids, content.topic.practice);
  content.records = TRY(search::visible_headlines(view, generation.viewer, std::move(ids)));
  return content;
}

Result<GapsContent> gaps_content(const Generation& generation, const GapsParameters& parameters) {
  const store::View& view = generation.sources.store;
  GapsContent content;
  content.state = TRY(topics::load_state(view));
  content.gaps = TRY(topics::chosen_gaps(view, parameters.choice));
  const Part part = part_of(parameters.list, content.gaps.size());
  content.begin = part.begin;
  content.end = part.end;
  content.topics = TRY(all_by_id(view));
  std::vector<std::string> ids;
  for (std::size_t i = part.begin; i < part.end; ++i) {
    append(ids, content.gaps[i].demand);
    append(ids, content.gaps[i].supply);
  }
  content.records = TRY(search::visible_headlines(view, generation.viewer, std::move(ids)));
  return content;
}

}  // namespace isthmus::searchd::routes
