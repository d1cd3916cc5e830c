// What is told of a topic, a field or a gap: labels, typical records, counts by organisation,
// programme, person and year.
//
// Shape: lists are sorted by count, equals by name; typical records by their cosine with the centre
// of the group.
// Errors: those of the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/topics/gaps.h"
#include "engine/topics/labels.h"
#include "engine/topics/points.h"
#include "schema/topic.h"

namespace isthmus::topics {

using Members = std::vector<std::uint32_t>;  // numbers of points, ascending

// All but id, level, field, labels and near.
Topic topic_of_members(const Points& points, const Members& members);

// The groups whose centres are nearest to each other's, by group, nearest first.
std::vector<std::vector<std::uint32_t>> nearest_groups(const Points& points,
                                                       const std::vector<Members>& groups,
                                                       std::size_t most);

// How many of a gap's records ask and answer, by topic, programme, organisation and year.
class GapTallies {
 public:
  void add(const TopicSubject& subject, const std::string& topic, Role role);
  void tell(Gap& gap) const;

 private:
  class Tally {
   public:
    void add(const std::string& name, Role role);
    std::vector<GapShare> by_name() const;
    std::vector<GapShare> by_demand() const;  // at most 50

   private:
    std::map<std::string, GapShare> shares_;
  };
  Tally topics_;
  Tally programmes_;
  Tally organisations_;
  Tally years_;
};

struct GapMaterial {
  const Points& points;
  const std::vector<Role>& roles;
  const std::vector<std::string>& topics;  // the id of each point's topic
};

// All but id and labels.
Gap gap_of(const GapMaterial& material, const Region& region, const Found& found,
           GapDirection direction);

// The demand of a region.
Members demand_of(const Region& region, const std::vector<Role>& roles);

}  // namespace isthmus::topics
