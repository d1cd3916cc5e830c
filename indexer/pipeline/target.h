// Where records go: a repository, or nowhere when only the report is wanted.
//
// Threads: view() from any, everything else from one.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/repository/writer.h"
#include "engine/store/store.h"
#include "indexer/pipeline/batch.h"
#include "indexer/pipeline/working.h"
#include "schema/result.h"

namespace isthmus::pipeline {

class Target {
 public:
  virtual ~Target() = default;

  virtual Analysis analysis() const = 0;        // what put() needs of an item
  virtual const store::View* view() const = 0;  // null when there is no repository
  virtual Result<std::string> source_of(
      std::string_view id) const = 0;  // empty when there is no such record
  virtual Result<repository::Outcome> put(Item item, std::string_view source_key) = 0;
  virtual Result<bool> remove(std::string_view id) = 0;
  virtual void note(store::Family family, std::string_view key, std::string_view value) = 0;
  virtual void forget(store::Family family, std::string_view key) = 0;
};

// Writes into `writer`, which must outlive it.
std::unique_ptr<Target> repository_target(repository::Writer& writer);

// Compares with the repository in `directory`, when there is one, and writes nothing.
Result<std::unique_ptr<Target>> dry_target(const std::filesystem::path& directory);

// Where a repository keeps its store; there is a repository when it exists.
std::filesystem::path store_directory(const std::filesystem::path& repository);
bool is_repository(const std::filesystem::path& directory);

}  // namespace isthmus::pipeline
