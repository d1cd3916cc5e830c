// What the followers of the change log have to do: one entry for each changed record. Private to
// engine/repository.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/repository/writer.h"

namespace isthmus::repository {

// Work is done in rounds of this many changes: a commit of the index a second, and well below the
// 10,000 changes at which Xapian commits by itself.
inline constexpr std::size_t kRoundChanges = 2000;

// The first round is small and each next one twice as large, so that indexing begins at once.
inline constexpr std::size_t kFirstRoundChanges = 250;

struct Work {
  std::uint32_t serial = 0;
  std::string id;
  std::uint8_t touched = 0;  // faces that may have been there before (schema/codec.h, Change)
  std::uint64_t public_position = 0;      // of the change; 0 where the links do not follow
  std::vector<Prepared::FaceData> faces;  // that are there now

  const Prepared::FaceData* find(Face face) const;
};

constexpr std::uint8_t touch_of(Face face) {
  return face == Face::kPublic ? kTouchesPublic : kTouchesRestricted;
}
std::uint8_t touch_of(const std::vector<Face>& faces);

// A record that a change or the list of all records names.
struct Named {
  std::uint32_t serial = 0;
  std::string id;
  std::uint8_t touched = 0;
};

// The work that brings a follower to the present state of these records: analysed again from the
// store, by two threads. A record that is gone, unreadable, or stored under another serial has no
// faces.
Result<std::vector<Work>> present_work(const store::View& view, std::vector<Named> named);

}  // namespace isthmus::repository
