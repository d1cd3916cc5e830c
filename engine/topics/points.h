// The public records that topics and gaps are found among: where each stands in the space of
// meaning, what is said of it, and which are nearest to it.
//
// Shape: about 700 bytes a record in memory.
// Errors: kCorrupt; those of the store. Threads: immutable once made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "engine/vectors/neighbours.h"
#include "schema/result.h"
#include "schema/topic.h"

namespace isthmus::topics {

// Of each record, nearest first. Topics are made of the first kGraphNeighbours, gaps of all.
inline constexpr std::size_t kNeighbours = 30;
inline constexpr std::size_t kGraphNeighbours = 15;

using NeighbourLists = std::vector<std::vector<vectors::Neighbour>>;

struct Point {
  std::string id;
  std::uint32_t serial = 0;
  TopicSubject subject;
};

// The year of its date; 0 without one.
std::uint16_t year_of(const Point& point);

struct Points {
  std::vector<Point> points;  // by id; only those whose words say something
  vectors::Places places;     // of each, in the same order

  std::size_t size() const { return points.size(); }
};

// The public ones, without neighbours.
Result<Points> read_points(const store::View& view);

// Their digest: of ids, places and all that is said of them.
std::string digest_of(const Points& points);
// Of ids and places alone.
std::string digest_of_places(const Points& points);

}  // namespace isthmus::topics
