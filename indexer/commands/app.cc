#include "indexer/commands/app.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <set>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "indexer/commands/commands.h"
#include "indexer/commands/handing_over.h"
#include "indexer/harvest/reading.h"
#include "indexer/sandbox/serve.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

constexpr const char* kFooter = R"(
Exit statuses:
  0   done
  1   done, but some sources or records were refused; each is named with the reason
  2   the command line or the configuration is not understood
  3   there is no such repository, record, file
  4   another process is writing to the repository
  5   the repository is damaged, or from a newer version
  6   reading or writing failed, or the disk is full
  70  a defect in Isthmus
  130 interrupted; what was taken in until then is kept)";

// Everything that the command line can say.
struct State {
  Context context;
  AddArguments add;
  HarvestArguments harvest;
  RemoveArguments remove;
  std::string show_id;
  ListArguments list;
  OriginalArguments original;
  GovernanceArguments governance;
  LexiconArguments lexicon;
  WorksArguments works;
  bool repairs = false;
  WatchArguments watch;
  EvaluateArguments evaluate;
  CLI::Option* repository_option = nullptr;

  std::function<Result<int>()> chosen;
};

// Accepts the names alone, and helps with a near one.
CLI::Validator one_of(std::vector<std::string_view> names) {
  return CLI::Validator(
      [names = std::move(names)](std::string& value) -> std::string {
        if (std::find(names.begin(), names.end(), value) != names.end()) return {};
        return quote(value) + " is not known; " + did_you_mean(value, names);
      },
      "NAME");
}

CLI::Validator a_side() { return one_of({"academic", "practice"}); }

CLI::Validator a_kind() {
  std::vector<std::string_view> names;
  for (const Kind kind : all_kinds()) names.push_back(name_of(kind));
  return one_of(std::move(names));
}

CLI::App* define(CLI::App& app, const std::string& name, const std::string& description,
                 State& state, std::function<Result<int>()> run) {
  CLI::App* command = app.add_subcommand(name, description);
  command->fallthrough();
  command->callback([&state, run = std::move(run)] { state.chosen = run; });
  return command;
}

