// The work of a record as a viewer sees it, for readers: the records that he may see and that are
// tied to it, directly or through others that he may see.
//
// Only ties between the faces that he sees count, so that what he may not see neither joins nor shows
// anything. Ties are taken strongest first (declared, identifier, title, text), and one that would
// bring together two records that a person has told apart, or that contradict each other, is left
// out: so every record of the work gives the same work.
//
// Shape: at most 100 records are looked at; of a larger tangle each record sees the 100 next to it.
// Errors: those of the store. A value that cannot be read counts as absent; `check` reports it.
// Threads: any.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/store.h"
#include "schema/face.h"
#include "schema/work.h"

namespace isthmus::works {

inline constexpr std::size_t kMostMembers = 100;

struct Member {
  Record record;  // as the viewer may see it, without its body
  Face face = Face::kPublic;
  // Its strongest tie, to the record that was asked for if there is one, with the other's id; of
  // that record itself: empty.
  WorkTie tie;
};

// A tie between two members: tie.id is the second one.
struct Bond {
  std::string id;
  WorkTie tie;
};

struct Work {
  std::vector<Member> members;  // by id; empty when the record stands alone
  std::vector<Bond> bonds;      // strongest first
};

struct Subject {
  Face face = Face::kPublic;  // that the viewer sees
  std::string id;
};

// Of several records in one read, in their order.
Result<std::vector<Work>> works_of(const store::View& view, const Viewer& viewer,
                                   const std::vector<Subject>& subjects);

// Every work of more than one record as somebody sees it who may see everything, by the ids of its
// first record, until visit() returns false.
Result<void> for_each_work(const store::View& view, const std::function<bool(const Work&)>& visit);

}  // namespace isthmus::works
