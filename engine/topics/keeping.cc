#include "engine/topics/keeping.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/digest.h"
#include "engine/lexicon/lookup.h"
#include "engine/topics/describe.h"
#include "engine/topics/gaps.h"
#include "engine/topics/labels.h"
#include "engine/topics/placing.h"
#include "engine/topics/read.h"
#include "engine/topics/words.h"

namespace isthmus::topics {
namespace {

using store::Family;

constexpr std::size_t kMostNear = 6;  // topics next to a topic

// Of the family, by key: there are two a record, too many for a map.
using Row = std::pair<std::string, std::string>;
using Rows = std::vector<Row>;

// The first row whose key is not less.
Rows::const_iterator row_from(const Rows& rows, std::string_view key) {
  return std::lower_bound(
      rows.begin(), rows.end(), key,
      [](const Row& row, std::string_view wanted) { return row.first < wanted; });
}

const std::string* value_of(const Rows& rows, std::string_view key) {
  const auto found = row_from(rows, key);
  return found != rows.end() && found->first == key ? &found->second : nullptr;
}

// What can be read of the family as it is.
struct Kept {
  TopicsState state;
  Rows rows;
  Stored stored;
  std::map<std::string, Topic> topics;
  std::vector<Gap> gaps;
};

void take_row(std::string_view key, std::string_view value, Kept& before) {
  const std::string id(keys::id_of_tagged(key));
  if (key.starts_with(keys::kTopicTag)) {
    Result<Topic> topic = codec::decode<Topic>(value);
    if (!topic) return;
    if (topic->level == TopicLevel::kTopic) before.stored.fields.emplace(id, topic->field);
    before.topics.emplace(id, *std::move(topic));
  } else if (key.starts_with(keys::kTopicPointTag)) {
    Result<TopicPoint> point = codec::decode<TopicPoint>(value);
    if (point) before.stored.points.emplace_hint(before.stored.points.end(), id, *std::move(point));
  } else if (key.starts_with(keys::kGapTag)) {
    Result<Gap> gap = codec::decode<Gap>(value);
    if (gap) before.gaps.push_back(*std::move(gap));
  }
}

Result<Kept> read_kept(const store::View& view) {
  Kept before;
  const Result<TopicsState> state = load_state(view);
  if (!state && state.error().code != ErrorCode::kCorrupt) return state.error();
  if (state) before.state = *state;
  TRY(view.scan(Family::kTopics, {}, {}, [&](std::string_view key, std::string_view value) {
    before.rows.emplace_back(key, value);
    take_row(key, value, before);
    return true;
  }));
  return before;
}

// The records whose public face has come, changed or gone since `position`.
Result<std::set<std::string>> changed_since(const store::View& view, std::uint64_t position) {
  std::set<std::string> ids;
  TRY(view.changes_after(position, [&](std::uint64_t, const Change& change) {
    if ((change.faces & kTouchesPublic) != 0) ids.insert(change.id);
    return true;
  }));
  return ids;
}

// Makes what the family should hold.
class Making {
 public:
  Making(const store::View& view, const Kept& before, Points points)
      : view_(view), before_(before), points_(std::move(points)) {}

  Result<void> make(std::uint32_t space) {
    state_ = before_.state;
    changed_ = TRY(changed_since(view_, state_.position));
    if (state_.rules == kRules && state_.space == space && can_follow()) {
      placing_ = follow(points_, before_.stored, changed_);
    } else {
      TRY(place_all(space));
    }
    TRY(put_words());
    lexicons_ = TRY(lexicon::all(view_));
    members_ = members_of(placing_.topics);
    members_.resize(placing_.ids.size());
    for (const std::uint32_t topic : placing_.topics)
      topic_of_point_.push_back(placing_.ids[topic]);
    put_points();
    TRY(put_topics());
    TRY(put_fields());
    TRY(put_gaps());
    put_successors();
    state_.records = points_.size();
    state_.false_discovery_rate = kFalseDiscoveryRate;
    state_.inputs = digest_of_inputs();
    std::sort(rows_.begin(), rows_.end());
    return {};
  }

  const TopicsState& state() const { return state_; }
  const Rows& rows() const { return rows_; }  // by key

 private:
  // Is there a record that still stands where it did?
  bool can_follow() const {
    return std::any_of(points_.points.begin(), points_.points.end(), [&](const Point& point) {
      return !changed_.contains(point.id) && before_.stored.points.contains(point.id);
    });
  }

  Result<void> place_all(std::uint32_t space) {
    const std::uint64_t lexicons = TRY(vectors::load_state(view_)).lexicons;
    std::string places = digest_of_places(points_) + '/' + std::to_string(lexicons);
    if (state_.rules == kRules && places == state_.places && can_follow()) {
      placing_ = follow(points_, before_.stored, changed_);
    } else {
      ++state_.learned;
      placing_ = TRY(place_anew(view_, points_, before_.stored, state_.learned));
      state_.learned_records = points_.size();
      everything_is_new_ = true;
    }
    state_.places = std::move(places);
    state_.rules = kRules;
    state_.space = space;
    return {};
  }

