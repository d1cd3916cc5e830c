#include "indexer/commands/app.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "indexer/commands/command_line.h"
#include "indexer/commands/handing_over.h"
#include "indexer/harvest/reading.h"
#include "indexer/pipeline/lexicon_xml.h"
#include "indexer/sandbox/serve.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

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
  pipeline::append_lexicon_services(services);
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

int run_chosen(CommandLine& line) {
  Result<int> status = line.chosen();
  if (status) return after_output(line.context, *status);
  say_error(line.context, status.error());
  return after_output(line.context, error_info(status.error().code).exit_status);
}

int run_here_or_there(const CLI::App& app, CommandLine& line, std::vector<std::string> words) {
  if (!writes(app, line)) return run_chosen(line);
  const Result<std::optional<int>> status =
      hand_over(line.context, {std::move(words), wants_input(line)});
  if (!status) {
    say_error(line.context, status.error());
    return after_output(line.context, error_info(status.error().code).exit_status);
  }
  return *status ? after_output(line.context, **status) : run_chosen(line);
}

// A command of another process, for the watcher. It was understood there.
int run_lent(std::vector<std::string> words, const std::filesystem::path& repository,
             Session& session) {
  CommandLine line;
  CLI::App app;
  define_all(app, line);
  try {
    words.erase(words.begin());
    std::reverse(words.begin(), words.end());  // as the vendor wants them
    app.parse(std::move(words));
  } catch (const CLI::ParseError& fault) {
    session.err(std::string("isthmus-indexer: ") + fault.what() + "\n");
    return error_info(ErrorCode::kUsage).exit_status;
  }
  if (!writes(app, line)) return error_info(ErrorCode::kUsage).exit_status;
  line.context.session = &session;
  line.context.repository = repository;
  const Result<int> status = line.chosen();
  if (status) return *status;
  say_error(line.context, status.error());
  return error_info(status.error().code).exit_status;
}

}  // namespace

int run(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "parse-worker") return serve_parsing();
  CommandLine line;
  line.do_job = run_lent;
  if (const char* repository = std::getenv("ISTHMUS_REPOSITORY");
      repository != nullptr && *repository != '\0') {
    line.context.repository = repository;
  }
  CLI::App app("Takes academic and practice knowledge into an Isthmus repository and keeps it.",
               "isthmus-indexer");
  define_all(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    return refuse_usage(app, fault, argc, argv);
  }
  return run_here_or_there(app, line, {argv, argv + argc});
}

}  // namespace isthmus::commands
