#include "engine/topics/placing.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "engine/topics/shared_words.h"

namespace isthmus::topics {
namespace {

// More changes than this share of the points, and all neighbours are found anew.
constexpr std::size_t kFewChanges = 10;

// The set that most of a point's nearest neighbours are in; the first set when none is in any.
std::uint32_t set_among(const std::vector<vectors::Neighbour>& neighbours, const Before& sets) {
  return topic_among(neighbours, sets).value_or(0);
}

std::vector<std::string> ids_of(const Points& points) {
  std::vector<std::string> ids;
  ids.reserve(points.size());
  for (const Point& point : points.points) ids.push_back(point.id);
  return ids;
}

// Topics that there were, numbered, as far as points are still there.
struct Numbered {
  Before before;                 // by point
  std::vector<std::string> ids;  // by number
};

Numbered numbered_topics(const Points& points, const StoredPoints& stored) {
  Numbered numbered;
  numbered.before.resize(points.size());
  std::map<std::string, std::uint32_t> numbers;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto found = stored.find(points.points[i].id);
    if (found == stored.end() || found->second.topic.empty()) continue;
    const auto [entry, is_new] =
        numbers.try_emplace(found->second.topic, static_cast<std::uint32_t>(numbered.ids.size()));
    if (is_new) numbered.ids.push_back(found->second.topic);
    numbered.before[i] = entry->second;
  }
  return numbered;
}

// The old neighbours of a point as far as they are unchanged; fewer than there were when some are
// not.
class OldLists {
 public:
  OldLists(const Points& points, const std::vector<bool>& is_changed)
      : points_(points), is_changed_(is_changed) {
    for (std::uint32_t i = 0; i < points.size(); ++i) numbers_.emplace(points.points[i].serial, i);
  }

  // Nothing when a neighbour has gone or changed, so that another may have come nearer.
  std::optional<std::vector<vectors::Neighbour>> list_of(std::uint32_t point,
                                                         std::string_view stored) const {
    std::vector<vectors::Neighbour> list;
    for (; stored.size() >= kSerialBytes; stored.remove_prefix(kSerialBytes)) {
      const auto serial =
          static_cast<std::uint32_t>(keys::position_of_change(stored.substr(0, kSerialBytes)));
      const auto found = numbers_.find(serial);
      if (found == numbers_.end() || is_changed_[found->second]) return std::nullopt;
      list.push_back({found->second, vectors::cosine(points_.places, point, found->second)});
    }
    return list;
  }

 private:
  static constexpr std::size_t kSerialBytes = 4;
  const Points& points_;
  const std::vector<bool>& is_changed_;
  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
};

// Puts a neighbour where it belongs; the farthest goes.
void insert(std::vector<vectors::Neighbour>& list, const vectors::Neighbour& one) {
  list.insert(std::lower_bound(list.begin(), list.end(), one, vectors::is_nearer), one);
  list.pop_back();
}

NeighbourLists followed_lists(const Points& points, const StoredPoints& stored,
                              const std::vector<bool>& is_changed) {
  NeighbourLists lists(points.size());
  std::vector<std::uint32_t> to_find;
  std::vector<std::uint32_t> changed;
  std::vector<bool> is_old(points.size());
  const OldLists old(points, is_changed);
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (is_changed[i]) {
      changed.push_back(i);
      to_find.push_back(i);
      continue;
    }
    auto list = old.list_of(i, stored.at(points.points[i].id).near);
    is_old[i] = list && list->size() == kNeighbours;
    if (is_old[i]) {
      lists[i] = *std::move(list);
    } else {
      to_find.push_back(i);
    }
  }
  for (const std::uint32_t one : changed) {
    const std::vector<float> cosines = vectors::cosines(points.places, one);
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      const vectors::Neighbour neighbour{one, cosines[i]};
      if (is_old[i] && vectors::is_nearer(neighbour, lists[i].back())) insert(lists[i], neighbour);
    }
  }
  NeighbourLists found = vectors::nearest(points.places, to_find, kNeighbours);
  for (std::size_t i = 0; i < to_find.size(); ++i) lists[to_find[i]] = std::move(found[i]);
  return lists;
}

// The sets of points that have changed are those of their neighbours.
Membership followed_sets(const NeighbourLists& lists, const Before& before) {
  Membership sets(lists.size());
  for (std::size_t i = 0; i < lists.size(); ++i)
    sets[i] = before[i] ? *before[i] : set_among(lists[i], before);
  return sets;
}

