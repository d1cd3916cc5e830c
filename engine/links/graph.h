// The graph of counterparts: for each face of a record the best targets on the other side, with the
// reasons.
//
// A symmetric score between two profiles: the cosine of their weighted terms (frozen statistics of
// an epoch) and their nearness in the space of meaning, raised by shared codes, people,
// organisations and identifiers, citations and declared relations. Because it is symmetric and the
// whole inverted file is in memory, a new profile finds in one pass its own best targets and every
// record whose list it enters: incremental addition gives exactly what a rebuild gives.
//
// Statistics (document frequencies) come from public profiles only and are frozen per epoch. An
// epoch begins when the changes' public_position reaches 16, 20, 25, … (steps of 1.25, rounded up):
// a function of the log alone, so that it falls in the same place every time, whatever the batches
// and however often the writer was killed. Whoever settles can begin one besides (begin_epoch()).
// The frozen statistics are stored in meta/link_epoch.
//
// The places in the space of meaning are read from the store, and those of one space are compared
// alone: meta/link_space names the one that the stored lists were made in.
//
// meta/link_watermark says up to where in the log the stored lists are settled. After a crash,
// load() leaves out the profiles that changed after it, and the caller applies those changes again,
// in order. What a profile was before such a change is not known any more, so an epoch must be
// stored before the change that follows its beginning is: whoever writes the log calls write_new()
// at each begins_epoch() (engine/links/epoch.h).
//
// Shape: n profiles of at most 64 strongest terms and 32 names each. Memory about 3 kB a profile of
// 50 terms, vocabulary and lists included. Threads: one; write_new() and settle() use several of
// their own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "schema/codec.h"
#include "schema/link.h"

namespace isthmus::links {

inline constexpr std::size_t kStoredLinks = 10;  // of each list of a LinkList

class Graph {
 public:
  // Reads the epoch and the profiles of what has not changed after meta/link_watermark. An empty
  // store gives an empty graph.
  static Result<std::unique_ptr<Graph>> load(const store::View& view);
  ~Graph();

  // Replaces the profile of a face and its place in the space of meaning (as stored; empty: none),
  // or removes it (nothing), as the change with this public_position does. Idempotent.
  void apply(Face face, std::string_view id, std::optional<Profile> profile,
             std::string_view placed, std::uint64_t public_position);
  // Takes every place from the store again, after a new space was learned.
  Result<void> take_space(const store::View& view);

  // Statistics hold from this position on.
  std::uint64_t frozen_at() const;
  // Takes the statistics anew from the profiles as they are; all lists are made again.
  void begin_epoch(std::uint64_t public_position);

  // Writes the lists of those faces that were applied since the last call into `batch`, so that new
  // records have links at once, and an epoch that has begun.
  void write_new(store::Batch& batch);
  // Brings everything up to date: the lists that others entered or left, and all of them when an
  // epoch has begun. Writes the changed lists in batches that `write` makes durable, the last one
  // with `position` as watermark. Afterwards the lists equal those that are made from nothing.
  Result<void> settle(std::uint64_t position,
                      const std::function<Result<void>(store::Batch&&)>& write);
  // Forgets which lists are stored, so that the next settle() writes all of them.
  void rewrite_all();

  // What the lists of a profile that is placed there would hold with this limit, itself and its
  // stored lists aside.
  LinkList counterparts(Face face, const Profile& profile, std::string_view placed,
                        std::size_t limit) const;

 private:
  struct Impl;
  explicit Graph(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::links