void define_defaults(CLI::App& command, parsers::Defaults& defaults) {
  command
      .add_option("--side", defaults.side,
                  "Side of records that do not say it: academic or practice")
      ->check(a_side());
  command
      .add_option("--kind", defaults.kind,
                  "Kind of records that do not say it: paper, runbook and so on")
      ->check(a_kind());
  command.add_option("--organisation", defaults.organisation,
                     "Organisation id of records that do not say it");
  command
      .add_option("--programme", defaults.programmes,
                  "Programme id of records that do not say it; may be repeated")
      ->take_all();
  command.add_option("--language", defaults.language,
                     "Language tag of records that do not say it, such as zh or en");
  command.add_option("--licence", defaults.licence, "Licence of records that do not say it");
  command
      .add_option("--visibility", defaults.audiences,
                  "Audiences of records that do not say it: public, partners, agreement:ID, "
                  "organisation:ID")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void define_add(CLI::App& app, State& state) {
  CLI::App* add = define(app, "add",
                         "Take in files and folders, or JSON Lines from - (standard input); only "
                         "what changed is read again",
                         state, [&state] { return run_add(state.context, state.add); });
  AddArguments& arguments = state.add;
  auto* paths = add->add_option("PATH", arguments.paths, "Files, folders, -");
  add->add_option("--files-from", arguments.files_from,
                  "Also the files and folders that this file names, one a line; - reads them from "
                  "standard input");
  add->callback([&state, paths] {
    if (paths->count() == 0 && state.add.files_from.empty())
      throw CLI::RequiredError("PATH or --files-from");
    state.chosen = [&state] { return run_add(state.context, state.add); };
  });
  add->add_option("--collection", arguments.collection,
                  "Name of the collection, the part of record ids before the colon");
  define_defaults(*add, arguments.defaults);
  add->add_flag("--ocr", arguments.defaults.ocr,
                "Read writing off the pages of scanned PDFs, with Tesseract");
  add->add_flag("--prune", arguments.prunes, "Remove the records of files that are gone");
  add->add_flag("--dry-run", arguments.is_dry_run, "Report what would be done, and write nothing");
  add->add_option("--jobs", arguments.jobs, "Workers; by default one for each hardware thread")
      ->check(CLI::Range(1, 256));
  add->add_flag("--no-links", arguments.skips_links)->group("");
}

void define_harvest(CLI::App& app, State& state) {
  CLI::App* command =
      define(app, "harvest",
             "Take in the records of an OAI-PMH repository; only what changed since "
             "the last time is asked for",
             state, [&state] { return run_harvest(state.context, state.harvest); });
  harvest::HarvestOptions& options = state.harvest.options;
  command->add_option("--url", options.url, "The repository's OAI-PMH base URL")->required();
  command->add_option("--set", options.set, "Only this set");
  command->add_option("--prefix", options.prefix,
                      "Metadata format; by default the richest that can be read");
  command->add_option("--from", options.from,
                      "Only what changed on this day or later (YYYY-MM-DD, or with Thh:mm:ssZ); by "
                      "default since the last time");
  command->add_option("--until", options.until, "Only what changed on this day or before");
  command->add_option("--collection", options.collection,
                      "Name of the collection; by default the repository's host");
  define_defaults(*command, options.defaults);
}

void define_records(CLI::App& app, State& state) {
  CLI::App* remove = define(app, "remove", "Remove records, or a whole collection", state,
                            [&state] { return run_remove(state.context, state.remove); });
  auto* ids = remove->add_option("ID", state.remove.ids, "Record ids");
  auto* collection = remove->add_option("--collection", state.remove.collection,
                                        "Everything of this collection; frees its name");
  remove->callback([&state, ids, collection] {
    if (ids->count() + collection->count() == 0) throw CLI::RequiredError("ID or --collection");
    state.chosen = [&state] { return run_remove(state.context, state.remove); };
  });
  CLI::App* show = define(app, "show", "Show one record as JSON", state,
                          [&state] { return run_show(state.context, state.show_id); });
  show->add_option("ID", state.show_id, "Record id")->required();
  CLI::App* list = define(app, "list", "List ids, sides, kinds and titles", state,
                          [&state] { return run_list(state.context, state.list); });
  list->add_option("--side", state.list.side, "Only this side")->check(a_side());
  list->add_option("--kind", state.list.kind, "Only this kind")->check(a_kind());
  list->add_option("--collection", state.list.collection, "Only this collection");
  CLI::App* original =
      define(app, "original", "Give back the file that a record came from, as it was", state,
             [&state] { return run_original(state.context, state.original); });
  original->add_option("ID", state.original.id, "Record id")->required();
  original->add_option("--output", state.original.output, "Write it there, not to standard output");
  define(app, "refused", "List what was refused of the sources, and why", state,
         [&state] { return run_refused(state.context); });
  define(app, "stats", "Count records and links", state,
         [&state] { return run_stats(state.context); });
  define(app, "export", "Write all records as JSON Lines in the order of their ids", state,
         [&state] { return run_export(state.context); });
}

using GovernanceRun = Result<int> (*)(const Context&, const GovernanceArguments&);

void define_governance_action(CLI::App& group, State& state, pipeline::GovernanceKind kind,
                              const std::string& name, GovernanceRun run) {
  const std::string things = std::string(name_of(kind)) + "s";
  const std::string description = name == "add"
                                      ? "Take in " + things + " from JSON, CSV or TSV files"
                                  : name == "list" ? "List all " + things
                                  : name == "show" ? "Show one as JSON"
                                                   : "Remove " + things;
  CLI::App* action = define(group, name, description, state, [&state, kind, run] {
    state.governance.kind = kind;
    return run(state.context, state.governance);
  });
  if (name == "list") return;
  CLI::Option* values =
      action->add_option(name == "add" ? "FILE" : "ID", state.governance.values,
                         name == "add" ? "Files, or - for JSON from standard input" : "Ids");
  values->required();
  if (name == "show") values->expected(1);
}

void define_governance(CLI::App& app, State& state) {
  using pipeline::GovernanceKind;
  for (const GovernanceKind kind :
       {GovernanceKind::kOrganisation, GovernanceKind::kProgramme, GovernanceKind::kAgreement}) {
    CLI::App* group =
        app.add_subcommand(std::string(name_of(kind)),
                           "Add, list, show and remove " + std::string(name_of(kind)) + "s");
    group->fallthrough();
    group->require_subcommand(1);
    define_governance_action(*group, state, kind, "add", run_governance_add);
    define_governance_action(*group, state, kind, "list", run_governance_list);
    define_governance_action(*group, state, kind, "show", run_governance_show);
    define_governance_action(*group, state, kind, "remove", run_governance_remove);
  }
}

void define_lexicon(CLI::App& app, State& state) {
  CLI::App* group = app.add_subcommand(
      "lexicon", "Add, list and remove lexicons, show what a term means: what a query also finds");
  group->fallthrough();
  group->require_subcommand(1);
  LexiconArguments& arguments = state.lexicon;
  CLI::App* add = define(*group, "add", "Take in lexicons from CSV, TSV or CC-CEDICT files", state,
                         [&state] { return run_lexicon_add(state.context, state.lexicon); });
  add->add_option("FILE", arguments.values, "Files with the columns zh, en, abbr, scope")
      ->required();
  add->add_option("--name", arguments.name, "Name of the lexicon; by default the file's");
  define(*group, "list", "List all lexicons", state,
         [&state] { return run_lexicon_list(state.context); });
  CLI::App* show = define(*group, "show", "Show what a term means in each lexicon", state,
                          [&state] { return run_lexicon_show(state.context, state.lexicon); });
  show->add_option("TERM", arguments.values, "A term, in any language")->required()->expected(1);
  CLI::App* remove = define(*group, "remove", "Remove lexicons", state,
                            [&state] { return run_lexicon_remove(state.context, state.lexicon); });
  remove->add_option("NAME", arguments.values, "Names")->required();
}

void define_decision(CLI::App& group, State& state, WorkVerdict verdict,
                     const std::pair<std::string, std::string>& name_and_description) {
  const auto& [name, description] = name_and_description;
  CLI::App* action = define(group, name, description, state, [&state, verdict] {
    state.works.verdict = verdict;
    return run_works_decide(state.context, state.works);
  });
  action->add_option("ID", state.works.ids, "The ids of the two records")->required()->expected(2);
}

void define_works(CLI::App& app, State& state) {
  CLI::App* group = app.add_subcommand(
      "works", "List the works of more than one record, and decide what is the same work");
  group->fallthrough();
  group->require_subcommand(0, 1);
  group->callback([&state, group] {
    if (group->get_subcommands().empty())
      state.chosen = [&state] { return run_works_list(state.context); };
  });
  define_decision(*group, state, WorkVerdict::kApart,
                  {"split", "These two records are not the same work"});
  define_decision(*group, state, WorkVerdict::kSame,
                  {"join", "These two records are the same work"});
  define_decision(*group, state, WorkVerdict::kNone,
                  {"forget", "Take a decision on these two back"});
  define(*group, "decisions", "List the decisions", state,
         [&state] { return run_works_decisions(state.context); });
}

void define_upkeep(CLI::App& app, State& state) {
  define(app, "rebuild", "Derive index, works and links again from the records", state,
         [&state] { return run_rebuild(state.context); });
  CLI::App* check = define(
      app, "check", "Compare records, index, works and links", state,
      [&state] { return run_check(state.context, state.repairs ? Repair::kYes : Repair::kNo); });
  check->add_flag("--repair", state.repairs, "Rebuild when something is wrong");
}

int run_lent(std::vector<std::string> words, const std::filesystem::path& repository,
             Session& session);

void define_watch(CLI::App& app, State& state) {
  CLI::App* watch =
      define(app, "watch",
             "Hold the repository and keep following folders, harvests and what is handed in over "
             "HTTP; does the work of other commands meanwhile",
             state, [&state] { return run_watch(state.context, state.watch, run_lent); });
  WatchArguments& arguments = state.watch;
  watch->add_option("PATH", arguments.paths, "Folders, beside those of the configuration");
  watch->add_option("--config", arguments.config,
                    "What is followed; by default watch.toml of the repository");
  watch->add_flag("--check-config", arguments.only_checks,
                  "Say whether the configuration is understood, and end");
  watch->add_option("--collection", arguments.collection, "Name of the collection of PATH");
  define_defaults(*watch, arguments.defaults);
  watch->add_flag("--prune", arguments.prunes, "Remove the records of files that are gone");
  watch->add_option("--every", arguments.every, "Time between two looks at all of PATH")
      ->capture_default_str();
  watch->add_flag("!--no-inotify", arguments.asks_kernel,
                  "Find changes by these looks alone, not through the kernel");
  watch->add_option("--jobs", arguments.jobs, "Workers; by default one for each hardware thread")
      ->check(CLI::Range(1, 256));
  CLI::App* status = define(*watch, "status", "Tell what the running watch follows and does", state,
                            [&state] { return run_watch_status(state.context); });
  // The callback of the outer command comes last and must not win.
  watch->callback([&state, status] {
    if (status->parsed()) return;
    state.chosen = [&state] { return run_watch(state.context, state.watch, run_lent); };
  });
}

void define_evaluate(CLI::App& app, State& state) {
  CLI::App* evaluate =
      define(app, "evaluate",
             "Judge search or links on collections in BEIR form: nDCG@10, recall@100, MRR@10, time",
             state, [&state] {
               state.evaluate.keeps_repository = state.repository_option->count() != 0;
               return run_evaluate(state.context, state.evaluate);
             });
  EvaluateArguments& arguments = state.evaluate;
  pipeline::EvaluateOptions& options = arguments.options;
  evaluate->add_option("DIR", arguments.directories, "Folders with corpus, queries and judgements")
      ->required();
  evaluate->add_option("--corpus", options.files.corpus, "File name of the documents")
      ->capture_default_str();
  evaluate->add_option("--queries", options.files.queries, "File name of the queries")
      ->capture_default_str();
  evaluate->add_option("--qrels", options.files.qrels, "File name of the judgements")
      ->capture_default_str();
  evaluate->add_option("--query-prefix", options.files.query_prefix,
                       "Only queries whose id begins so");
  evaluate
      ->add_option_function<std::string>(
          "--task",
          [&options](const std::string& name) {
            options.task = name == "links" ? pipeline::Task::kLinks : pipeline::Task::kSearch;
          },
          "search, or links: queries become practice notes, and their links are judged")
      ->check(one_of({"search", "links"}));
  evaluate
      ->add_option("--lexicon", options.lexicons, "Lexicons to search with: CSV, TSV or CC-CEDICT")
      ->check(CLI::ExistingFile);
  evaluate->add_option("--run", arguments.run_file, "Write the rankings as a TREC run");
  evaluate->add_option("--jobs", options.jobs, "Workers; by default one for each hardware thread")
      ->check(CLI::Range(1, 256));
}

void define_common(CLI::App& app, State& state) {
  app.require_subcommand(1);
  app.footer(kFooter);
  app.get_formatter()->column_width(32);
  state.repository_option = app.add_option("-r,--repository", state.context.repository,
                                           "The repository's directory; also ISTHMUS_REPOSITORY")
                                ->capture_default_str();
  app.add_flag("--json", state.context.is_json, "Results as JSON");
  app.add_flag("--quiet", state.context.is_quiet, "No progress and no warnings");
}

void say_error(const Context& context, const Error& error) {
  if (!context.is_json) {
    context.say("isthmus-indexer: " + error.message + "\n");
    if (!error.hint.empty()) context.say("  " + error.hint + "\n");
    return;
  }
  Json json = {{"code", error_info(error.code).name}, {"message", error.message}};
  if (!error.hint.empty()) json["hint"] = error.hint;
  context.say_event("error", json);
  context.print_json({{"error", std::move(json)}});
}

// What the vendor says, but for a word that is no command.
std::string usage_message(const CLI::App& app, const CLI::ParseError& fault, int argc,
                          char** argv) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view first = argc > 1 ? argv[1] : "";
  if (first.empty() || first.starts_with('-') ||
      std::find(views.begin(), views.end(), first) != views.end())
    return fault.what();
  return quote(first) + " is not a command; " + did_you_mean(first, views);
}

