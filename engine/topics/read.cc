#include "engine/topics/read.h"

#include <algorithm>

#include "schema/wording.h"

namespace isthmus::topics {
namespace {

using store::Family;

constexpr int kMostSteps = 16;  // from a topic that has gone to its successor's successor

Error unreadable(const std::string& what) {
  return {ErrorCode::kCorrupt, what + " cannot be read", "run isthmus-indexer rebuild"};
}

template <typename T>
Result<T> decoded(std::string_view value, const std::string& what) {
  Result<T> decoded = codec::decode<T>(value);
  if (decoded) return decoded;
  return decoded.error().code == ErrorCode::kCorrupt ? unreadable(what) : decoded.error();
}

std::uint64_t size_of(const Topic& topic) {
  return topic.records.academic + topic.records.practice;
}

Result<void> add_members(const store::View& view, const std::string& topic,
                         std::vector<std::string>& ids) {
  const std::string prefix = keys::topic_member_prefix(topic);
  return view.scan(Family::kTopics, prefix, {}, [&](std::string_view key, std::string_view) {
    ids.emplace_back(key.substr(prefix.size()));
    return true;
  });
}

}  // namespace

Result<TopicsState> load_state(const store::View& view) {
  const std::optional<std::string> bytes = TRY(view.get(Family::kMeta, keys::kTopics));
  if (!bytes) return TopicsState{};
  return decoded<TopicsState>(*bytes, "how the topics were found");
}

Result<std::vector<Topic>> all_topics(const store::View& view, TopicLevel level) {
  std::vector<Topic> all;
  const auto take = [&](std::string_view key, std::string_view value) -> Result<void> {
    Topic one = TRY(decoded<Topic>(value, "topic " + quote(keys::id_of_tagged(key))));
    if (one.level == level) all.push_back(std::move(one));
    return {};
  };
  TRY(view.for_each(Family::kTopics, keys::kTopicTag, take));
  std::sort(all.begin(), all.end(), [](const Topic& a, const Topic& b) {
    return size_of(a) != size_of(b) ? size_of(a) > size_of(b) : a.id < b.id;
  });
  return all;
}

Result<std::optional<Topic>> topic(const store::View& view, std::string_view id) {
  std::string name(id);
  for (int step = 0; step < kMostSteps; ++step) {
    const auto bytes = TRY(view.get(Family::kTopics, keys::topic(name)));
    if (bytes) return std::optional(TRY(decoded<Topic>(*bytes, "topic " + quote(name))));
    const auto next = TRY(view.get(Family::kTopics, keys::retired_topic(name)));
    if (!next) break;
    name = *next;
  }
  return std::optional<Topic>();
}

Result<std::vector<std::string>> members(const store::View& view, const Topic& topic) {
  std::vector<std::string> ids;
  if (topic.level == TopicLevel::kTopic) {
    TRY(add_members(view, topic.id, ids));
  } else {
    for (const Topic& part : TRY(all_topics(view, TopicLevel::kTopic))) {
      if (part.field == topic.id) TRY(add_members(view, part.id, ids));
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<std::string> topic_of(const store::View& view, std::string_view record) {
  const auto bytes = TRY(view.get(Family::kTopics, keys::topic_point(record)));
  if (!bytes) return std::string();
  return TRY(decoded<TopicPoint>(*bytes, "the place of record " + quote(record))).topic;
}

Result<std::vector<Gap>> all_gaps(const store::View& view) {
  std::vector<Gap> all;
  const auto take = [&](std::string_view, std::string_view value) -> Result<void> {
    all.push_back(TRY(decoded<Gap>(value, "a gap")));
    return {};
  };
  TRY(view.for_each(Family::kTopics, keys::kGapTag, take));
  return all;
}

Result<std::optional<Gap>> gap(const store::View& view, std::string_view id) {
  for (Gap& one : TRY(all_gaps(view))) {
    if (one.id == id) return std::optional(std::move(one));
  }
  return std::optional<Gap>();
}

}  // namespace isthmus::topics
