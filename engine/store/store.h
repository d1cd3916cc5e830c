// The stores of a repository, each a RocksDB with its column families of schema/keys.h: knowledge,
// which isthmus-indexer writes, the ground state; and activity, what people do over HTTP, which
// isthmus-searchd writes. The door of RocksDB.
//
// One process writes a store (Writer), any number read it (Secondary, a RocksDB secondary instance).
// Both are a View. What View gives as records, links and changes is in knowledge alone.
//
// Errors: kLocked when another process writes; kCorrupt; kIo; kDiskFull; kNewerSchema. A failed
// write leaves the store as it was.
//
// Threads: a View may be used from any number of threads; Writer::write from one;
// Secondary::catch_up from one while nobody reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/codec.h"
#include "schema/face.h"
#include "schema/keys.h"
#include "schema/result.h"

namespace isthmus::store {

enum class Area : std::uint8_t { kKnowledge, kActivity };

// Families of knowledge, kMeta, which both have, and families of activity.
enum class Family : std::uint8_t {
  kRecords,
  kBodies,
  kSerials,
  kChanges,
  kSources,
  kLinks,
  kProfiles,
  kGovernance,
  kWorks,
  kVectors,
  kTopics,
  kMeta,
  kLinkDecisions,
  kGapDecisions,
  kSearches
};

// Reading: by key, by several keys at once, by prefix in key order.
class View {
 public:
  virtual ~View() = default;

  // Nothing when the key is absent.
  virtual Result<std::optional<std::string>> get(Family family, std::string_view key) const = 0;
  virtual Result<std::vector<std::optional<std::string>>> get_all(
      Family family, const std::vector<std::string>& keys) const = 0;
  // Calls visit(key, value) from `from` (or `prefix`, when greater) on while keys begin with
  // `prefix`, until it returns false. Sees one moment: what is written meanwhile does not show.
  virtual Result<void> scan(
      Family family, std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;
  // All keys that begin with `prefix`, until visit(key, value) fails: its error is the answer.
  Result<void> for_each(
      Family family, std::string_view prefix,
      const std::function<Result<void>(std::string_view key, std::string_view value)>& visit) const;
  // The greatest key; nothing in an empty family.
  virtual Result<std::optional<std::string>> last_key(Family family) const = 0;

  // kNotFound, quoting the id, when there is no such record. The record comes without its body.
  Result<StoredRecord> record(std::string_view id) const;
  // Several at once, in the order of ids; nothing for those that are absent or unreadable.
  Result<std::vector<std::optional<StoredRecord>>> records(
      const std::vector<std::string>& ids) const;
  // What lists show of them, likewise.
  Result<std::vector<std::optional<Headline>>> headlines(const std::vector<std::string>& ids) const;
  Result<std::string> body(std::string_view id) const;  // empty when there is none
  // Record with its body.
  Result<Record> whole_record(std::string_view id) const;
  // The first `most` links of each list; empty lists when there are none.
  Result<LinkList> links(Face face, std::string_view id, std::size_t most = SIZE_MAX) const;
  // The same of several records in one read, in their order.
  struct Faced {
    Face face = Face::kPublic;
    std::string id;
  };
  Result<std::vector<LinkList>> links(const std::vector<Faced>& of, std::size_t most) const;
  Result<std::optional<Profile>> profile(Face face, std::string_view id) const;
  Result<std::uint64_t> last_position() const;  // of the change log; 0 when empty
  // Calls visit(position, change) for the changes after `position`, in order, until it returns
  // false.
  Result<void> changes_after(std::uint64_t position,
                             const std::function<bool(std::uint64_t, const Change&)>& visit) const;
};

// Writes that happen together or not at all.
class Batch {
 public:
  Batch();
  ~Batch();
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;

  void put(Family family, std::string_view key, std::string_view value);
  void erase(Family family, std::string_view key);
  void clear();
  bool empty() const;
  std::size_t bytes() const;
  // Calls each(family, key, value) for every edit in order; nothing for a value: erased.
  using Visit = std::function<void(Family, std::string_view, std::optional<std::string_view>)>;
  void visit(const Visit& each) const;

 private:
  friend class Writer;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class Writer final : public View {
 public:
  // Opens or creates the store in `directory` and takes its lock. A new store gets the present
  // schema version.
  static Result<std::unique_ptr<Writer>> open(const std::filesystem::path& directory,
                                              Area area = Area::kKnowledge);
  ~Writer() override;

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override;
  Result<std::vector<std::optional<std::string>>> get_all(
      Family family, const std::vector<std::string>& keys) const override;
  Result<void> scan(
      Family family, std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  Result<std::optional<std::string>> last_key(Family family) const override;

  // Durable (write-ahead log synced) when it returns without error. The batch names families of the
  // store's own area alone.
  Result<void> write(Batch&& batch);

  // Moves what is in memory and the log to files, when it is much: readers and the next writer then
  // start at once. Closing does it too.
  void leave_files();

 private:
  struct Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Secondary final : public View {
 public:
  // Opens beside a writer or without one. `scratch` is a directory of its own for RocksDB's log
  // files; it is created. Errors: kNotFound when there is no store in `directory`.
  static Result<std::unique_ptr<Secondary>> open(const std::filesystem::path& directory,
                                                 const std::filesystem::path& scratch,
                                                 Area area = Area::kKnowledge);
  ~Secondary() override;

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override;
  Result<std::vector<std::optional<std::string>>> get_all(
      Family family, const std::vector<std::string>& keys) const override;
  Result<void> scan(
      Family family, std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override;
  Result<std::optional<std::string>> last_key(Family family) const override;

  // Reads what the writer has written since. RocksDB 7.8.3 can hide records written long ago when
  // this falls into a flush of the writer; it is repeated until none fell into it. Errors: kStale
  // when that does not come about. After an error the instance must not be read before a catch-up
  // has succeeded.
  Result<void> catch_up();

 private:
  struct Impl;
  explicit Secondary(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::store