std::vector<std::uint32_t> numbers_in(std::string_view bytes) {
  constexpr std::size_t kNumberBytes = 4;
  std::vector<std::uint32_t> numbers;
  for (; bytes.size() >= kNumberBytes; bytes.remove_prefix(kNumberBytes)) {
    numbers.push_back(
        static_cast<std::uint32_t>(keys::position_of_change(bytes.substr(0, kNumberBytes))));
  }
  return numbers;
}

std::vector<Membership> followed_regions(const Points& points, const StoredPoints& stored,
                                         const NeighbourLists& lists,
                                         const std::vector<bool>& is_changed) {
  std::vector<Before> before;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (is_changed[i]) continue;
    const std::vector<std::uint32_t> numbers = numbers_in(stored.at(points.points[i].id).regions);
    while (before.size() < numbers.size()) before.emplace_back(points.size());
    for (std::size_t set = 0; set < numbers.size(); ++set) before[set][i] = numbers[set];
  }
  std::vector<Membership> regions;
  for (const Before& one : before) regions.push_back(followed_sets(lists, one));
  return regions;
}

IdsBefore topics_before(const StoredPoints& stored) {
  IdsBefore before;
  for (const auto& [id, point] : stored)
    if (!point.topic.empty()) before.emplace(id, point.topic);
  return before;
}

IdsBefore fields_before(const Stored& stored) {
  IdsBefore before;
  for (const auto& [id, point] : stored.points) {
    const auto field = stored.fields.find(point.topic);
    if (field != stored.fields.end()) before.emplace(id, field->second);
  }
  return before;
}

}  // namespace

Result<Placing> place_anew(const store::View& view, const Points& points, const Stored& stored,
                           std::uint32_t learned) {
  Placing placing;
  placing.lists = vectors::nearest(points.places, kNeighbours);
  const Numbered numbered = numbered_topics(points, stored.points);
  const Partition found =
      TRY(partition(placing.lists, numbered.ids.empty() ? Before() : numbered.before));
  placing.topics = found.topics;
  const std::vector<std::string> ids = ids_of(points);
  Identities topics = identify(ids, found.topics, topics_before(stored.points), {'t', learned});
  Membership field_of_point(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) field_of_point[i] = found.fields[found.topics[i]];
  Identities fields = identify(ids, field_of_point, fields_before(stored), {'f', learned});
  placing.ids = std::move(topics.ids);
  for (const std::uint32_t field : found.fields) placing.fields.push_back(fields.ids[field]);
  placing.successors = std::move(topics.successors);
  placing.successors.merge(fields.successors);
  const std::vector<NeighbourLists> by_words = TRY(lists_by_words(view, points, placing.lists));
  placing.regions = TRY(region_sets(placing.lists, by_words));
  return placing;
}

Placing follow(const Points& points, const Stored& stored, const std::set<std::string>& changed) {
  std::vector<bool> is_changed(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    is_changed[i] =
        changed.contains(points.points[i].id) || !stored.points.contains(points.points[i].id);
  }
  Placing placing;
  placing.lists = changed.size() > points.size() / kFewChanges
                      ? vectors::nearest(points.places, kNeighbours)
                      : followed_lists(points, stored.points, is_changed);
  Numbered numbered = numbered_topics(points, stored.points);
  for (std::size_t i = 0; i < points.size(); ++i)
    if (is_changed[i]) numbered.before[i].reset();
  placing.topics = followed_sets(placing.lists, numbered.before);
  placing.regions = followed_regions(points, stored.points, placing.lists, is_changed);
  placing.ids = std::move(numbered.ids);
  for (const std::string& id : placing.ids) {
    const auto field = stored.fields.find(id);
    placing.fields.push_back(field == stored.fields.end() ? std::string() : field->second);
  }
  return placing;
}

TopicPoint stored_form(const Points& points, const Placing& placing, std::uint32_t point) {
  TopicPoint form;
  form.topic = placing.ids[placing.topics[point]];
  for (const vectors::Neighbour& neighbour : placing.lists[point])
    form.near += keys::serial(points.points[neighbour.place].serial);
  for (const Membership& regions : placing.regions) form.regions += keys::serial(regions[point]);
  return form;
}

std::vector<std::vector<std::uint32_t>> members_of(const Membership& sets) {
  std::vector<std::vector<std::uint32_t>> members(count_of(sets));
  for (std::uint32_t i = 0; i < sets.size(); ++i) members[sets[i]].push_back(i);
  return members;
}

}  // namespace isthmus::topics
