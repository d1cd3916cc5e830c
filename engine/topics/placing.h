// Where every public record stands now: its neighbours, its topic, and the regions that it is in.
//
// Found anew, or followed from what was stored: then the records that have changed are compared with
// all others, so that the neighbours are the same as if they had been found anew, and take the topic
// and the regions of their nearest neighbours.
//
// Errors: those of communities() and of the store. Threads: any.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/topics/identity.h"
#include "engine/topics/partition.h"
#include "engine/topics/points.h"
#include "schema/topic.h"

namespace isthmus::topics {

struct Placing {
  NeighbourLists lists;                           // by point
  Membership topics;                              // by point
  std::vector<std::string> ids;                   // by topic
  std::vector<std::string> fields;                // by topic: the id of its field
  std::vector<Membership> regions;                // by set of regions, then by point
  std::map<std::string, std::string> successors;  // of topics and fields that are no more
};

// What was stored of each record, by its id.
using StoredPoints = std::map<std::string, TopicPoint, std::less<>>;
// The field of each topic that there was, by their ids.
using StoredFields = std::map<std::string, std::string, std::less<>>;

struct Stored {
  StoredPoints points;
  StoredFields fields;
};

// `view` is read for the words of records.
Result<Placing> place_anew(const store::View& view, const Points& points, const Stored& stored,
                           std::uint32_t learned);

// `changed` are the ids of records that have come or changed since `stored`; every other point is
// stored, with its topic, and there is at least one of them.
Placing follow(const Points& points, const Stored& stored, const std::set<std::string>& changed);

// What is stored of a point.
TopicPoint stored_form(const Points& points, const Placing& placing, std::uint32_t point);

// The members of each set, ascending.
std::vector<std::vector<std::uint32_t>> members_of(const Membership& sets);

}  // namespace isthmus::topics
