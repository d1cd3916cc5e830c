#include "searchd/routes/topic_content.h"

#include "engine/topics/choose.h"
#include "engine/topics/read.h"
#include "schema/wording.h"

namespace isthmus::searchd::routes {

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
  ids.insert(ids.end(), content.topic.practice.begin(), content.topic.practice.end());
  content.records = TRY(search::visible_headlines(view, generation.viewer, std::move(ids)));
  return content;
}

}  // namespace isthmus::searchd::routes
