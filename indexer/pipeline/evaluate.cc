#include "indexer/pipeline/evaluate.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "engine/repository/reader.h"
#include "engine/repository/writer.h"
#include "engine/search/search.h"
#include "indexer/parsers/defaults.h"
#include "indexer/pipeline/file_bytes.h"
#include "indexer/pipeline/lexicons.h"
#include "indexer/pipeline/ordered_workers.h"
#include "indexer/pipeline/target.h"
#include "schema/json.h"
#include "schema/keys.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kDepth = 100;     // of a ranking
constexpr std::size_t kStatedLinks = 10;  // of a query, whose likelihoods are judged
constexpr std::size_t kBatchesPerWorker = 256;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string id_of(const std::string& collection, const std::string& local) {
  return collection + ":" + local;
}

// A judged text as a record of one side: title and text alone.
Result<repository::Prepared> prepared(const JudgedText& text, const std::string& collection,
                                      Side side) {
  Record record;
  record.id = id_of(collection, text.id);
  record.side = side;
  record.title = text.title;
  record.body = text.text;
  return repository::prepare(TRY(complete_record(parsers::with_defaults(std::move(record), {}))));
}

struct Job {
  const JudgedText* text;
  Side side;
};

class Evaluating {
 public:
  Evaluating(const fs::path& directory, const fs::path& repository, const EvaluateOptions& options)
      : directory_(directory), repository_(repository), options_(options) {}

  Result<Evaluation> run() {
    judged_ = TRY(load_judged(directory_, options_.files));
    out_.name = fs::absolute(directory_ / "").parent_path().filename().string();
    out_.documents = judged_.documents.size();
    out_.queries = judged_.queries.size();
    const auto start = Clock::now();
    TRY(take_in());
    out_.seconds_to_take_in = seconds_since(start);
    TRY(ask());
    return out_;
  }

 private:
  Result<void> take_in() {
    auto writer = TRY(repository::Writer::open(repository_, {.links = options_.task == Task::kLinks,
                                                             .vectors = options_.uses_meaning,
                                                             .topics = false}));
    TRY(take_in_lexicons(*writer));
    std::vector<Job> jobs;
    for (const JudgedText& document : judged_.documents)
      jobs.push_back({&document, Side::kAcademic});
    if (options_.task == Task::kLinks) {
      for (const JudgedText& query : judged_.queries) jobs.push_back({&query, Side::kPractice});
    }
    TRY(put_all(*writer, jobs));
    return writer->settle();
  }

  Result<void> take_in_lexicons(repository::Writer& writer) {
    const auto target = repository_target(writer);
    sandbox::PoolOptions pool_options;
    pool_options.program = options_.parser_program;
    sandbox::ParserPool pool(pool_options);
    for (const fs::path& path : options_.lexicons) {
      const std::string bytes = TRY(read_bytes(path));
      const LexiconFile file = read_lexicon(path.string(), bytes, &pool);
      TRY(take_in_lexicon(path.stem().string(), path.string(), file, *target));
    }
    return writer.flush();
  }

  Result<void> put_all(repository::Writer& writer, const std::vector<Job>& jobs) {
    const std::size_t workers =
        options_.jobs != 0 ? options_.jobs : std::max(1U, std::thread::hardware_concurrency());
    OrderedWorkers<Job, Result<repository::Prepared>> preparing(
        workers, workers * kBatchesPerWorker,
        [&](Job job) { return prepared(*job.text, collection_of_side(job.side), job.side); });
    std::thread pushing([&] {
      for (const Job& job : jobs) {
        if (!preparing.push(job)) return;
      }
      preparing.close();
    });
    Result<void> outcome = put_taken(writer, preparing);
    preparing.abandon();
    pushing.join();
    return outcome;
  }

