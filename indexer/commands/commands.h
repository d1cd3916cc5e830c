// The commands of isthmus-indexer, without the command line: one function each, in a file of its
// own.
//
// Each returns the exit status: 0, 1 when some sources were refused, or an error with its own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "indexer/commands/context.h"
#include "indexer/harvest/harvest.h"
#include "indexer/parsers/settings.h"
#include "indexer/pipeline/evaluate.h"
#include "indexer/pipeline/governance.h"
#include "schema/lexicon.h"

namespace isthmus::commands {

struct AddArguments {
  std::vector<std::string> paths;
  std::string files_from;  // a file that names more paths, one a line; "-": standard input
  std::string collection;
  parsers::Defaults defaults;
  bool prunes = false;
  bool is_dry_run = false;
  bool skips_topics = false;  // measurements of links alone
  bool skips_links = false;   // measurements of the index alone
  std::size_t jobs = 0;
};
Result<int> run_add(const Context& context, const AddArguments& arguments);

struct HarvestArguments {
  harvest::HarvestOptions options;  // what is not of the command line is filled in by the run
};
Result<int> run_harvest(const Context& context, const HarvestArguments& arguments);

struct RemoveArguments {
  std::vector<std::string> ids;
  std::string collection;  // everything of it, and its name
};
Result<int> run_remove(const Context& context, const RemoveArguments& arguments);

Result<int> run_show(const Context& context, const std::string& id);

struct ListArguments {
  std::string side;
  std::string kind;
  std::string collection;
};
Result<int> run_list(const Context& context, const ListArguments& arguments);

struct OriginalArguments {
  std::string id;
  std::string output;  // a file; empty: standard output
};
Result<int> run_original(const Context& context, const OriginalArguments& arguments);
Result<int> run_refused(const Context& context);

Result<int> run_stats(const Context& context);
Result<int> run_export(const Context& context);

struct GovernanceArguments {
  pipeline::GovernanceKind kind = pipeline::GovernanceKind::kOrganisation;
  std::vector<std::string> values;  // files or ids
};
Result<int> run_governance_add(const Context& context, const GovernanceArguments& arguments);
Result<int> run_governance_list(const Context& context, const GovernanceArguments& arguments);
Result<int> run_governance_show(const Context& context, const GovernanceArguments& arguments);
Result<int> run_governance_remove(const Context& context, const GovernanceArguments& arguments);

struct LexiconArguments {
  std::vector<std::string> values;  // files, names, pairs or a term
  std::string name;                 // of the lexicon; by default the file's
  std::size_t limit = 50;           // proposals
  PairVerdict verdict = PairVerdict::kNone;
};
Result<int> run_lexicon_add(const Context& context, const LexiconArguments& arguments);
Result<int> run_lexicon_list(const Context& context);
Result<int> run_lexicon_show(const Context& context, const LexiconArguments& arguments);
Result<int> run_lexicon_remove(const Context& context, const LexiconArguments& arguments);
Result<int> run_lexicon_propose(const Context& context, const LexiconArguments& arguments);
Result<int> run_lexicon_decide(const Context& context, const LexiconArguments& arguments);
Result<int> run_lexicon_decisions(const Context& context);

struct WorksArguments {
  std::vector<std::string> ids;  // two records
  WorkVerdict verdict = WorkVerdict::kNone;
};
Result<int> run_works_list(const Context& context);
Result<int> run_works_decide(const Context& context, const WorksArguments& arguments);
Result<int> run_works_decisions(const Context& context);

struct TopicsArguments {
  std::string id;             // empty: all are listed
  bool lists_fields = false;  // the upper level
};
Result<int> run_topics(const Context& context, const TopicsArguments& arguments);

struct GapsArguments {
  std::string id;         // empty: all are listed
  std::string direction;  // empty: of every one
  bool only_claimed = false;
  std::string format = "text";  // or csv
};
Result<int> run_gaps(const Context& context, const GapsArguments& arguments);

struct CoverageArguments {
  std::string programme;        // empty: all courses
  std::string syllabus;         // a file; empty: stored courses
  std::string format = "text";  // or csv
};
Result<int> run_coverage(const Context& context, const CoverageArguments& arguments);

struct PartnersArguments {
  std::string programme;  // one of the two
  std::string organisation;
  std::string date;  // empty: today
  std::string format = "text";
};
Result<int> run_partners(const Context& context, const PartnersArguments& arguments);

struct ParseArguments {
  std::string path;  // "-": standard input
  std::string name;  // what the file is called; empty: as its path
};
Result<int> run_parse(const Context& context, const ParseArguments& arguments);

Result<int> run_rebuild(const Context& context);

struct WatchArguments {
  std::vector<std::string> paths;  // folders, beside those of the configuration
  std::string config;              // empty: watch.toml of the repository, when no path is given
  std::string collection;
  parsers::Defaults defaults;
  bool prunes = false;
  std::string every = "10m";
  bool asks_kernel = true;
  bool only_checks = false;
  std::size_t jobs = 0;
};
// `do_job` does the command of another process, with `session` for its streams.
using DoJob = std::function<int(std::vector<std::string> words,
                                const std::filesystem::path& repository, Session& session)>;
Result<int> run_watch(const Context& context, const WatchArguments& arguments, const DoJob& do_job);
Result<int> run_watch_status(const Context& context);

enum class Repair : std::uint8_t { kNo, kYes };
Result<int> run_check(const Context& context, Repair repair);

struct EvaluateArguments {
  std::vector<std::string> directories;
  pipeline::EvaluateOptions options;
  std::string run_file;
  std::string links_file;
  bool keeps_repository = false;  // fill the named repository instead of a temporary one
};
Result<int> run_evaluate(const Context& context, const EvaluateArguments& arguments);

}  // namespace isthmus::commands
