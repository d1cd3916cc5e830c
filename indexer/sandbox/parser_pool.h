// Parsing in processes that can do nothing else (indexer/sandbox/confine.h), one for each thread
// that parses at the time.
//
// A file that takes too long, too much memory or brings its parser down costs itself alone: the
// process is ended and another takes its place. Each becomes a diagnostic of the file.
//
// Threads: any number.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "indexer/parsers/parser.h"
#include "indexer/sandbox/confine.h"
#include "indexer/sandbox/services.h"

namespace isthmus::sandbox {

struct PoolOptions {
  // What is started as `PROGRAM parse-worker`; empty: parse in this process, for sources that are
  // trusted.
  std::string program;
  // Of one file by the clock, and so much more for each megabyte of it.
  std::chrono::seconds time{15};
  std::chrono::milliseconds time_per_megabyte{500};
};

class ParserPool {
 public:
  explicit ParserPool(PoolOptions options);
  ~ParserPool();
  ParserPool(const ParserPool&) = delete;
  ParserPool& operator=(const ParserPool&) = delete;

  // As parser.parse(input, sink), the sink called in this thread. Files that are not containers are
  // given at depth 0.
  void parse(const parsers::Parser& parser, const parsers::Input& input, const parsers::Sink& sink);

  // As parser.draw(input, sink); `time` is for each page. A file that cannot be drawn gives no, or
  // fewer pictures.
  void draw(const parsers::Parser& parser, const parsers::Input& input,
            const parsers::PictureSink& sink);

  // reader.read(bytes). Errors: as the diagnostics above.
  Result<std::string> read(const Reader& reader, std::string_view bytes);

  // Of the processes started until now; kFull when there is none.
  Confinement confinement() const;

 private:
  class Process;
  Result<std::unique_ptr<Process>> take();
  void give_back(std::unique_ptr<Process> process);

  PoolOptions options_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Process>> idle_;
  Confinement confinement_ = Confinement::kFull;
};

// This program's own path, for PoolOptions.
std::string own_program();

}  // namespace isthmus::sandbox