  void put(std::string key, std::string value) {
    rows_.emplace_back(std::move(key), std::move(value));
  }

  Result<void> put_words() {
    const std::string* stored = value_of(before_.rows, keys::kTopicWords);
    Result<links::Epoch> words = word_counts(stored == nullptr ? std::string_view() : *stored);
    std::string counted;
    if (!everything_is_new_ && words) {
      counted = *stored;
      words_ = *std::move(words);
    } else {
      counted = TRY(count_words(view_));
      words_ = TRY(word_counts(counted));
    }
    put(std::string(keys::kTopicWords), std::move(counted));
    return {};
  }

  void put_points() {
    for (std::uint32_t i = 0; i < points_.size(); ++i) {
      const std::string& id = points_.points[i].id;
      put(keys::topic_point(id), codec::encode(stored_form(points_, placing_, i)));
      put(keys::topic_member(topic_of_point_[i], id), {});
    }
  }

  Result<TopicLabels> labels(const Members& members) {
    return labels_of({view_, words_, points_, lexicons_}, members);
  }

  // Labels last until a member changes: they are the costly part.
  Result<TopicLabels> labels_of_topic(const std::string& id, const Members& members) {
    const auto found = before_.topics.find(id);
    const bool is_same =
        !everything_is_new_ && found != before_.topics.end() && has_same_members(id, members);
    return is_same ? found->second.labels : labels(members);
  }

  bool has_same_members(const std::string& id, const Members& members) const {
    std::size_t stored = 0;
    const std::string prefix = keys::topic_member_prefix(id);
    for (auto at = row_from(before_.rows, prefix);
         at != before_.rows.end() && at->first.starts_with(prefix); ++at)
      ++stored;
    return stored == members.size() &&
           std::all_of(members.begin(), members.end(), [&](std::uint32_t member) {
             const std::string& record = points_.points[member].id;
             return !changed_.contains(record) &&
                    value_of(before_.rows, keys::topic_member(id, record)) != nullptr;
           });
  }

  Result<void> put_topics() {
    const auto near = nearest_groups(points_, members_, kMostNear);
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (members_[i].empty()) continue;
      Topic topic = topic_of_members(points_, members_[i]);
      topic.id = placing_.ids[i];
      topic.field = placing_.fields[i];
      topic.labels = TRY(labels_of_topic(topic.id, members_[i]));
      for (const std::uint32_t other : near[i]) topic.near.push_back(placing_.ids[other]);
      put(keys::topic(topic.id), codec::encode(topic));
    }
    return {};
  }

