// What every command gets: the options that stand before or after any of them, and where its
// results go.
//
// With --json a result is one JSON object on standard output, and every line on standard error is
// an event: a JSON object of one line (docs/operations.md).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/repository/reader.h"
#include "engine/repository/writer.h"
#include "indexer/commands/session.h"
#include "schema/json.h"
#include "schema/result.h"

namespace isthmus::commands {

struct Context {
  std::filesystem::path repository = "./repository";
  bool is_json = false;
  bool is_quiet = false;
  Session* session = &own_session();

  // Results, to standard output.
  void print(std::string_view text) const;
  void print_json(const Json& json) const;  // in lines, with a line end
  // Progress and diagnostics, to standard error; of JSON an event "note".
  void say(std::string_view text) const;
  void say_event(std::string_view name, const Json& fields) const;

  // The path as the caller means it.
  std::filesystem::path located(const std::string& path) const;
  // A file, or standard input for "-".
  Result<std::string> bytes_of(const std::string& path) const;

  // Errors: kNotFound, naming the directory, when there is no repository.
  Result<std::unique_ptr<repository::Reader>> open_reader() const;
  Result<WriterLease> open_writer() const;
  // Makes the repository when there is none.
  Result<WriterLease> create_writer(repository::WriterOptions options = {}) const;
};

inline constexpr int kDone = 0;
inline constexpr int kSomeRefused = 1;
inline constexpr int kInterrupted = 130;  // as shells count SIGINT

}  // namespace isthmus::commands
