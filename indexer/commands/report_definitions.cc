#include "indexer/commands/definitions.h"

namespace isthmus::commands {
namespace {

void define_coverage(CLI::App& app, CommandLine& line) {
  CLI::App* command =
      define(app, "coverage",
             "What practice and research have for each outcome of a programme's courses, or of a "
             "syllabus, and what practice knows that no course covers",
             line, [&line] { return run_coverage(line.context, line.coverage); });
  CoverageArguments& arguments = line.coverage;
  CLI::Option* programme =
      command->add_option("PROGRAMME", arguments.programme, "Its id; without one all courses");
  command
      ->add_option("--syllabus", arguments.syllabus,
                   "A file of any format with a syllabus, instead of stored courses; nothing of it "
                   "is kept")
      ->excludes(programme);
  define_format(*command, arguments.format);
}

void define_partners(CLI::App& app, CommandLine& line) {
  CLI::App* command = define(app, "partners",
                             "Which enterprises fit a programme, or which programmes and groups "
                             "fit an enterprise, and why",
                             line, [&line] { return run_partners(line.context, line.partners); });
  PartnersArguments& arguments = line.partners;
  auto* of = command->add_option_group("of");
  of->add_option("PROGRAMME", arguments.programme, "Id of a programme");
  of->add_option("--organisation", arguments.organisation, "Id of an enterprise");
  of->require_option(1);
  command->add_option("--date", arguments.date,
                      "The day that freshness and agreements are judged by; by default today");
  define_format(*command, arguments.format);
}

void define_parse(CLI::App& app, CommandLine& line) {
  CLI::App* command =
      define(app, "parse", "Show what a file would give, as JSON Lines, without a repository", line,
             [&line] { return run_parse(line.context, line.parse); });
  command->add_option("FILE", line.parse.path, "A file, or - for standard input")->required();
  command->add_option("--name", line.parse.name,
                      "The file's name, which its format may be known by; for standard input");
}

}  // namespace

void define_reports(CLI::App& app, CommandLine& line) {
  define_coverage(app, line);
  define_partners(app, line);
  define_parse(app, line);
}

}  // namespace isthmus::commands
