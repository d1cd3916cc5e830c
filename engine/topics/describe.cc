#include "engine/topics/describe.h"

#include <algorithm>
#include <map>
#include <utility>

namespace isthmus::topics {
namespace {

constexpr std::size_t kMostTypical = 50;  // records of a side
constexpr std::size_t kMostShares = 50;
constexpr std::size_t kMostDemand = 200;
constexpr std::size_t kMostSupply = 20;

void count(SideCounts& counts, Side side) {
  if (side == Side::kAcademic) ++counts.academic;
  if (side == Side::kPractice) ++counts.practice;
}

std::uint64_t size_of(const SideCounts& counts) { return counts.academic + counts.practice; }

using SideTallies = std::map<std::string, SideCounts>;

std::vector<TopicShare> shares_of(const SideTallies& tallies) {
  std::vector<TopicShare> shares;
  for (const auto& [name, counts] : tallies) shares.push_back({name, counts});
  std::stable_sort(shares.begin(), shares.end(), [](const TopicShare& a, const TopicShare& b) {
    return size_of(a.records) > size_of(b.records);
  });
  if (shares.size() > kMostShares) shares.resize(kMostShares);
  return shares;
}

// The members of greatest cosine with `direction`, equals by number.
Members nearest_of(const std::vector<float>& cosines, Members members, std::size_t most) {
  const auto end = members.begin() + static_cast<std::ptrdiff_t>(std::min(most, members.size()));
  std::partial_sort(members.begin(), end, members.end(), [&](std::uint32_t a, std::uint32_t b) {
    return cosines[a] != cosines[b] ? cosines[a] > cosines[b] : a < b;
  });
  members.erase(end, members.end());
  return members;
}

std::vector<std::string> ids_of(const Points& points, const Members& members) {
  std::vector<std::string> ids;
  for (const std::uint32_t member : members) ids.push_back(points.points[member].id);
  return ids;
}

Members of_side(const Points& points, const Members& members, Side side) {
  Members found;
  for (const std::uint32_t member : members)
    if (points.points[member].subject.side == side) found.push_back(member);
  return found;
}

std::vector<std::string> people_of(const TopicSubject& subject) {
  std::vector<std::string> names;
  for (const Author& author : subject.authors) {
    const bool is_new = std::find(names.begin(), names.end(), author.name) == names.end();
    if (is_new && !author.name.empty()) names.push_back(author.name);
  }
  return names;
}

// By their cosine with their own centre, the most typical first.
Members most_typical_first(const Points& points, const Members& members) {
  const vectors::Direction centre = vectors::centre_of(points.places, members);
  std::vector<std::pair<float, std::uint32_t>> cosines;
  for (const std::uint32_t member : members) {
    float sum = 0;
    for (std::size_t i = 0; i < vectors::kDimensions; ++i)
      sum += centre[i] * static_cast<float>(points.places.row(member)[i]);
    cosines.emplace_back(-sum * points.places.scale(member), member);
  }
  std::sort(cosines.begin(), cosines.end());
  Members sorted;
  for (const auto& [cosine, member] : cosines) sorted.push_back(member);
  return sorted;
}

}  // namespace

void GapTallies::Tally::add(const std::string& name, Role role) {
  GapShare& share = shares_[name];
  (role == Role::kDemand ? share.demand : share.supply) += 1;
}

std::vector<GapShare> GapTallies::Tally::by_name() const {
  std::vector<GapShare> shares;
  for (const auto& [name, share] : shares_) shares.push_back({name, share.demand, share.supply});
  return shares;
}

std::vector<GapShare> GapTallies::Tally::by_demand() const {
  std::vector<GapShare> shares = by_name();
  std::stable_sort(shares.begin(), shares.end(),
                   [](const GapShare& a, const GapShare& b) { return a.demand > b.demand; });
  if (shares.size() > kMostShares) shares.resize(kMostShares);
  return shares;
}

void GapTallies::add(const TopicSubject& subject, const std::string& topic, Role role) {
  topics_.add(topic, role);
  for (const std::string& programme : subject.programmes) programmes_.add(programme, role);
  if (!subject.organisation.empty()) organisations_.add(subject.organisation, role);
  if (subject.date.year > 0) years_.add(std::to_string(subject.date.year), role);
}

void GapTallies::tell(Gap& gap) const {
  gap.topics = topics_.by_demand();
  gap.programmes = programmes_.by_demand();
  gap.organisations = organisations_.by_demand();
  gap.years = years_.by_name();
}

Topic topic_of_members(const Points& points, const Members& members) {
  Topic topic;
  SideTallies organisations;
  SideTallies programmes;
  SideTallies people;
  std::map<std::uint16_t, SideCounts> years;
  for (const std::uint32_t member : members) {
    const TopicSubject& subject = points.points[member].subject;
    count(topic.records, subject.side);
    if (!subject.organisation.empty()) count(organisations[subject.organisation], subject.side);
    for (const std::string& programme : subject.programmes)
      count(programmes[programme], subject.side);
    for (const std::string& person : people_of(subject)) count(people[person], subject.side);
    if (year_of(points.points[member]) != 0)
      count(years[year_of(points.points[member])], subject.side);
  }
  topic.organisations = shares_of(organisations);
  topic.programmes = shares_of(programmes);
  topic.people = shares_of(people);
  for (const auto& [year, counts] : years) topic.years.push_back({year, counts});
  const Members sorted = most_typical_first(points, members);
  const auto typical = [&](Side side) {
    Members of_that_side = of_side(points, sorted, side);
    if (of_that_side.size() > kMostTypical) of_that_side.resize(kMostTypical);
    return ids_of(points, of_that_side);
  };
  topic.academic = typical(Side::kAcademic);
  topic.practice = typical(Side::kPractice);
  return topic;
}

std::vector<std::vector<std::uint32_t>> nearest_groups(const Points& points,
                                                       const std::vector<Members>& groups,
                                                       std::size_t most) {
  vectors::Places centres;
  std::vector<std::uint32_t> group_of_place;  // a group whose members cancel out has none
  for (std::uint32_t group = 0; group < groups.size(); ++group) {
    const std::string bytes = vectors::pack(vectors::centre_of(points.places, groups[group]));
    if (bytes.empty()) continue;
    centres.add(bytes);
    group_of_place.push_back(group);
  }
  std::vector<std::vector<std::uint32_t>> nearest(groups.size());
  const NeighbourLists lists = vectors::nearest(centres, most);
  for (std::size_t place = 0; place < lists.size(); ++place) {
    for (const vectors::Neighbour& neighbour : lists[place])
      nearest[group_of_place[place]].push_back(group_of_place[neighbour.place]);
  }
  return nearest;
}

Members demand_of(const Region& region, const std::vector<Role>& roles) {
  Members demand;
  for (const std::uint32_t point : region)
    if (roles[point] == Role::kDemand) demand.push_back(point);
  return demand;
}

Gap gap_of(const GapMaterial& material, const Region& region, const Found& found,
           GapDirection direction) {
  Gap gap;
  gap.direction = direction;
  gap.is_claimed = found.is_claimed;
  gap.demand_count = found.demand;
  gap.supply_count = found.supply;
  gap.expected_supply = found.expected_supply;
  gap.score = found.score;
  gap.q = found.q;
  GapTallies tallies;
  for (const std::uint32_t point : region) {
    if (material.roles[point] == Role::kNeither) continue;
    tallies.add(material.points.points[point].subject, material.topics[point],
                material.roles[point]);
  }
  tallies.tell(gap);
  const Members demand = demand_of(region, material.roles);
  const std::vector<float> cosines =
      vectors::cosines(material.points.places, vectors::centre_of(material.points.places, demand));
  gap.demand = ids_of(material.points, nearest_of(cosines, demand, kMostDemand));
  Members supply;
  for (std::uint32_t point = 0; point < material.roles.size(); ++point)
    if (material.roles[point] == Role::kSupply) supply.push_back(point);
  gap.supply = ids_of(material.points, nearest_of(cosines, std::move(supply), kMostSupply));
  return gap;
}

}  // namespace isthmus::topics
