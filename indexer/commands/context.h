// What every command gets: the options that stand before or after any of them, and where its
// results go.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/repository/reader.h"
#include "engine/repository/writer.h"
#include "schema/json.h"
#include "schema/result.h"

namespace isthmus::commands {

struct Context {
  std::filesystem::path repository = "./repository";
  bool is_json = false;
  bool is_quiet = false;

  // Results, to standard output. Failures of writing show at the end of the program.
  void print(std::string_view text) const;
  void print_json(const Json& json) const;  // in lines, with a line end
  // Progress and diagnostics, to standard error.
  void say(std::string_view text) const;

  // Errors: kNotFound, naming the directory, when there is no repository.
  Result<std::unique_ptr<repository::Reader>> open_reader() const;
  Result<std::unique_ptr<repository::Writer>> open_writer() const;
};

inline constexpr int kDone = 0;
inline constexpr int kSomeRefused = 1;
inline constexpr int kInterrupted = 130;  // as shells count SIGINT

}  // namespace isthmus::commands
