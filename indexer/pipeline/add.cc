#include "indexer/pipeline/add.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <thread>

#include "indexer/pipeline/committing.h"
#include "indexer/pipeline/file_bytes.h"
#include "indexer/pipeline/governance.h"
#include "indexer/pipeline/lexicons.h"
#include "indexer/pipeline/ordered_workers.h"
#include "indexer/pipeline/reading.h"
#include "indexer/pipeline/working.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatchesPerWorker =
    4;  // under way at once, enough to keep workers busy while one source is slow

Error is_taken(const Root& root, const std::string& owner) {
  return {ErrorCode::kDuplicate,
          "the collection " + quote(root.collection) + " comes from " + quote(owner) +
              ", not from " + quote(root.owner_name()),
          "name another collection with --collection"};
}

class Adding {
 public:
  Adding(const std::vector<Root>& roots, const AddOptions& options, Target& target,
         const Observer& observer)
      : roots_(roots),
        options_(options),
        target_(target),
        observer_(observer),
        committer_(target, observer, report_) {}

  Result<AddReport> run() {
    TRY(claim_names());
    for (const Root& root : roots_) {
      report_.skipped_files += root.skipped;
      for (const File& file : root.files) progress_.total_bytes += file.bytes;
      TRY(take_in_governance(root));
    }
    TRY(take_in_files());
    if (options_.originals != nullptr) TRY(options_.originals->sync());
    if (report_.is_interrupted) return report_;
    TRY(look_for_vanished());
    TRY(committer_.finish(vanished_keys_));
    return report_;
  }

 private:
  // A name belongs to the first root; a folder that is no longer there gives it up.
  Result<void> claim_names() {
    std::map<std::string, std::string> claimed;
    for (const Root& root : roots_) {
      const std::string key = keys::collection(root.collection);
      std::optional<std::string> owner;
      if (target_.view() != nullptr) owner = TRY(target_.view()->get(store::Family::kSources, key));
      std::error_code ignored;
      const bool is_folder = owner && *owner != kStandardInput && !is_web_address(*owner);
      if (is_folder && !fs::exists(*owner, ignored)) owner.reset();
      if (const auto other = claimed.find(root.collection); other != claimed.end())
        owner = other->second;
      if (owner && *owner != root.owner_name()) return is_taken(root, *owner);
      claimed.emplace(root.collection, root.owner_name());
    }
    for (const auto& [collection, folder] : claimed)
      target_.note(store::Family::kSources, keys::collection(collection), folder);
    return {};
  }

  Result<void> take_in_governance(const Root& root) {
    const parsers::Collection& settings = root.settings;
    if (!root.is_whole) return {};
    for (const auto& [kind, path] :
         {std::pair(GovernanceKind::kOrganisation, settings.organisations),
          std::pair(GovernanceKind::kProgramme, settings.programmes),
          std::pair(GovernanceKind::kAgreement, settings.agreements)}) {
      if (!path.empty()) TRY(take_in_governance_file(root, kind, path));
    }
    return settings.lexicon.empty() ? Result<void>() : take_in_lexicon_file(root, settings.lexicon);
  }

  Result<void> take_in_governance_file(const Root& root, GovernanceKind kind,
                                       const std::string& path) {
    return take_in_file(root, path, [&](std::string_view bytes) -> Result<Diagnostics> {
      GovernanceFile file = read_governance(kind, path, bytes);
      report_.governance += TRY(take_in(file, target_));
      return std::move(file.diagnostics);
    });
  }

  // The lexicon of a collection bears its name.
  Result<void> take_in_lexicon_file(const Root& root, const std::string& path) {
    return take_in_file(root, path, [&](std::string_view bytes) -> Result<Diagnostics> {
      sandbox::PoolOptions pool_options;
      pool_options.program = options_.parser_program;
      sandbox::ParserPool pool(pool_options);
      LexiconFile file = read_lexicon(path, bytes, &pool);
      report_.lexicon_entries += TRY(take_in_lexicon(root.collection, path, file, target_)).entries;
      return std::move(file.diagnostics);
    });
  }

  using Diagnostics = std::vector<parsers::Diagnostic>;

  Result<void> take_in_file(const Root& root, const std::string& path,
                            const std::function<Result<Diagnostics>(std::string_view)>& take) {
    const Result<std::string> bytes = read_bytes(root.folder / path);
    tell(path, bytes ? TRY(take(*bytes)) : Diagnostics{{0, bytes.error(), true}});
    return {};
  }

