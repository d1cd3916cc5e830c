// What travels through the pipeline: a batch of one source's records, first as it was read, then
// worked out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/repository/writer.h"
#include "indexer/parsers/parser.h"
#include "indexer/parsers/settings.h"
#include "indexer/sandbox/recogniser.h"
#include "schema/record.h"

namespace isthmus::pipeline {

// One file that is taken in.
struct SourceFile {
  std::string collection;
  std::string path;          // below the root
  std::string key;           // schema/keys.h, 's'
  std::string content_hash;  // this and the following as in SourceState
  std::string original;
  std::uint64_t bytes = 0;
  std::uint64_t changed = 0;
  std::string reading;
  std::string named_as;      // the path that its records are named after
  std::string renamed_from;  // the key of the vanished source that this one was; empty: none
  parsers::Settings settings;
  const parsers::Parser* parser = nullptr;
  // What reads the pictures of a file without text, or why nothing does; null: not wanted.
  std::shared_ptr<const Result<sandbox::Recogniser>> recogniser;
};

struct ReadRecord {
  Record record;
  std::uint64_t line = 0;
};

// A piece of a source on its way to a worker: records that are parsed already, or bytes that are
// not.
struct ReadBatch {
  std::shared_ptr<const SourceFile> source;
  std::vector<ReadRecord> records;
  std::vector<parsers::Diagnostic> diagnostics;
  std::shared_ptr<const std::string> text;  // owns `piece`; null: nothing is to be parsed
  std::string_view piece;                   // the whole file, or some of its lines
  std::uint64_t first_line = 1;
  bool is_last = false;  // of its source
  // Sources before this one that were read before with these bytes and settings. A batch of them
  // alone has no source of its own.
  std::vector<std::shared_ptr<const SourceFile>> unchanged;
};

// A record that is ready to be put in.
struct Item {
  std::string id;
  std::string content_hash;
  std::variant<Record, repository::Prepared>
      content;  // a Record when the store seems to have the same already
  std::uint64_t line = 0;
  bool is_silent_on_visibility = false;
};

struct ReadyBatch {
  std::shared_ptr<const SourceFile> source;
  std::vector<Item> items;
  std::vector<parsers::Diagnostic> diagnostics;  // by line
  std::uint64_t bytes = 0;                       // of the source that this batch stands for
  bool is_last = false;
  std::vector<std::shared_ptr<const SourceFile>> unchanged;
};

}  // namespace isthmus::pipeline