  // A document without any text cannot be found and costs its judgements, as it would in any
  // engine.
  Result<void> put_taken(repository::Writer& writer,
                         OrderedWorkers<Job, Result<repository::Prepared>>& preparing) {
    while (std::optional<Result<repository::Prepared>> taken = preparing.take()) {
      if (*taken)
        TRY(writer.put(std::move(*taken).value(), keys::source(out_.name, options_.files.corpus)));
    }
    return {};
  }

  // Queries and documents may have equal ids.
  std::string collection_of_side(Side side) const {
    return side == Side::kPractice ? out_.name + "-queries" : out_.name;
  }

  Result<void> ask() {
    auto reader = TRY(repository::Reader::open(repository_));
    const auto snapshot = reader->snapshot();
    const repository::IndexLease index = snapshot->index();
    const search::Sources sources = repository::sources_of(*snapshot, index);
    double seconds = 0;
    for (const JudgedText& query : judged_.queries) {
      const auto start = Clock::now();
      std::vector<Ranked> ranking = TRY(rank(sources, query));
      seconds += seconds_since(start);
      const Judgements& judgements = judged_.judgements.at(query.id);
      judge(ranking, judgements);
      options_.ranked(query.id, ranking);
      std::vector<std::string> documents;
      for (const Ranked& one : ranking) documents.push_back(one.document);
      const Measures measures = measure(documents, judgements);
      out_.mean.ndcg_at_10 += measures.ndcg_at_10;
      out_.mean.recall_at_100 += measures.recall_at_100;
      out_.mean.mrr_at_10 += measures.mrr_at_10;
    }
    const double count = std::max<double>(1, static_cast<double>(judged_.queries.size()));
    out_.mean = {out_.mean.ndcg_at_10 / count, out_.mean.recall_at_100 / count,
                 out_.mean.mrr_at_10 / count};
    out_.milliseconds_per_query = 1000 * seconds / count;
    return {};
  }

  void judge(std::vector<Ranked>& ranking, const Judgements& judgements) {
    for (std::size_t i = 0; i < ranking.size(); ++i) {
      const auto judged = judgements.find(ranking[i].document);
      if (judged != judgements.end()) ranking[i].level = judged->second;
      if (options_.task == Task::kLinks && i < kStatedLinks)
        out_.reliability.add(ranking[i].likelihood, ranking[i].level > 0);
    }
  }

  // The documents by their local ids, best first.
  Result<std::vector<Ranked>> rank(const search::Sources& sources, const JudgedText& query) const {
    std::vector<Ranked> ranking;
    const std::string prefix = out_.name + ":";
    const auto add = [&](const std::string& id, double strength, double likelihood) {
      if (id.starts_with(prefix))
        ranking.push_back({id.substr(prefix.size()), strength, likelihood, 0});
    };
    if (options_.task == Task::kLinks) {
      const auto links =
          search::links_of(sources, {}, id_of(collection_of_side(Side::kPractice), query.id),
                           {Side::kAcademic, kDepth});
      if (!links && links.error().code == ErrorCode::kNotFound)
        return ranking;  // a query without words
      if (!links) return links.error();
      for (const search::LinkedRecord& link : *links)
        add(link.link.target, link.link.strength, link.score);
      return ranking;
    }
    search::Request request;
    request.query = query.text.empty() ? query.title : query.text;
    request.size = kDepth;
    request.links = 0;
    request.snippets = false;
    request.uses_meaning = options_.uses_meaning;
    const search::Response response = TRY(search::search(sources, {}, request));
    for (const search::Hit& hit : response.hits) add(hit.record.id, 0, 0);
    return ranking;
  }

  const fs::path& directory_;
  const fs::path& repository_;
  const EvaluateOptions& options_;
  JudgedCollection judged_;
  Evaluation out_;
};

}  // namespace

Result<Evaluation> evaluate(const fs::path& directory, const fs::path& repository,
                            const EvaluateOptions& options) {
  return Evaluating(directory, repository, options).run();
}

}  // namespace isthmus::pipeline
