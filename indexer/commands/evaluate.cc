#include "indexer/pipeline/evaluate.h"

#include <algorithm>
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
                   const std::vector<pipeline::Ranked>& ranking) {
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    std::fprintf(file, "%s Q0 %s %zu %zu isthmus\n", query.c_str(), ranking[i].document.c_str(),
                 i + 1, ranking.size() - i);
  }
}

void write_links(std::FILE* file, const std::string& query,
                 const std::vector<pipeline::Ranked>& ranking) {
  for (const pipeline::Ranked& one : ranking) {
    std::fprintf(file, "%s\t%s\t%.6f\t%.6f\t%d\n", query.c_str(), one.document.c_str(),
                 one.strength, one.likelihood, one.level);
  }
}

double share_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// A line for each tenth, then the measures.
std::string curve_of(const pipeline::Reliability& reliability) {
  std::string text = "  likelihood   links  stated   right\n";
  char line[160];
  for (std::size_t i = 0; i < reliability.bins().size(); ++i) {
    const pipeline::Reliability::Bin& bin = reliability.bins()[i];
    const auto count = static_cast<double>(std::max<std::uint64_t>(bin.count, 1));
    std::snprintf(line, sizeof line, "  %.1f - %.1f %8llu  %6.2f  %6.2f\n",
                  static_cast<double>(i) / 10, static_cast<double>(i + 1) / 10,
                  static_cast<unsigned long long>(bin.count), bin.stated / count,
                  share_of(bin.right, bin.count));
    text += line;
  }
  const pipeline::Reliability::Bin& confident = reliability.confident();
  std::snprintf(line, sizeof line,
                "  expected calibration error %.3f, Brier skill %.3f; %llu links at %.1f or more, "
                "%.2f of them right\n",
                reliability.expected_calibration_error(), reliability.brier_skill(),
                static_cast<unsigned long long>(confident.count), pipeline::Reliability::kConfident,
                share_of(confident.right, confident.count));
  return text + line;
}

Json json_of(const pipeline::Reliability& reliability) {
  Json bins = Json::array();
  for (const pipeline::Reliability::Bin& bin : reliability.bins()) {
    bins.push_back(
        {{"links", bin.count},
         {"right", bin.right},
         {"stated", bin.stated / static_cast<double>(std::max<std::uint64_t>(bin.count, 1))}});
  }
  return {{"expected_calibration_error", reliability.expected_calibration_error()},
          {"brier_skill", reliability.brier_skill()},
          {"confident_links", reliability.confident().count},
          {"confident_right", reliability.confident().right},
          {"bins", bins}};
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
  Json json = {{"name", evaluation.name},
               {"documents", evaluation.documents},
               {"queries", evaluation.queries},
               {"ndcg_at_10", evaluation.mean.ndcg_at_10},
               {"recall_at_100", evaluation.mean.recall_at_100},
               {"mrr_at_10", evaluation.mean.mrr_at_10},
               {"milliseconds_per_query", evaluation.milliseconds_per_query},
               {"seconds_to_take_in", evaluation.seconds_to_take_in}};
  if (evaluation.reliability.count() > 0) json["reliability"] = json_of(evaluation.reliability);
  return json;
}

Result<Evaluation> evaluate_one(const Context& context, const EvaluateArguments& arguments,
                                const pipeline::EvaluateOptions& options,
                                const std::string& directory) {
  if (arguments.keeps_repository) return pipeline::evaluate(directory, context.repository, options);
  const auto temporary = TRY(TemporaryDirectory::create());
  return pipeline::evaluate(directory, temporary->path() / "repository", options);
}

Result<File> open_output(const std::string& path) {
  File file(path.empty() ? nullptr : std::fopen(path.c_str(), "w"),
            [](std::FILE* open) { return open ? std::fclose(open) : 0; });
  if (path.empty() || file) return file;
  return Error{ErrorCode::kIo, quote(path) + " cannot be written: " + std::strerror(errno)};
}

}  // namespace

Result<int> run_evaluate(const Context& context, const EvaluateArguments& arguments) {
  const bool writes_files = !arguments.run_file.empty() || !arguments.links_file.empty();
  if (writes_files && arguments.directories.size() > 1) {
    return Error{ErrorCode::kUsage, "--run and --links-file take the rankings of one collection",
                 "evaluate the collections one by one"};
  }
  pipeline::EvaluateOptions options = arguments.options;
  options.parser_program = sandbox::own_program();
  const File run = TRY(open_output(arguments.run_file));
  const File links = TRY(open_output(arguments.links_file));
  options.ranked = [&](const std::string& query, const std::vector<pipeline::Ranked>& ranking) {
    if (run) write_ranking(run.get(), query, ranking);
    if (links) write_links(links.get(), query, ranking);
  };
  if (!context.is_json)
    context.print(
        "collection               documents  queries  nDCG@10  recall@100   MRR@10  ms/query\n");
  Json all = Json::array();
  for (const std::string& directory : arguments.directories) {
    const Evaluation evaluation = TRY(evaluate_one(context, arguments, options, directory));
    if (!context.is_json) context.print(row_of(evaluation));
    if (!context.is_json && evaluation.reliability.count() > 0)
      context.print(curve_of(evaluation.reliability));
    all.push_back(json_of(evaluation));
  }
  if (context.is_json) context.print_json(all);
  if (run && std::fflush(run.get()) != 0)
    return Error{ErrorCode::kDiskFull, quote(arguments.run_file) + " cannot be written"};
  if (links && std::fflush(links.get()) != 0)
    return Error{ErrorCode::kDiskFull, quote(arguments.links_file) + " cannot be written"};
  return kDone;
}

}  // namespace isthmus::commands