  void tell(const std::string& path, Diagnostics diagnostics) {
    parsers::Tally tally;
    for (parsers::Diagnostic& diagnostic : diagnostics) tally.add(std::move(diagnostic));
    report_.refused += tally.refused();
    for (const parsers::Tally::Entry& entry : tally.entries()) observer_.finding({path, entry});
  }

  bool is_stopped() const { return options_.stop != nullptr && options_.stop->load(); }

  Result<void> take_in_files() {
    const std::size_t workers =
        options_.jobs != 0 ? options_.jobs : std::max(1U, std::thread::hardware_concurrency());
    const store::View* view = target_.view();
    std::vector<KnownRoot> roots;
    for (const Root& root : roots_) roots.push_back({root, TRY(KnownSources::load(view, root))});
    sandbox::PoolOptions pool_options;
    pool_options.program = options_.parser_program;
    sandbox::ParserPool pool(pool_options);
    OrderedWorkers<ReadBatch, ReadyBatch> batches(
        workers, workers * kBatchesPerWorker, [&](ReadBatch batch) {
          return work_out(std::move(batch), pool, view, target_.analysis());
        });
    std::thread reading([&] {
      SourceReader(options_.defaults, options_.originals, pool, [&](ReadBatch batch) {
        return batches.push(std::move(batch));
      }).read(roots);
      batches.close();
    });
    Result<void> outcome = commit_all(batches);
    batches.abandon();
    reading.join();
    report_.is_unconfined = pool.confinement() != sandbox::Confinement::kFull;
    return outcome;
  }

  Result<void> commit_all(OrderedWorkers<ReadBatch, ReadyBatch>& batches) {
    while (std::optional<ReadyBatch> batch = batches.take()) {
      for (const auto& source : batch->unchanged) progress_.bytes += source->bytes;
      progress_.bytes += batch->bytes;
      TRY(committer_.commit(*std::move(batch)));
      progress_.records = report_.added + report_.updated + report_.unchanged;
      observer_.progress(progress_);
      report_.is_interrupted = is_stopped();
      if (report_.is_interrupted) break;
    }
    return {};
  }

  Result<void> look_for_vanished() {
    for (const Root& root : roots_) {
      if (root.is_standard_input() || target_.view() == nullptr) continue;
      for (const std::string& path : TRY(vanished_files(root))) {
        if (committer_.renamed_sources().contains(keys::source(root.collection, path))) continue;
        ++report_.vanished_files;
        vanished_keys_.insert(keys::source(root.collection, path));
        if (options_.vanished == Vanished::kRemove)
          report_.removed += TRY(committer_.remove_source(root.collection, path));
      }
    }
    return {};
  }

  // Known sources of the collection that are not there any more, or are passed over now.
  Result<std::vector<std::string>> vanished_files(const Root& root) const {
    if (root.gone) return vanished_among(root, *root.gone);
    std::set<std::string> present;
    for (const File& file : root.files) present.insert(file.path);
    std::vector<std::string> vanished;
    TRY(target_.view()->scan(store::Family::kSources, keys::source_prefix(root.collection), {},
                             [&](std::string_view key, std::string_view) {
                               const std::string path = keys::path_of_source(key);
                               std::error_code ignored;
                               const bool is_gone = root.is_whole
                                                        ? !present.contains(path)
                                                        : !fs::exists(root.folder / path, ignored);
                               if (is_gone && path != kStandardInput) vanished.push_back(path);
                               return true;
                             }));
    return vanished;
  }

  Result<std::vector<std::string>> vanished_among(const Root& root,
                                                  const std::vector<std::string>& paths) const {
    std::vector<std::string> vanished;
    for (const std::string& path : paths) {
      const std::string key = keys::source(root.collection, path);
      if (TRY(target_.view()->get(store::Family::kSources, key))) vanished.push_back(path);
    }
    return vanished;
  }

  const std::vector<Root>& roots_;
  const AddOptions& options_;
  Target& target_;
  const Observer& observer_;
  AddReport report_;
  Progress progress_;
  std::set<std::string> vanished_keys_;
  Committer committer_;
};

}  // namespace

Result<AddReport> add(const std::vector<Root>& roots, const AddOptions& options, Target& target,
                      const Observer& observer) {
  return Adding(roots, options, target, observer).run();
}

}  // namespace isthmus::pipeline