  Result<void> put_fields() {
    std::map<std::string, Members> fields;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      Members& members = fields[placing_.fields[i]];
      members.insert(members.end(), members_[i].begin(), members_[i].end());
    }
    std::vector<std::string> ids;
    std::vector<Members> groups;
    for (auto& [id, members] : fields) {
      if (members.empty()) continue;
      std::sort(members.begin(), members.end());
      ids.push_back(id);
      groups.push_back(std::move(members));
    }
    const auto near = nearest_groups(points_, groups, kMostNear);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      Topic field = topic_of_members(points_, groups[i]);
      field.id = ids[i];
      field.level = TopicLevel::kField;
      const auto found = before_.topics.find(field.id);
      const bool is_same = !everything_is_new_ && found != before_.topics.end() &&
                           found->second.records == field.records;
      field.labels = is_same ? found->second.labels : TRY(labels(groups[i]));
      for (const std::uint32_t other : near[i]) field.near.push_back(ids[other]);
      put(keys::topic(field.id), codec::encode(field));
    }
    return {};
  }

  // Communities of every size, and the topics themselves.
  std::vector<Region> regions() const {
    std::vector<Region> all;
    for (const Membership& sets : placing_.regions) {
      for (Region& region : members_of(sets)) all.push_back(std::move(region));
    }
    all.insert(all.end(), members_.begin(), members_.end());
    return all;
  }

  Result<void> put_gaps() {
    const std::vector<Region> all = regions();
    std::vector<Gap> gaps;
    state_.directions.clear();
    for (const GapDirection direction : all_gap_directions()) {
      std::vector<Role> roles;
      for (const Point& point : points_.points) roles.push_back(role_of(point.subject, direction));
      Examination examination = examine(all, roles, direction);
      state_.directions.push_back(examination.census);
      std::vector<Gap> found;
      for (const Found& one : examination.found) {
        const Region& region = all[one.region];
        found.push_back(gap_of({points_, roles, topic_of_point_}, region, one, direction));
      }
      name(direction, found);
      for (std::size_t i = 0; i < found.size(); ++i)
        found[i].labels =
            TRY(labels_of_gap(found[i], demand_of(all[examination.found[i].region], roles)));
      std::move(found.begin(), found.end(), std::back_inserter(gaps));
    }
    std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
      if (a.is_claimed != b.is_claimed) return a.is_claimed;
      if (a.q != b.q) return a.q < b.q;
      return a.score != b.score ? a.score > b.score : a.id < b.id;
    });
    for (std::uint32_t i = 0; i < gaps.size(); ++i) put(keys::gap(i), codec::encode(gaps[i]));
    return {};
  }

  // They last as those of topics do.
  Result<TopicLabels> labels_of_gap(const Gap& gap, const Members& demand) {
    const auto same = std::find_if(before_.gaps.begin(), before_.gaps.end(), [&](const Gap& one) {
      return one.id == gap.id && one.direction == gap.direction;
    });
    const bool is_same = !everything_is_new_ && same != before_.gaps.end() &&
                         same->demand == gap.demand && demand.size() == gap.demand.size() &&
                         std::none_of(gap.demand.begin(), gap.demand.end(),
                                      [&](const std::string& id) { return changed_.contains(id); });
    return is_same ? same->labels : labels(demand);
  }

  // A gap keeps its id as a topic does.
  void name(GapDirection direction, std::vector<Gap>& found) const {
    IdsBefore before;
    for (const Gap& gap : before_.gaps) {
      if (gap.direction != direction) continue;
      for (const std::string& id : gap.demand) before.emplace(id, gap.id);
    }
    std::vector<std::string> members;
    Membership sets;
    for (std::uint32_t i = 0; i < found.size(); ++i) {
      for (const std::string& id : found[i].demand) {
        members.push_back(id);
        sets.push_back(i);
      }
    }
    const Identities identities =
        identify(members, sets, before, {'g', static_cast<std::uint32_t>(direction)});
    for (std::size_t i = 0; i < found.size(); ++i) found[i].id = identities.ids[i];
  }

  // Of this time and of earlier ones, as far as they lead anywhere.
  void put_successors() {
    std::map<std::string, std::string> all = placing_.successors;
    const auto first = row_from(before_.rows, keys::kRetiredTopicTag);
    for (auto at = first; at != before_.rows.end() && at->first.starts_with(keys::kRetiredTopicTag);
         ++at)
      all.emplace(keys::id_of_tagged(at->first), at->second);
    for (const auto& [id, successor] : all) put(keys::retired_topic(id), successor);
  }

  std::string digest_of_inputs() const {
    std::string text = std::to_string(kRules) + ' ' + digest_of(points_);
    for (const std::string& topic : topic_of_point_) text += ' ' + topic;
    for (const Membership& sets : placing_.regions) {
      for (const std::uint32_t set : sets) text += keys::serial(set);
    }
    return digest(text);
  }

  const store::View& view_;
  const Kept& before_;
  Points points_;
  links::Epoch words_;
  std::vector<Lexicon> lexicons_;
  TopicsState state_;
  Placing placing_;
  std::set<std::string> changed_;
  bool everything_is_new_ = false;
  std::vector<Members> members_;             // by topic
  std::vector<std::string> topic_of_point_;  // ids
  Rows rows_;
};

void put_difference(const Rows& before, const Rows& rows, store::Batch& batch) {
  auto old = before.begin();
  for (const auto& [key, value] : rows) {
    for (; old != before.end() && old->first < key; ++old) batch.erase(Family::kTopics, old->first);
    const bool is_there = old != before.end() && old->first == key;
    if (!is_there || old->second != value) batch.put(Family::kTopics, key, value);
    if (is_there) ++old;
  }
  for (; old != before.end(); ++old) batch.erase(Family::kTopics, old->first);
}

Result<bool> erase_all(const store::View& view, store::Batch& batch) {
  const Result<TopicsState> state = load_state(view);
  if (state && state->rules == 0) return false;
  TRY(view.scan(Family::kTopics, {}, {}, [&](std::string_view key, std::string_view) {
    batch.erase(Family::kTopics, key);
    return true;
  }));
  batch.erase(Family::kMeta, keys::kTopics);
  return true;
}

}  // namespace

Result<bool> bring_up_to_date(const store::View& view, std::uint32_t space, store::Batch& batch) {
  if (space == 0) return erase_all(view, batch);
  const std::uint64_t position = TRY(view.last_position());
  const Result<TopicsState> stored = load_state(view);
  const bool is_current =
      stored && stored->rules == kRules && stored->space == space && stored->position == position;
  if (is_current) return false;
  Points points = TRY(read_points(view));
  if (points.size() < kLeastPoints) return erase_all(view, batch);
  const Kept before = TRY(read_kept(view));
  Making making(view, before, std::move(points));
  TRY(making.make(space));
  put_difference(before.rows, making.rows(), batch);
  TopicsState state = making.state();
  state.position = position;
  batch.put(Family::kMeta, keys::kTopics, codec::encode(state));
  return true;
}

}  // namespace isthmus::topics