int refuse_usage(const CLI::App& app, const CLI::ParseError& fault, int argc, char** argv) {
  if (fault.get_exit_code() == 0) return app.exit(fault);  // --help
  std::fprintf(stderr, "isthmus-indexer: %s\n", usage_message(app, fault, argc, argv).c_str());
  std::fprintf(stderr,
               "  `isthmus-indexer --help` lists the commands, `isthmus-indexer COMMAND --help` "
               "its options\n");
  return error_info(ErrorCode::kUsage).exit_status;
}

// What indexer/sandbox/parser_pool.h starts; not for people.
int serve_parsing() {
  sandbox::Services services{parsers::all_parsers(), {}};
  harvest::append_services(services);
  return sandbox::serve(STDIN_FILENO, services);
}

// What was printed may not have arrived: the disk is full, or nobody reads the pipe any more.
int after_output(const Context& context, int status) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  if (errno != EPIPE)
    context.say(std::string("isthmus-indexer: standard output cannot be written: ") +
                std::strerror(errno) + "\n");
  return error_info(ErrorCode::kIo).exit_status;
}

int run_chosen(State& state) {
  Result<int> status = state.chosen();
  if (status) return after_output(state.context, *status);
  say_error(state.context, status.error());
  return after_output(state.context, error_info(status.error().code).exit_status);
}

