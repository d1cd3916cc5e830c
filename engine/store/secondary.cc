#include "engine/store/database.h"

namespace isthmus::store {

struct Secondary::Impl {
  std::unique_ptr<Database> database;
};

Secondary::Secondary(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Secondary::~Secondary() = default;

Result<std::unique_ptr<Secondary>> Secondary::open(const std::filesystem::path& directory,
                                                   const std::filesystem::path& scratch) {
  const std::string action = "opening the store in \"" + directory.string() + "\" for reading";
  std::error_code failure;
  const Error absent{ErrorCode::kNotFound, "there is no store in \"" + directory.string() + "\"",
                     "add something with isthmus-indexer first"};
  if (!std::filesystem::exists(directory / "CURRENT", failure)) return absent;
  std::filesystem::create_directories(scratch, failure);
  if (failure) {
    return Error{ErrorCode::kIo, "creating \"" + scratch.string() + "\": " + failure.message(),
                 "name another scratch folder"};
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::OpenAsSecondary(Database::options(), directory.string(), scratch.string(),
                                   Database::families(), &handles, &opened);
  if (!status.ok()) return error_of(status, action);
  auto impl = std::make_unique<Impl>();
  impl->database = std::make_unique<Database>(opened, std::move(handles));
  if (!TRY(impl->database->schema_version())) return absent;
  return std::unique_ptr<Secondary>(new Secondary(std::move(impl)));
}

Result<std::optional<std::string>> Secondary::get(Family family, std::string_view key) const {
  return impl_->database->get(family, key);
}

Result<std::vector<std::optional<std::string>>> Secondary::get_all(
    Family family, const std::vector<std::string>& keys) const {
  return impl_->database->get_all(family, keys);
}

Result<void> Secondary::scan(
    Family family, std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view, std::string_view)>& visit) const {
  return impl_->database->scan(family, prefix, from, visit);
}

Result<std::optional<std::string>> Secondary::last_key(Family family) const {
  return impl_->database->last_key(family);
}

Result<void> Secondary::catch_up() {
  const rocksdb::Status status = impl_->database->database().TryCatchUpWithPrimary();
  if (!status.ok()) return error_of(status, "following the writer of the store");
  return {};
}

}  // namespace isthmus::store
