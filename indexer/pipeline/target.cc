#include "indexer/pipeline/target.h"

#include <map>
#include <optional>

#include <unistd.h>

namespace isthmus::pipeline {
namespace {

class RepositoryTarget final : public Target {
 public:
  explicit RepositoryTarget(repository::Writer& writer) : writer_(writer) {}

  Analysis analysis() const override { return Analysis::kFull; }
  const store::View* view() const override { return &writer_.view(); }
  Result<std::string> source_of(std::string_view id) const override {
    return writer_.source_of(id);
  }
  Result<repository::Outcome> put(Item item, std::string_view source_key) override {
    if (Record* record = std::get_if<Record>(&item.content)) {
      const bool is_same = TRY(writer_.is_unchanged(item.id, item.content_hash)) &&
                           TRY(writer_.source_of(item.id)) == source_key;
      if (is_same) return repository::Outcome::kUnchanged;
      item.content = repository::prepare(std::move(*record));
    }
    return writer_.put(std::get<repository::Prepared>(std::move(item.content)), source_key);
  }
  Result<bool> remove(std::string_view id) override { return writer_.remove(id); }
  void note(store::Family family, std::string_view key, std::string_view value) override {
    writer_.note(family, key, value);
  }
  void forget(store::Family family, std::string_view key) override { writer_.forget(family, key); }

 private:
  repository::Writer& writer_;
};

// Remembers in memory what would have been written.
class DryTarget final : public Target {
 public:
  explicit DryTarget(std::unique_ptr<store::Secondary> store, std::filesystem::path scratch)
      : store_(std::move(store)), scratch_(std::move(scratch)) {}
  ~DryTarget() override {
    store_.reset();
    std::error_code ignored;
    if (!scratch_.empty()) std::filesystem::remove_all(scratch_, ignored);
  }

  Analysis analysis() const override { return Analysis::kNone; }
  const store::View* view() const override { return store_.get(); }
  Result<std::string> source_of(std::string_view id) const override {
    if (const auto known = sources_.find(id); known != sources_.end()) return known->second;
    const std::optional<StoredRecord> stored = TRY(stored_record(id));
    return stored ? stored->source_key : std::string();
  }
  Result<repository::Outcome> put(Item item, std::string_view source_key) override {
    const std::optional<StoredRecord> stored = TRY(stored_record(item.id));
    sources_[item.id] = source_key;
    if (!stored) return repository::Outcome::kAdded;
    return stored->content_hash == item.content_hash ? repository::Outcome::kUnchanged
                                                     : repository::Outcome::kUpdated;
  }
  Result<bool> remove(std::string_view id) override {
    const bool was_there = !TRY(source_of(id)).empty();
    sources_[std::string(id)].clear();
    return was_there;
  }
  void note(store::Family, std::string_view, std::string_view) override {}
  void forget(store::Family, std::string_view) override {}

 private:
  Result<std::optional<StoredRecord>> stored_record(std::string_view id) const {
    if (!store_) return std::optional<StoredRecord>();
    Result<StoredRecord> stored = store_->record(id);
    if (stored) return std::optional(*std::move(stored));
    if (stored.error().code == ErrorCode::kNotFound) return std::optional<StoredRecord>();
    return std::move(stored).error();
  }

  std::unique_ptr<store::Secondary> store_;
  std::filesystem::path scratch_;
  std::map<std::string, std::string, std::less<>> sources_;  // id -> source key; empty: removed
};

}  // namespace

std::unique_ptr<Target> repository_target(repository::Writer& writer) {
  return std::make_unique<RepositoryTarget>(writer);
}

Result<std::unique_ptr<Target>> dry_target(const std::filesystem::path& directory) {
  if (!is_repository(directory))
    return std::unique_ptr<Target>(std::make_unique<DryTarget>(nullptr, ""));
  std::error_code fault;
  const auto scratch =
      std::filesystem::temp_directory_path(fault) / ("isthmus-dry-" + std::to_string(::getpid()));
  auto store = TRY(store::Secondary::open(store_directory(directory), scratch));
  return std::unique_ptr<Target>(std::make_unique<DryTarget>(std::move(store), scratch));
}

std::filesystem::path store_directory(const std::filesystem::path& repository) {
  return repository / "knowledge";
}

bool is_repository(const std::filesystem::path& directory) {
  std::error_code fault;
  return std::filesystem::exists(store_directory(directory), fault);
}

}  // namespace isthmus::pipeline
