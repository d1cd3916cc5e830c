#include "indexer/pipeline/evaluate.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/sandbox/parser_pool.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

namespace fs = std::filesystem;
using pipeline::Evaluation;

// A fresh directory that goes with the object.
class TemporaryDirectory {
 public:
  static Result<std::unique_ptr<TemporaryDirectory>> create() {
    std::error_code fault;
    std::string path = (fs::temp_directory_path(fault) / "isthmus-evaluate-XXXXXX").string();
    if (fault || ::mkdtemp(path.data()) == nullptr) {
      return Error{ErrorCode::kIo,
                   "no temporary directory can be made: " + std::string(std::strerror(errno)),
                   "set TMPDIR"};
    }
    return std::unique_ptr<TemporaryDirectory>(new TemporaryDirectory(path));
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  explicit TemporaryDirectory(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

// Scores fall by rank, so that trec_eval, which sorts by score and then by name, keeps the order.
void write_ranking(std::FILE* file, const std::string& query,
                   const std::vector<std::string>& ranking) {
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    std::fprintf(file, "%s Q0 %s %zu %zu isthmus\n", query.c_str(), ranking[i].c_str(), i + 1,
                 ranking.size() - i);
  }
}

std::string row_of(const Evaluation& evaluation) {
  char text[256];
  std::snprintf(text, sizeof text, "%-24s %9llu %8llu %8.4f %11.4f %8.4f %9.3f\n",
                evaluation.name.c_str(), static_cast<unsigned long long>(evaluation.documents),
                static_cast<unsigned long long>(evaluation.queries), evaluation.mean.ndcg_at_10,
                evaluation.mean.recall_at_100, evaluation.mean.mrr_at_10,
                evaluation.milliseconds_per_query);
  return text;
}

Json json_of(const Evaluation& evaluation) {
  return {{"name", evaluation.name},
          {"documents", evaluation.documents},
          {"queries", evaluation.queries},
          {"ndcg_at_10", evaluation.mean.ndcg_at_10},
          {"recall_at_100", evaluation.mean.recall_at_100},
          {"mrr_at_10", evaluation.mean.mrr_at_10},
          {"milliseconds_per_query", evaluation.milliseconds_per_query},
          {"seconds_to_take_in", evaluation.seconds_to_take_in}};
}

Result<Evaluation> evaluate_one(const Context& context, const EvaluateArguments& arguments,
                                const pipeline::EvaluateOptions& options,
                                const std::string& directory) {
  if (arguments.keeps_repository) return pipeline::evaluate(directory, context.repository, options);
  const auto temporary = TRY(TemporaryDirectory::create());
  return pipeline::evaluate(directory, temporary->path() / "repository", options);
}

}  // namespace

Result<int> run_evaluate(const Context& context, const EvaluateArguments& arguments) {
  if (!arguments.run_file.empty() && arguments.directories.size() > 1) {
    return Error{ErrorCode::kUsage, "--run takes the ranking of one collection",
                 "evaluate the collections one by one"};
  }
  pipeline::EvaluateOptions options = arguments.options;
  options.parser_program = sandbox::own_program();
  File run(arguments.run_file.empty() ? nullptr : std::fopen(arguments.run_file.c_str(), "w"),
           [](std::FILE* file) { return file ? std::fclose(file) : 0; });
  if (!arguments.run_file.empty() && !run) {
    return Error{ErrorCode::kIo,
                 quote(arguments.run_file) + " cannot be written: " + std::strerror(errno)};
  }
  if (run)
    options.ranked = [&](const std::string& query, const std::vector<std::string>& ranking) {
      write_ranking(run.get(), query, ranking);
    };
  if (!context.is_json)
    context.print(
        "collection               documents  queries  nDCG@10  recall@100   MRR@10  ms/query\n");
  Json all = Json::array();
  for (const std::string& directory : arguments.directories) {
    const Evaluation evaluation = TRY(evaluate_one(context, arguments, options, directory));
    if (!context.is_json) context.print(row_of(evaluation));
    all.push_back(json_of(evaluation));
  }
  if (context.is_json) context.print_json(all);
  if (run && std::fflush(run.get()) != 0)
    return Error{ErrorCode::kDiskFull, quote(arguments.run_file) + " cannot be written"};
  return kDone;
}

}  // namespace isthmus::commands
