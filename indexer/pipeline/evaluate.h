// Judging search and links on a judged collection: take the documents in, ask every judged query,
// measure.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/pipeline/judged.h"
#include "indexer/pipeline/reliability.h"
#include "schema/result.h"

namespace isthmus::pipeline {

enum class Task : std::uint8_t {
  kSearch,  // queries are searched for; documents have no links
  kLinks,   // queries are taken in as practice notes beside the academic documents, and their links
            // are judged
};

struct Ranked {
  std::string document;
  double strength = 0;    // of a link; 0 of a hit
  double likelihood = 0;  // likewise
  int level = 0;          // as judged
};

struct EvaluateOptions {
  JudgedFiles files;
  Task task = Task::kSearch;
  std::vector<std::filesystem::path> lexicons;  // files, taken in before the documents
  std::string parser_program;                   // as in AddOptions
  bool uses_meaning = true;                     // false: words alone are searched for
  std::size_t jobs = 0;                         // workers; 0: one for each hardware thread
  std::function<void(const std::string& query, const std::vector<Ranked>& ranking)> ranked =
      [](const auto&, const auto&) {};
};

struct Evaluation {
  std::string name;  // of the collection's folder
  std::uint64_t documents = 0;
  std::uint64_t queries = 0;
  Measures mean;
  Reliability reliability;  // of the first ten links of each query; of links alone
  double milliseconds_per_query = 0;
  double seconds_to_take_in = 0;
};

// `repository` is filled with the collection. Errors: those of reading, of the repository and of
// search.
Result<Evaluation> evaluate(const std::filesystem::path& directory,
                            const std::filesystem::path& repository,
                            const EvaluateOptions& options);

}  // namespace isthmus::pipeline
