#include "indexer/commands/command_line.h"

#include <algorithm>
#include <array>

#include "indexer/commands/definitions.h"
#include "schema/topic.h"
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

CLI::Validator a_side() { return one_of(side_names()); }

CLI::Validator a_kind() { return one_of(kind_names()); }

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

void define_add(CLI::App& app, CommandLine& line) {
  CLI::App* add = define(app, "add",
                         "Take in files and folders, or JSON Lines from - (standard input); only "
                         "what changed is read again",
                         line, [&line] { return run_add(line.context, line.add); });
  AddArguments& arguments = line.add;
  auto* paths = add->add_option("PATH", arguments.paths, "Files, folders, -");
  add->add_option("--files-from", arguments.files_from,
                  "Also the files and folders that this file names, one a line; - reads them from "
                  "standard input");
  add->callback([&line, paths] {
    if (paths->count() == 0 && line.add.files_from.empty())
      throw CLI::RequiredError("PATH or --files-from");
    line.chosen = [&line] { return run_add(line.context, line.add); };
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
  add->add_flag("--no-topics", arguments.skips_topics)->group("");
  add->add_flag("--no-links", arguments.skips_links)->group("");
}

void define_harvest(CLI::App& app, CommandLine& line) {
  CLI::App* command =
      define(app, "harvest",
             "Take in the records of an OAI-PMH repository; only what changed since "
             "the last time is asked for",
             line, [&line] { return run_harvest(line.context, line.harvest); });
  harvest::HarvestOptions& options = line.harvest.options;
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

void define_records(CLI::App& app, CommandLine& line) {
  CLI::App* remove = define(app, "remove", "Remove records, or a whole collection", line,
                            [&line] { return run_remove(line.context, line.remove); });
  auto* ids = remove->add_option("ID", line.remove.ids, "Record ids");
  auto* collection = remove->add_option("--collection", line.remove.collection,
                                        "Everything of this collection; frees its name");
  remove->callback([&line, ids, collection] {
    if (ids->count() + collection->count() == 0) throw CLI::RequiredError("ID or --collection");
    line.chosen = [&line] { return run_remove(line.context, line.remove); };
  });
  CLI::App* show = define(app, "show", "Show one record as JSON", line,
                          [&line] { return run_show(line.context, line.show_id); });
  show->add_option("ID", line.show_id, "Record id")->required();
  CLI::App* list = define(app, "list", "List ids, sides, kinds and titles", line,
                          [&line] { return run_list(line.context, line.list); });
  list->add_option("--side", line.list.side, "Only this side")->check(a_side());
  list->add_option("--kind", line.list.kind, "Only this kind")->check(a_kind());
  list->add_option("--collection", line.list.collection, "Only this collection");
  CLI::App* original =
      define(app, "original", "Give back the file that a record came from, as it was", line,
             [&line] { return run_original(line.context, line.original); });
  original->add_option("ID", line.original.id, "Record id")->required();
  original->add_option("--output", line.original.output, "Write it there, not to standard output");
  define(app, "refused", "List what was refused of the sources, and why", line,
         [&line] { return run_refused(line.context); });
  define(app, "stats", "Count records and links", line,
         [&line] { return run_stats(line.context); });
  define(app, "export", "Write all records as JSON Lines in the order of their ids", line,
         [&line] { return run_export(line.context); });
}

void define_pair_decision(CLI::App& group, CommandLine& line, PairVerdict verdict,
                          const std::pair<std::string, std::string>& name_and_description) {
  const auto& [name, description] = name_and_description;
  CLI::App* action = define(group, name, description, line, [&line, verdict] {
    line.lexicon.verdict = verdict;
    return run_lexicon_decide(line.context, line.lexicon);
  });
  action->add_option("PAIR", line.lexicon.values, "Pairs as propose prints them, in quotes")
      ->required();
}

void define_proposals(CLI::App& group, CommandLine& line) {
  CLI::App* propose =
      define(group, "propose", "Find pairs of terms that public records introduce as the same",
             line, [&line] { return run_lexicon_propose(line.context, line.lexicon); });
  propose->add_option("--limit", line.lexicon.limit, "Pairs, those of most records first")
      ->capture_default_str();
  define_pair_decision(group, line, PairVerdict::kAccepted,
                       {"accept", "Take pairs into the lexicon \"accepted\""});
  define_pair_decision(group, line, PairVerdict::kRefused,
                       {"refuse", "Never propose these pairs again"});
  define_pair_decision(group, line, PairVerdict::kNone,
                       {"forget", "Take decisions on these pairs back"});
  define(group, "decisions", "List the decisions on pairs", line,
         [&line] { return run_lexicon_decisions(line.context); });
}

void define_lexicon(CLI::App& app, CommandLine& line) {
  CLI::App* group = app.add_subcommand("lexicon",
                                       "Add, list and remove lexicons, show what a term means: "
                                       "what a query also finds; propose pairs");
  group->fallthrough();
  group->require_subcommand(1);
  LexiconArguments& arguments = line.lexicon;
  CLI::App* add =
      define(*group, "add", "Take in lexicons from CSV, TSV, CC-CEDICT, TBX or SKOS files", line,
             [&line] { return run_lexicon_add(line.context, line.lexicon); });
  add->add_option("FILE", arguments.values,
                  "Tables with the columns zh, en, abbr, scope; CC-CEDICT, TBX, SKOS")
      ->required();
  add->add_option("--name", arguments.name, "Name of the lexicon; by default the file's");
  define(*group, "list", "List all lexicons", line,
         [&line] { return run_lexicon_list(line.context); });
  CLI::App* show = define(*group, "show", "Show what a term means in each lexicon", line,
                          [&line] { return run_lexicon_show(line.context, line.lexicon); });
  show->add_option("TERM", arguments.values, "A term, in any language")->required()->expected(1);
  CLI::App* remove = define(*group, "remove", "Remove lexicons", line,
                            [&line] { return run_lexicon_remove(line.context, line.lexicon); });
  remove->add_option("NAME", arguments.values, "Names")->required();
  define_proposals(*group, line);
}

void define_decision(CLI::App& group, CommandLine& line, WorkVerdict verdict,
                     const std::pair<std::string, std::string>& name_and_description) {
  const auto& [name, description] = name_and_description;
  CLI::App* action = define(group, name, description, line, [&line, verdict] {
    line.works.verdict = verdict;
    return run_works_decide(line.context, line.works);
  });
  action->add_option("ID", line.works.ids, "The ids of the two records")->required()->expected(2);
}

void define_works(CLI::App& app, CommandLine& line) {
  CLI::App* group = app.add_subcommand(
      "works", "List the works of more than one record, and decide what is the same work");
  group->fallthrough();
  group->require_subcommand(0, 1);
  group->callback([&line, group] {
    if (group->get_subcommands().empty())
      line.chosen = [&line] { return run_works_list(line.context); };
  });
  define_decision(*group, line, WorkVerdict::kApart,
                  {"split", "These two records are not the same work"});
  define_decision(*group, line, WorkVerdict::kSame,
                  {"join", "These two records are the same work"});
  define_decision(*group, line, WorkVerdict::kNone,
                  {"forget", "Take a decision on these two back"});
  define(*group, "decisions", "List the decisions", line,
         [&line] { return run_works_decisions(line.context); });
}

void define_topics(CLI::App& app, CommandLine& line) {
  CLI::App* topics = define(app, "topics", "List what the public records of both sides are about",
                            line, [&line] { return run_topics(line.context, line.topics); });
  topics->add_option("ID", line.topics.id, "Show this topic with its most typical records");
  topics->add_flag("--fields", line.topics.lists_fields, "List the fields that topics make up");
  CLI::App* gaps =
      define(app, "gaps", "List where one side asks, teaches or studies what the other one lacks",
             line, [&line] { return run_gaps(line.context, line.gaps); });
  gaps->add_option("ID", line.gaps.id, "Show this gap with its records and the nearest ones");
  std::vector<std::string_view> directions;
  for (const GapDirection direction : all_gap_directions())
    directions.push_back(name_of(direction));
  gaps->add_option("--direction", line.gaps.direction, "Only gaps of this direction")
      ->check(one_of(directions));
  gaps->add_flag("--claimed", line.gaps.only_claimed,
                 "Only what is claimed, not what is ranked below");
  define_format(*gaps, line.gaps.format);
}

void define_upkeep(CLI::App& app, CommandLine& line) {
  define(app, "rebuild", "Derive index, works, links and topics again from the records", line,
         [&line] { return run_rebuild(line.context); });
  CLI::App* check = define(app, "check", "Compare records, index, works and links", line, [&line] {
    return run_check(line.context, line.repairs ? Repair::kYes : Repair::kNo);
  });
  check->add_flag("--repair", line.repairs, "Rebuild when something is wrong");
}

void define_watch(CLI::App& app, CommandLine& line) {
  CLI::App* watch =
      define(app, "watch",
             "Hold the repository and keep following folders, harvests and what is handed in over "
             "HTTP; does the work of other commands meanwhile",
             line, [&line] { return run_watch(line.context, line.watch, line.do_job); });
  WatchArguments& arguments = line.watch;
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
  CLI::App* status = define(*watch, "status", "Tell what the running watch follows and does", line,
                            [&line] { return run_watch_status(line.context); });
  // The callback of the outer command comes last and must not win.
  watch->callback([&line, status] {
    if (status->parsed()) return;
    line.chosen = [&line] { return run_watch(line.context, line.watch, line.do_job); };
  });
}

void define_evaluate(CLI::App& app, CommandLine& line) {
  CLI::App* evaluate =
      define(app, "evaluate",
             "Judge search or links on collections in BEIR form: nDCG@10, recall@100, MRR@10, time",
             line, [&line] {
               line.evaluate.keeps_repository = line.repository_option->count() != 0;
               return run_evaluate(line.context, line.evaluate);
             });
  EvaluateArguments& arguments = line.evaluate;
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
      ->add_option("--lexicon", options.lexicons,
                   "Lexicons to search with: as lexicon add takes them")
      ->check(CLI::ExistingFile);
  evaluate->add_flag("!--words-alone", options.uses_meaning, "Search without the space of meaning");
  evaluate->add_option("--run", arguments.run_file, "Write the rankings as a TREC run");
  evaluate->add_option("--links-file", arguments.links_file,
                       "Write the judged links: query, document, strength, likelihood, level");
  evaluate->add_option("--jobs", options.jobs, "Workers; by default one for each hardware thread")
      ->check(CLI::Range(1, 256));
}

void define_common(CLI::App& app, CommandLine& line) {
  app.require_subcommand(1);
  app.footer(kFooter);
  app.get_formatter()->column_width(32);
  line.repository_option = app.add_option("-r,--repository", line.context.repository,
                                          "The repository's directory; also ISTHMUS_REPOSITORY")
                               ->capture_default_str();
  app.add_flag("--json", line.context.is_json, "Results as JSON");
  app.add_flag("--quiet", line.context.is_quiet, "No progress and no warnings");
}

}  // namespace

CLI::Validator one_of(std::vector<std::string_view> names) {
  return CLI::Validator(
      [names = std::move(names)](std::string& value) -> std::string {
        if (std::find(names.begin(), names.end(), value) != names.end()) return {};
        return quote(value) + " is not known; " + did_you_mean(value, names);
      },
      "NAME");
}

void define_format(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "text or csv")
      ->check(one_of({"text", "csv"}))
      ->capture_default_str();
}

CLI::App* define(CLI::App& app, const std::string& name, const std::string& description,
                 CommandLine& line, std::function<Result<int>()> run) {
  CLI::App* command = app.add_subcommand(name, description);
  command->fallthrough();
  command->callback([&line, run = std::move(run)] { line.chosen = run; });
  return command;
}

void define_all(CLI::App& app, CommandLine& line) {
  define_common(app, line);
  define_add(app, line);
  define_harvest(app, line);
  define_watch(app, line);
  define_records(app, line);
  define_governance(app, line);
  define_lexicon(app, line);
  define_works(app, line);
  define_topics(app, line);
  define_reports(app, line);
  define_upkeep(app, line);
  define_evaluate(app, line);
}

bool writes(const CLI::App& app, const CommandLine& line) {
  const std::string name = app.get_subcommands().front()->get_name();
  if (name == "add") return !line.add.is_dry_run;
  if (name == "harvest" || name == "remove" || name == "rebuild" || name == "check") return true;
  const std::vector<CLI::App*> actions = app.get_subcommands().front()->get_subcommands();
  if (actions.empty() || name == "watch") return false;
  constexpr std::array<std::string_view, 7> kWriting = {"add",    "remove", "split", "join",
                                                        "forget", "accept", "refuse"};
  return std::find(kWriting.begin(), kWriting.end(), actions.front()->get_name()) != kWriting.end();
}

bool wants_input(const CommandLine& line) {
  const auto names_it = [](const std::vector<std::string>& paths) {
    return std::find(paths.begin(), paths.end(), "-") != paths.end();
  };
  return names_it(line.add.paths) || line.add.files_from == "-" || names_it(line.governance.values);
}

}  // namespace isthmus::commands