void define_all(CLI::App& app, State& state) {
  define_common(app, state);
  define_add(app, state);
  define_harvest(app, state);
  define_watch(app, state);
  define_records(app, state);
  define_governance(app, state);
  define_lexicon(app, state);
  define_works(app, state);
  define_upkeep(app, state);
  define_evaluate(app, state);
}

// Does the chosen command write the repository that others may hold?
bool writes(const CLI::App& app, const State& state) {
  const std::string name = app.get_subcommands().front()->get_name();
  if (name == "add") return !state.add.is_dry_run;
  if (name == "harvest" || name == "remove" || name == "rebuild" || name == "check") return true;
  const std::vector<CLI::App*> actions = app.get_subcommands().front()->get_subcommands();
  if (actions.empty() || name == "watch") return false;
  constexpr std::array<std::string_view, 5> kWriting = {"add", "remove", "split", "join", "forget"};
  return std::find(kWriting.begin(), kWriting.end(), actions.front()->get_name()) != kWriting.end();
}

bool wants_input(const State& state) {
  const auto names_it = [](const std::vector<std::string>& paths) {
    return std::find(paths.begin(), paths.end(), "-") != paths.end();
  };
  return names_it(state.add.paths) || state.add.files_from == "-" ||
         names_it(state.governance.values);
}

