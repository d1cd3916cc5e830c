// The reading end of the pipeline: the files of all roots in order, batch by batch. What is one
// document goes on as bytes, what is made of lines as pieces of them; files of many records are
// parsed here as they come.
//
// Threads: one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "indexer/parsers/settings.h"
#include "indexer/pipeline/batch.h"
#include "indexer/pipeline/known_sources.h"
#include "indexer/pipeline/originals.h"
#include "indexer/pipeline/roots.h"
#include "indexer/sandbox/parser_pool.h"

namespace isthmus::pipeline {

// A root with what is known of its sources.
struct KnownRoot {
  const Root& root;
  KnownSources known;
};

class SourceReader {
 public:
  // False when nothing more is wanted.
  using Give = std::function<bool(ReadBatch batch)>;

  // `originals` may be null: nothing is kept.
  SourceReader(const parsers::Defaults& options, const Originals* originals,
               sandbox::ParserPool& pool, Give give);

  // Each file that is read gives at least one batch; its last one says so.
  void read(const std::vector<KnownRoot>& roots);

 private:
  bool read_file(const KnownRoot& root, const File& file);
  bool read_source(const KnownSources& known, std::shared_ptr<SourceFile> source,
                   std::string bytes);
  void look_for_recogniser(SourceFile& source);
  bool note_unchanged(std::shared_ptr<SourceFile> source);
  bool give(ReadBatch batch);
  bool give_contents(const std::shared_ptr<const SourceFile>& source, std::string bytes);
  bool give_document(const std::shared_ptr<const SourceFile>& source, std::string bytes);
  bool give_lines(const std::shared_ptr<const SourceFile>& source, std::string bytes);
  bool give_records(const std::shared_ptr<const SourceFile>& source, const std::string& bytes);
  bool give_refusal(const std::shared_ptr<const SourceFile>& source, Error error);

  const parsers::Defaults& options_;
  const Originals* originals_;
  sandbox::ParserPool& pool_;
  Give give_;
  std::shared_ptr<const Result<sandbox::Recogniser>> recogniser_;  // null until it is wanted
  std::string table_;                                              // fingerprint of all parsers
  std::vector<std::shared_ptr<const SourceFile>> unchanged_;       // that go with the next batch
};

}  // namespace isthmus::pipeline
