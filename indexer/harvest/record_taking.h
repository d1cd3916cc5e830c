// Harvested records into the repository: each is a source of the collection whose path is its OAI
// identifier, so that what is unchanged, refused or removed is remembered as for files.
//
// Threads: one.
#pragma once

#include <atomic>
#include <memory>
#include <set>
#include <string>

#include "indexer/harvest/oai.h"
#include "indexer/harvest/reading.h"
#include "indexer/pipeline/committing.h"
#include "indexer/pipeline/originals.h"
#include "indexer/sandbox/parser_pool.h"

namespace isthmus::harvest {

struct Origin {
  std::string url;
  std::string prefix;
  std::string collection;
};

class RecordTaking {
 public:
  struct Subject {
    const parsers::Settings& settings;
    const pipeline::Originals* originals;  // null: nothing is kept
  };
  RecordTaking(const Subject& subject, Reading& reading, repository::Writer& writer,
               const pipeline::Observer& observer);

  // Puts the record in, or removes what a deleted one has given.
  Result<void> take(const ListedRecord& record, const Origin& origin);
  // Writes what was taken and makes it durable, together with what the caller noted in the writer.
  Result<void> end_page();
  // After the last page.
  Result<void> finish();

  // A finding that concerns no record: `place` is "page 3".
  void tell(const std::string& place, Error error, bool cost_a_record);

  const pipeline::AddReport& report() const { return report_; }

 private:
  Result<void> remove(const ListedRecord& record, const Origin& origin);
  pipeline::ReadBatch read(const ListedRecord& record, const Origin& origin,
                           std::shared_ptr<const pipeline::SourceFile> source);
  Result<bool> is_known(const pipeline::SourceFile& source);

  const parsers::Settings& settings_;
  const pipeline::Originals* originals_;
  Reading& reading_;
  repository::Writer& writer_;
  const pipeline::Observer& observer_;
  std::unique_ptr<pipeline::Target> target_;
  pipeline::AddReport report_;
  pipeline::Committer committer_;
  std::set<std::string> unwritten_;  // identifiers taken since the last page ended
};

}  // namespace isthmus::harvest