int run_here_or_there(const CLI::App& app, State& state, std::vector<std::string> words) {
  if (!writes(app, state)) return run_chosen(state);
  const Result<std::optional<int>> status =
      hand_over(state.context, {std::move(words), wants_input(state)});
  if (!status) {
    say_error(state.context, status.error());
    return after_output(state.context, error_info(status.error().code).exit_status);
  }
  return *status ? after_output(state.context, **status) : run_chosen(state);
}

// A command of another process, for the watcher. It was understood there.
int run_lent(std::vector<std::string> words, const std::filesystem::path& repository,
             Session& session) {
  State state;
  CLI::App app;
  define_all(app, state);
  try {
    words.erase(words.begin());
    std::reverse(words.begin(), words.end());  // as the vendor wants them
    app.parse(std::move(words));
  } catch (const CLI::ParseError& fault) {
    session.err(std::string("isthmus-indexer: ") + fault.what() + "\n");
    return error_info(ErrorCode::kUsage).exit_status;
  }
  if (!writes(app, state)) return error_info(ErrorCode::kUsage).exit_status;
  state.context.session = &session;
  state.context.repository = repository;
  const Result<int> status = state.chosen();
  if (status) return *status;
  say_error(state.context, status.error());
  return error_info(status.error().code).exit_status;
}

}  // namespace

int run(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "parse-worker") return serve_parsing();
  State state;
  if (const char* repository = std::getenv("ISTHMUS_REPOSITORY");
      repository != nullptr && *repository != '\0') {
    state.context.repository = repository;
  }
  CLI::App app("Takes academic and practice knowledge into an Isthmus repository and keeps it.",
               "isthmus-indexer");
  define_all(app, state);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    return refuse_usage(app, fault, argc, argv);
  }
  return run_here_or_there(app, state, {argv, argv + argc});
}

}  // namespace isthmus::commands
