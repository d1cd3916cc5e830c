// The repository for its one writer: records go in, everything derived follows.
//
// Rounds: put() and remove() gather writes; flush() ends a round: the store's batch (records,
// bodies, profiles, works, change log, source states) is made durable, then the links of the new
// records, then the index with the log position as watermark. The index commit publishes the
// generation: readers never see a hit without its record. A round ends by itself after 2,000 changes
// or 16 MB. While one round is indexed, the next is gathered. settle() ends the work: it flushes,
// brings every link list up to date, and learns the space of meaning again when the public records
// have grown by half since the last time or the lexicons have changed; in between, records are placed
// in the space that there is. Then it brings topics and gaps up to date. Opening replays what a killed writer had left between store, links and
// index.
//
// Errors: kLocked, kCorrupt, kIo, kDiskFull, kNewerSchema. After an error of put(), remove(),
// flush(), settle() or rebuild() the writer answers with it until it is closed; the next open()
// repairs. A program that writes must ignore SIGXFSZ, or a file size limit kills it instead.
// Threads: prepare() from any; everything else from one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/index/document.h"
#include "engine/store/store.h"
#include "schema/codec.h"
#include "schema/record.h"
#include "schema/result.h"
#include "schema/work.h"

namespace isthmus::repository {

// A record with everything that can be worked out from it alone, ready to be written.
struct Prepared {
  Record record;
  std::string content_hash;
  struct FaceData {
    Face face;
    index::Document document;
    Profile profile;
    WorkSignature signature;
    std::string placed = {};  // in the space of meaning, as stored; the writer fills it in
  };
  std::vector<FaceData> faces;
};

// Analyses the record: the costly part, for worker threads.
Prepared prepare(Record record);
Prepared prepare(Record record, std::string content_hash);  // that is known already
// Hash of a record's encoding, as in StoredRecord::content_hash.
std::string content_hash(const Record& record);

enum class Outcome : std::uint8_t { kAdded, kUpdated, kUnchanged };

struct WriterOptions {
  bool links = true;    // false: no link lists are computed (measurements of the index alone)
  bool vectors = true;  // false: no space of meaning is learned (likewise)
  bool topics = true;   // false: topics and gaps stay as they are (likewise)
  // What is learned from so few public changes takes a second or two, and is learned again after
  // every change.
  std::uint64_t few_changes = 3000;
};

class Writer {
 public:
  // Opens or creates the repository in `directory`.
  static Result<std::unique_ptr<Writer>> open(const std::filesystem::path& directory,
                                              WriterOptions options = {});
  ~Writer();

  const store::View& view() const;  // what flush() has made durable

  // Is this record stored with this content already? Sees the unflushed round.
  Result<bool> is_unchanged(std::string_view id, std::string_view content_hash) const;
  // The source key of the record, empty when there is no such record. Sees the unflushed round.
  Result<std::string> source_of(std::string_view id) const;

  // Adds or replaces the record; `source_key` (schema/keys.h) says where it came from.
  Result<Outcome> put(Prepared prepared, std::string_view source_key);
  // False when there is no such record.
  Result<bool> remove(std::string_view id);
  // A write of other families (sources, governance, meta) in the same round.
  void note(store::Family family, std::string_view key, std::string_view value);
  void forget(store::Family family, std::string_view key);

  // A person's word on whether two records are the same work; kNone takes it back. It stands
  // whether or not the records are there.
  Result<void> decide(const std::string& id, const std::string& other, WorkVerdict verdict);

  Result<void> flush();
  Result<void> settle();

  // Derives profiles, links, vectors, topics, works and index again from records and bodies alone.
  // progress(done, total).
  Result<void> rebuild(const std::function<void(std::uint64_t, std::uint64_t)>& progress);

 private:
  struct Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What check() compares: every record's serial, body, profile, place, works and links against what
// they are derived from, every document of the index against the store; and that what people did
// (engine/activity) can be read.
struct CheckReport {
  std::uint64_t records = 0;
  std::uint64_t documents = 0;
  std::uint64_t links = 0;
  std::uint64_t decisions = 0;        // of people about links, in activity/
  std::vector<std::string> problems;  // one sentence each, sorted, at most 1,000
  std::uint64_t problem_count = 0;
  bool clean() const { return problem_count == 0; }
};

Result<CheckReport> check(const std::filesystem::path& directory);

}  // namespace isthmus::repository
