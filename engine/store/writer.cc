#include "engine/store/database.h"

namespace isthmus::store {
namespace {

// With more than this in memory the writer leaves files behind, not a log: readers and the next
// writer start at once.
constexpr std::uint64_t kWorthFlushing = 4 << 20;

// What an edit takes in RocksDB's form beside its key and value, at most: kind, family, two lengths.
constexpr std::size_t kBytesOfEdit = 12;

// Of the families that the store has on disk, since RocksDB refuses to write without all of them;
// a store that is not there has the default one alone.
std::vector<rocksdb::ColumnFamilyDescriptor> families_on_disk(const std::string& directory) {
  std::vector<std::string> names;
  rocksdb::DB::ListColumnFamilies(Database::options(), directory, &names).PermitUncheckedError();
  if (names.empty()) names.push_back(rocksdb::kDefaultColumnFamilyName);
  return Database::families(names);
}

// Those of the layout that are missing, all at once: RocksDB writes its options for each call.
rocksdb::Status create_missing(rocksdb::DB& database, const Layout& layout,
                               std::vector<rocksdb::ColumnFamilyHandle*>& handles) {
  std::vector<std::string> missing = family_names(layout);
  for (const auto* handle : handles) std::erase(missing, handle->GetName());
  if (missing.empty()) return {};
  std::vector<rocksdb::ColumnFamilyHandle*> created;
  const rocksdb::Status status =
      database.CreateColumnFamilies(Database::options(), missing, &created);
  handles.insert(handles.end(), created.begin(), created.end());
  return status;
}

}  // namespace

// Keys and values one after the other in one text: a batch of a round has tens of thousands.
struct Batch::Impl {
  struct Edit {
    Family family;
    bool is_put;
    std::size_t key_end;
    std::size_t end;
  };
  std::vector<Edit> edits;
  std::string text;

  void append(Family family, std::string_view key, std::optional<std::string_view> value) {
    text += key;
    const std::size_t key_end = text.size();
    text += value.value_or(std::string_view());
    edits.push_back({family, value.has_value(), key_end, text.size()});
  }
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
  impl_->append(family, key, value);
}

void Batch::erase(Family family, std::string_view key) { impl_->append(family, key, std::nullopt); }

void Batch::clear() { *impl_ = {}; }
bool Batch::empty() const { return impl_->edits.empty(); }
std::size_t Batch::bytes() const { return impl_->text.size(); }

void Batch::visit(const Visit& each) const {
  const std::string_view text = impl_->text;
  std::size_t begin = 0;
  for (const Impl::Edit& edit : impl_->edits) {
    std::optional<std::string_view> value;
    if (edit.is_put) value = text.substr(edit.key_end, edit.end - edit.key_end);
    each(edit.family, text.substr(begin, edit.key_end - begin), value);
    begin = edit.end;
  }
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

Writer::~Writer() { leave_files(); }

void Writer::leave_files() {
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
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(
      options, directory.string(), families_on_disk(directory.string()), &handles, &opened);
  if (!status.ok()) {
    Error error = error_of(status, action);
    if (error.code == ErrorCode::kLocked) error.hint = layout.held;
    return error;
  }
  status = create_missing(*opened, layout, handles);
  auto impl = std::make_unique<Impl>();
  impl->database = std::make_unique<Database>(layout, opened, std::move(handles));
  if (!status.ok()) return error_of(status, action);
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
  rocksdb::WriteBatch edits(taken.bytes() + kBytesOfEdit * taken.impl_->edits.size());
  rocksdb::Status status;
  taken.visit([&](Family family, std::string_view key, std::optional<std::string_view> value) {
    if (!status.ok()) return;
    rocksdb::ColumnFamilyHandle* handle = impl_->database->handle(family);
    status = value ? edits.Put(handle, key, *value) : edits.Delete(handle, key);
  });
  if (!status.ok()) return error_of(status, "gathering a write to the store");
  rocksdb::WriteOptions durable;
  durable.sync = true;
  status = impl_->database->database().Write(durable, &edits);
  if (!status.ok()) return error_of(status, "writing to the store");
  return {};
}

}  // namespace isthmus::store
