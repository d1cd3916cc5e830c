#include "engine/store/database.h"

namespace isthmus::store {
namespace {

// With more than this in memory the writer leaves files behind, not a log: readers and the next
// writer start at once.
constexpr std::uint64_t kWorthFlushing = 4 << 20;

struct Edit {
  Family family;
  std::string key;
  std::optional<std::string> value;  // nothing: erase
};

// Every family that the store has on disk, known ones first: RocksDB refuses to write without all
// of them.
std::vector<rocksdb::ColumnFamilyDescriptor> families_of(const Layout& layout,
                                                         const std::string& directory) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families = Database::families(layout);
  std::vector<std::string> names;
  rocksdb::DB::ListColumnFamilies(Database::options(), directory, &names).PermitUncheckedError();
  for (const std::string& name : names) {
    bool known = false;
    for (const Family family : layout.families) known = known || family_name(family) == name;
    if (!known) families.emplace_back(name, rocksdb::ColumnFamilyOptions(Database::options()));
  }
  return families;
}

}  // namespace

struct Batch::Impl {
  std::vector<Edit> edits;
  std::size_t bytes = 0;
};

Batch::Batch() : impl_(std::make_unique<Impl>()) {}
Batch::~Batch() = default;
Batch::Batch(Batch&& other) noexcept
    : impl_(std::exchange(other.impl_, std::make_unique<Impl>())) {}
Batch& Batch::operator=(Batch&& other) noexcept {
  std::swap(impl_, other.impl_);
  other.clear();
  return *this;
}

void Batch::put(Family family, std::string_view key, std::string_view value) {
  impl_->edits.push_back({family, std::string(key), std::string(value)});
  impl_->bytes += key.size() + value.size();
}

void Batch::erase(Family family, std::string_view key) {
  impl_->edits.push_back({family, std::string(key), std::nullopt});
  impl_->bytes += key.size();
}

void Batch::clear() { *impl_ = {}; }
bool Batch::empty() const { return impl_->edits.empty(); }
std::size_t Batch::bytes() const { return impl_->bytes; }

void Batch::visit(const std::function<void(Family, std::string_view,
                                           const std::optional<std::string>&)>& each) const {
  for (const Edit& edit : impl_->edits) each(edit.family, edit.key, edit.value);
}

struct Writer::Impl {
  std::unique_ptr<Database> database;

  std::uint64_t unflushed_bytes() const {
    std::uint64_t sum = 0;
    for (rocksdb::ColumnFamilyHandle* handle : database->handles()) {
      std::uint64_t bytes = 0;
      database->database().GetIntProperty(handle, rocksdb::DB::Properties::kCurSizeActiveMemTable,
                                          &bytes);
      sum += bytes;
    }
    return sum;
  }
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Writer::~Writer() {
  if (impl_->unflushed_bytes() < kWorthFlushing) return;
  const Database& database = *impl_->database;
  database.database().Flush({}, database.handles()).PermitUncheckedError();
}

Result<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& directory, Area area) {
  const Layout& layout = layout_of(area);
  const std::string action = "opening the store in \"" + directory.string() + "\"";
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure) {
    return Error{ErrorCode::kIo, action + ": " + failure.message(),
                 "check the path and its rights"};
  }
  rocksdb::Options options = Database::options();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(
      options, directory.string(), families_of(layout, directory.string()), &handles, &opened);
  if (!status.ok()) {
    Error error = error_of(status, action);
    if (error.code == ErrorCode::kLocked) error.hint = layout.held;
    return error;
  }
  auto impl = std::make_unique<Impl>();
  impl->database = std::make_unique<Database>(layout, opened, std::move(handles));
  auto writer = std::unique_ptr<Writer>(new Writer(std::move(impl)));
  if (!TRY(writer->impl_->database->schema_version())) {
    Batch first;
    first.put(Family::kMeta, keys::kSchemaVersion, std::to_string(layout.version));
    TRY(writer->write(std::move(first)));
  }
  return writer;
}

Result<std::optional<std::string>> Writer::get(Family family, std::string_view key) const {
  return impl_->database->get(family, key);
}

Result<std::vector<std::optional<std::string>>> Writer::get_all(
    Family family, const std::vector<std::string>& keys) const {
  return impl_->database->get_all(family, keys);
}

Result<void> Writer::scan(
    Family family, std::string_view prefix, std::string_view from,
    const std::function<bool(std::string_view, std::string_view)>& visit) const {
  return impl_->database->scan(family, prefix, from, visit);
}

Result<std::optional<std::string>> Writer::last_key(Family family) const {
  return impl_->database->last_key(family);
}

Result<void> Writer::write(Batch&& batch) {
  const Batch taken = std::move(batch);
  rocksdb::WriteBatch edits(taken.bytes());
  for (const Edit& edit : taken.impl_->edits) {
    rocksdb::ColumnFamilyHandle* handle = impl_->database->handle(edit.family);
    const rocksdb::Status status =
        edit.value ? edits.Put(handle, edit.key, *edit.value) : edits.Delete(handle, edit.key);
    if (!status.ok()) return error_of(status, "gathering a write to the store");
  }
  rocksdb::WriteOptions durable;
  durable.sync = true;
  const rocksdb::Status status = impl_->database->database().Write(durable, &edits);
  if (!status.ok()) return error_of(status, "writing to the store");
  return {};
}

}  // namespace isthmus::store
