#include "engine/store/database.h"

#include <charconv>
#include <cstdarg>
#include <memory>

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include "schema/version.h"

namespace isthmus::store {
namespace {

constexpr std::size_t kMegabyte = 1 << 20;
// One cache for every family and every store of the process. It grows with use: 60,000 short records
// with their bodies, profiles and links take about 160 MB, and a miss costs a decompression.
constexpr std::size_t kCacheBytes = 256 * kMegabyte;
// Small enough that a secondary replays what is not flushed yet in well under a second, large
// enough for few files.
constexpr std::size_t kWriteBufferBytes = 16 * kMegabyte;
constexpr std::size_t kWalBytes = 64 * kMegabyte;

rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

bool says(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

std::shared_ptr<rocksdb::TableFactory> table_factory() {
  static const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kCacheBytes);
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
  return std::shared_ptr<rocksdb::TableFactory>(rocksdb::NewBlockBasedTableFactory(table));
}

// RocksDB's own log is of no use to a user, and a full disk fails it first: the library then ends
// the process with a failed assertion at its next line. What matters comes back as a status.
class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// The first key after all that begin with `prefix`; empty when there is none.
std::string end_of(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

}  // namespace

std::string family_name(Family family) {
  switch (family) {
    case Family::kRecords:
      return "records";
    case Family::kBodies:
      return "bodies";
    case Family::kSerials:
      return "serials";
    case Family::kChanges:
      return "changes";
    case Family::kSources:
      return "sources";
    case Family::kLinks:
      return "links";
    case Family::kProfiles:
      return "profiles";
    case Family::kGovernance:
      return "governance";
    case Family::kWorks:
      return "works";
    case Family::kVectors:
      return "vectors";
    case Family::kLinkDecisions:
      return "link_decisions";
    case Family::kGapDecisions:
      return "gap_decisions";
    case Family::kSearches:
      return "searches";
    case Family::kTopics:
      return "topics";
    case Family::kMeta:
      break;
  }
  return rocksdb::kDefaultColumnFamilyName;
}

const Layout& layout_of(Area area) {
  static const Layout knowledge{
      {Family::kRecords, Family::kBodies, Family::kSerials, Family::kChanges, Family::kSources,
       Family::kLinks, Family::kProfiles, Family::kGovernance, Family::kWorks, Family::kVectors,
       Family::kTopics, Family::kMeta},
      kSchemaVersion,
      "the repository",
      "an isthmus-indexer is writing there; wait until it has ended",
      "add something with isthmus-indexer first"};
  static const Layout activity{
      {Family::kLinkDecisions, Family::kGapDecisions, Family::kSearches, Family::kMeta},
      kActivityVersion,
      "the activity of the repository",
      "another isthmus-searchd writes there",
      "isthmus-searchd makes it"};
  return area == Area::kKnowledge ? knowledge : activity;
}

std::vector<std::string> family_names(const Layout& layout) {
  std::vector<std::string> names;
  for (const Family family : layout.families) names.push_back(family_name(family));
  return names;
}

Error error_of(const rocksdb::Status& status, const std::string& action) {
  const std::string text = status.ToString();
  const std::string message = action + ": " + text;
  if (status.IsNoSpace() || says(text, "No space left") || says(text, "File too large") ||
      says(text, "Disk quota exceeded")) {
    return {ErrorCode::kDiskFull, message, "make room on the disk, then run the command again"};
  }
  if (says(text, "While lock file") || says(text, "lock hold by current process")) {
    return {ErrorCode::kLocked, message,
            "another process is writing there; wait until it has ended"};
  }
  if (status.IsCorruption()) {
    return {ErrorCode::kCorrupt, message, "restore the repository folder from a backup"};
  }
  if (status.IsInvalidArgument() && says(text, "Column family not found")) {
    return {ErrorCode::kNotFound, message,
            "it is empty, or of an earlier version: run isthmus-indexer add or rebuild once"};
  }
  return {ErrorCode::kIo, message, "check the disk and the rights on the folder"};
}

rocksdb::Options Database::options() {
  rocksdb::Options options;
  options.max_open_files = -1;  // a secondary must hold what the writer may delete
  // Otherwise every catch-up of a secondary starts sixteen threads a family (11 ms instead of 0.1).
  options.max_file_opening_threads = 1;
  options.write_buffer_size = kWriteBufferBytes;
  options.max_total_wal_size = kWalBytes;
  options.compression = rocksdb::kZSTD;
  options.compression_opts.level = 1;  // files 3 % larger than at level 3
  // Most lookups of a writer that adds are of what is not there: records and keys of works.
  options.memtable_prefix_bloom_size_ratio = 0.05;
  options.memtable_whole_key_filtering = true;
  options.table_factory = table_factory();
  options.info_log = std::make_shared<NoLog>();
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Database::families(
    const std::vector<std::string>& names) {
  const rocksdb::ColumnFamilyOptions family_options(options());
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, family_options);
  return families;
}

Database::Database(const Layout& layout, rocksdb::DB* database,
                   std::vector<rocksdb::ColumnFamilyHandle*> handles)
    : layout_(layout), database_(database), handles_(std::move(handles)) {
  for (const Family family : layout.families) {
    const std::string name = family_name(family);
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      if (handle->GetName() == name) by_family_[static_cast<std::size_t>(family)] = handle;
    }
  }
}

Database::~Database() {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    database_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  database_->Close().PermitUncheckedError();
}

rocksdb::ColumnFamilyHandle* Database::handle(Family family) const {
  return by_family_[static_cast<std::size_t>(family)];
}

std::vector<rocksdb::ColumnFamilyHandle*> Database::handles() const {
  std::vector<rocksdb::ColumnFamilyHandle*> own;
  for (const Family family : layout_.families) own.push_back(handle(family));
  return own;
}

Result<std::optional<std::string>> Database::get(Family family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status =
      database_->Get(rocksdb::ReadOptions(), handle(family), slice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return error_of(status, "reading " + family_name(family) + " of the store");
  return std::optional<std::string>(std::move(value));
}

Result<std::vector<std::optional<std::string>>> Database::get_all(
    Family family, const std::vector<std::string>& keys) const {
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  database_->MultiGet(rocksdb::ReadOptions(), handle(family), slices.size(), slices.data(),
                      values.data(), statuses.data());
  std::vector<std::optional<std::string>> found(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].ok()) {
      found[i] = values[i].ToString();
    } else if (!statuses[i].IsNotFound()) {
      return error_of(statuses[i], "reading " + family_name(family) + " of the store");
    }
  }
  return found;
}

