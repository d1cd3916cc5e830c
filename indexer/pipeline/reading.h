// The reading end of the pipeline: the files of all roots in order, parsed or cut into lines, batch
// by batch.
//
// Threads: one.
#pragma once

#include <functional>
#include <vector>

#include "engine/store/store.h"
#include "indexer/parsers/settings.h"
#include "indexer/pipeline/batch.h"
#include "indexer/pipeline/roots.h"

namespace isthmus::pipeline {

class SourceReader {
 public:
  // False when nothing more is wanted.
  using Give = std::function<bool(ReadBatch batch)>;

  // `view` tells which sources are known already; null when there is no repository yet.
  SourceReader(const store::View* view, const parsers::Defaults& options, Give give)
      : view_(view), options_(options), give_(std::move(give)) {}

  // Each file gives at least one batch; its last one says so.
  void read(const std::vector<Root>& roots);

 private:
  bool read_file(const Root& root, const File& file);
  bool read_source(std::shared_ptr<SourceFile> source, std::string bytes);
  bool give_lines(const std::shared_ptr<const SourceFile>& source, const std::string& bytes);
  bool give_parsed(const std::shared_ptr<const SourceFile>& source, const std::string& bytes);
  bool give_refusal(const std::shared_ptr<const SourceFile>& source, Error error);
  bool is_known(const SourceFile& source) const;

  const store::View* view_;
  const parsers::Defaults& options_;
  Give give_;
};

}  // namespace isthmus::pipeline
