// What Writer and Secondary share: opening options, column families, reading, and RocksDB's
// statuses as errors. Private to engine/store.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/db.h>

#include "engine/store/store.h"
#include "schema/result.h"

namespace isthmus::store {

// Of both areas.
inline constexpr std::size_t kFamilyCount = static_cast<std::size_t>(Family::kSearches) + 1;
std::string family_name(Family family);

// Which families a store has, of which version they are, and what its users are told.
struct Layout {
  std::vector<Family> families;
  int version = 0;
  std::string_view name;    // "the repository"
  std::string_view held;    // hint when another process writes it
  std::string_view absent;  // hint when it is not there
};
const Layout& layout_of(Area area);
std::vector<std::string> family_names(const Layout& layout);

// What RocksDB says, as an error: `action` is what was tried ("opening the store in \"x\"").
// Source: RocksDB 7.8.3 reports ENOSPC with a subcode, EFBIG and a held lock in words alone.
Error error_of(const rocksdb::Status& status, const std::string& action);

// An open RocksDB with its column families, closed on destruction.
class Database {
 public:
  static rocksdb::Options options();
  static std::vector<rocksdb::ColumnFamilyDescriptor> families(
      const std::vector<std::string>& names);

  // Takes over what DB::Open… gave, in any order.
  Database(const Layout& layout, rocksdb::DB* database,
           std::vector<rocksdb::ColumnFamilyHandle*> handles);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::DB& database() const { return *database_; }
  rocksdb::ColumnFamilyHandle* handle(Family family) const;
  // The families of the store, without further ones that a newer version has made.
  std::vector<rocksdb::ColumnFamilyHandle*> handles() const;

  Result<std::optional<std::string>> get(Family family, std::string_view key) const;
  Result<std::vector<std::optional<std::string>>> get_all(
      Family family, const std::vector<std::string>& keys) const;
  Result<void> scan(Family family, std::string_view prefix, std::string_view from,
                    const std::function<bool(std::string_view, std::string_view)>& visit) const;
  Result<std::optional<std::string>> last_key(Family family) const;

  // Nothing for a store that is being created; kNewerSchema for one of a newer version.
  Result<std::optional<int>> schema_version() const;

 private:
  const Layout& layout_;
  std::unique_ptr<rocksdb::DB> database_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  // By family; null for those of another area.
  std::array<rocksdb::ColumnFamilyHandle*, kFamilyCount> by_family_{};
};

}  // namespace isthmus::store