Result<void> Database::scan(
    Family family, std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view, std::string_view)>& visit) const {
  const std::string end = end_of(prefix);
  const rocksdb::Slice bound = end;
  rocksdb::ReadOptions read;
  read.fill_cache = false;  // a scan passes once; what lookups want stays in the cache
  if (!end.empty()) read.iterate_upper_bound = &bound;
  const std::unique_ptr<rocksdb::Iterator> at(database_->NewIterator(read, handle(family)));
  for (at->Seek(slice(std::max(prefix, from))); at->Valid(); at->Next()) {
    if (!visit(view(at->key()), view(at->value()))) return {};
  }
  if (!at->status().ok()) {
    return error_of(at->status(), "scanning " + family_name(family) + " of the store");
  }
  return {};
}

Result<std::optional<std::string>> Database::last_key(Family family) const {
  const std::unique_ptr<rocksdb::Iterator> at(
      database_->NewIterator(rocksdb::ReadOptions(), handle(family)));
  at->SeekToLast();
  if (!at->status().ok()) {
    return error_of(at->status(), "reading the end of " + family_name(family) + " of the store");
  }
  if (!at->Valid()) return std::optional<std::string>();
  return std::optional<std::string>(at->key().ToString());
}

Result<std::optional<int>> Database::schema_version() const {
  const std::optional<std::string> text = TRY(get(Family::kMeta, keys::kSchemaVersion));
  if (!text) return std::optional<int>();
  int version = 0;
  std::from_chars(text->data(), text->data() + text->size(), version);
  if (version > layout_.version) {
    return Error{ErrorCode::kNewerSchema,
                 std::string(layout_.name) + " has schema version " + *text +
                     ", this program knows " + std::to_string(layout_.version),
                 "use a newer version of Isthmus"};
  }
  return std::optional<int>(version);
}

}  // namespace isthmus::store
