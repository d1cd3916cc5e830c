// The repository for readers: generations that a writer publishes, each seen as a whole.
//
// A Snapshot pairs one RocksDB secondary with index handles at one revision. Reader keeps two
// secondaries: poll() catches the idle one up until the index's watermark and every record that the
// log names up to it can be read there, then swaps the pair in. Requests hold the snapshot that
// they began with; a snapshot's index handles answer kStale once the writer has gone on by two
// commits: poll() and take the next snapshot. Links that settle and governance are published like
// records.
//
// Errors: kNotFound without a repository; kNewerSchema.
// Threads: poll() from one thread (searchd's follower calls it five times a second); the rest from
// any. A request keeps its snapshot for as long as it reads; a third generation waits until the
// first is let go.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "engine/index/reader.h"
#include "engine/links/epoch.h"
#include "engine/search/search.h"
#include "engine/store/store.h"
#include "engine/vectors/document_vectors.h"
#include "schema/governance.h"
#include "schema/result.h"

namespace isthmus::repository {

class Snapshot;

// An index handle borrowed from a snapshot, given back on destruction.
class IndexLease {
 public:
  IndexLease(const Snapshot* snapshot, std::unique_ptr<index::Reader> reader);
  ~IndexLease();
  IndexLease(IndexLease&&) noexcept;
  IndexLease(const IndexLease&) = delete;
  IndexLease& operator=(const IndexLease&) = delete;
  const index::Reader* operator->() const { return reader_.get(); }
  const index::Reader& operator*() const { return *reader_; }

 private:
  const Snapshot* snapshot_;
  std::unique_ptr<index::Reader> reader_;
};

class Snapshot {
 public:
  virtual ~Snapshot() = default;
  virtual const store::View& store() const = 0;
  virtual IndexLease index() const = 0;  // waits for a free handle when all are lent
  virtual const index::Columns& columns() const = 0;
  virtual const std::map<std::string, Organisation>& organisations() const = 0;
  virtual const std::map<std::string, Programme>& programmes() const = 0;
  // The statistics of links, read when first asked for.
  virtual Result<std::shared_ptr<const links::Epoch>> epoch() const = 0;
  virtual const LinkScale& link_scale() const = 0;
  // Where the documents stand in the space of meaning; null when the repository has learned none.
  virtual const vectors::DocumentVectors* vectors() const = 0;
  virtual std::uint64_t position() const = 0;  // of the change log that this generation shows

 protected:
  friend class IndexLease;
  virtual void give_back(std::unique_ptr<index::Reader> reader) const = 0;
};

// What a search reads of this generation, without people's decisions. Snapshot and lease outlive it.
search::Sources sources_of(const Snapshot& snapshot, const IndexLease& lease);

struct ReaderOptions {
  std::size_t index_handles = 4;  // searches at a time
  std::filesystem::path scratch;  // for RocksDB's log files; empty: a fresh directory under the
                                  // system's temporary one
};

class Reader {
 public:
  static Result<std::unique_ptr<Reader>> open(const std::filesystem::path& directory,
                                              ReaderOptions options = {});
  ~Reader();

  std::shared_ptr<const Snapshot> snapshot() const;
  // Publishes a new generation when the writer has one and waits for none; true when it did.
  Result<bool> poll();

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::repository
