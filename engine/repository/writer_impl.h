// The state behind Writer, shared by writer.cc (adding), recovery.cc (opening), learning.cc (the
// space of meaning, topics) and rebuild.cc. Private to engine/repository.
//
// A round's writes are made durable in this order: store (with the change log), link lists of what
// is new, index. Whatever a kill leaves undone lies behind the watermark of a follower in the log,
// and is done at the next opening.
#pragma once

#include <map>
#include <optional>

#include "engine/links/graph.h"
#include "engine/repository/index_follower.h"
#include "engine/repository/work.h"
#include "engine/repository/writer.h"
#include "engine/vectors/space.h"
#include "engine/works/ledger.h"

namespace isthmus::repository {

// What put() must know of the record that is there already.
struct Present {
  std::uint32_t serial = 0;
  std::string content_hash;
  std::string source_key;
  std::uint8_t faces = 0;
};

// What was gathered since the last round.
struct Round {
  store::Batch batch;
  std::vector<Work> work;
  std::map<std::string, std::optional<Present>, std::less<>> present;  // nothing: removed
  bool concerns_readers = false;                                       // beside its changes
  bool begins_epoch = false;  // of the links, with its last change
};

// Taking the statistics of links again costs all lists, a new space of meaning its training besides.
inline constexpr std::uint64_t kStatisticsDivisor = 32;
inline constexpr std::uint64_t kSpaceDivisor = 8;

// When readers are told of lists that change: with each batch, or by the caller when all is done.
enum class Telling : std::uint8_t { kAtOnce, kAtTheEnd };

struct Writer::Impl {
  std::filesystem::path directory;
  WriterOptions options;
  std::unique_ptr<store::Writer> store;
  std::unique_ptr<IndexFollower> index;
  std::optional<works::Ledger> works;
  std::unique_ptr<links::Graph> graph;  // nothing without links, and before the first change
  SpaceState space_state;               // version 0: no space has been learned
  std::optional<vectors::Space> space;  // when it has been needed
  std::uint32_t next_serial = 1;
  std::uint64_t position = 0;         // of the log, the gathered round included
  std::uint64_t public_position = 0;  // Change::public_position of the last change
  std::uint64_t link_watermark = 0;
  std::uint64_t generation = 0;
  Round round;
  std::vector<Work> unindexed;                  // of rounds that are in the store
  std::size_t full_round = kFirstRoundChanges;  // of so many changes
  std::optional<Error> failure;  // of an earlier call: what is in memory is ahead of what is stored

  // --- writer.cc ---
  Result<std::optional<Present>> present(std::string_view id) const;
  Result<Outcome> put(Prepared prepared, std::string_view source_key);
  Result<bool> remove(std::string_view id);
  void write_record(const StoredRecord& stored, const Present& now);
  void write_body(const std::string& id, const std::string& body, bool is_known);
  Result<void> write_derived(const std::string& id, std::vector<Prepared::FaceData> faces,
                             const Present& now, const std::optional<Present>& before);
  void erase_member(std::string_view id, const Present& of);
  void erase_faces(std::string_view id, std::uint8_t faces);
  void enlist(Operation operation, Work work);
  Result<void> decide(const std::string& id, const std::string& other, WorkVerdict verdict);
  void announce(store::Batch& batch);  // makes readers take a new generation
  Result<void> end_full_round();
  Result<void> write_round();
  Result<void> start_indexing();
  Result<void> flush();
  Result<void> settle();
  Result<void> settle_links(Telling telling);
  // Have the public records changed so much since this public position that what was learned from
  // them is to be learned again? When they are few, after every change, otherwise when the changes
  // are more than a `divisor`th of those before.
  bool is_outgrown(std::uint64_t learned_at, std::uint64_t divisor) const {
    if (public_position <= options.few_changes) return public_position != learned_at;
    return public_position - learned_at > learned_at / divisor;
  }
  // Runs a step that changes the repository; after an error nothing but closing is possible.
  template <typename Step>
  auto guarded(Step&& step) -> decltype(step());

  // --- recovery.cc ---
  Result<void> load_counters();
  Result<void> recover();
  Result<void> replay_index();
  Result<void> replay_links();
  Result<void> load_links();
  Result<bool> has_present_profiles() const;  // made by the present rules
  Result<void> name_profile_rules();
  Result<void> load_works();     // makes them when they are not there, or by other rules
  Result<void> before_change();  // loads the links, unless they are there or not wanted

  // --- learning.cc ---
  Result<void> load_space_state();
  Result<const vectors::Space*> present_space();  // null when there is none
  Result<bool> learn_when_due();                  // has a new space been learned?
  Result<void> learn();
  Result<void> rebuild_space();
  Result<void> find_topics();  // as far as the records or the space are others

  // --- rebuild.cc ---
  using Progress = std::function<void(std::uint64_t, std::uint64_t)>;
  Result<void> rebuild(const Progress& progress);
  Result<store::Batch> erasure_of(store::Family family) const;  // of all that it has
  Result<void> rebuild_index(const Progress& progress);
  Result<void> rebuild_links();
  Result<void> rebuild_works();
  std::filesystem::path index_directory() const { return directory / "index"; }
  std::filesystem::path new_index_directory() const { return directory / "index.new"; }
};

template <typename Step>
auto Writer::Impl::guarded(Step&& step) -> decltype(step()) {
  if (failure) return *failure;
  auto result = step();
  if (!result) failure = result.error();
  return result;
}

}  // namespace isthmus::repository
