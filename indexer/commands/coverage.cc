#include "engine/curricula/coverage.h"

#include <nlohmann/json.hpp>

#include "indexer/commands/parse.h"
#include "schema/csv.h"
#include "schema/report_tables.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

constexpr std::size_t kShownLabels = 3;     // of each language, in a line
constexpr std::size_t kShownDocuments = 5;  // of a topic

std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  return text;
}

std::string lines_of(std::string_view side, const SideCover& cover) {
  std::string lines;
  for (const CoverMatch& match : cover.records) {
    lines += "\t\t" + std::string(side) + "\t" + (cover.covering > 0 ? "covers" : "nearest") +
             "\t" + csv::fixed(match.score, 2) + "\t" + match.record.id + "\t" +
             one_line(match.record.title) + "\t" + one_line(csv::joined(match.terms)) + "\n";
  }
  return lines;
}

std::string lines_of(const CourseCover& course) {
  std::string lines = "course\t" + course.course.id + "\t" + one_line(course.course.title) + "\n";
  for (const OutcomeCover& outcome : course.outcomes) {
    lines += "\toutcome\t" + std::to_string(outcome.practice.covering) + "\t" +
             std::to_string(outcome.research.covering) + "\t" + one_line(outcome.text) + "\n" +
             lines_of("practice", outcome.practice) + lines_of("research", outcome.research);
  }
  return lines;
}

std::string labels_of(const TopicLabels& labels) {
  std::vector<std::string> shown;
  for (const std::vector<std::string>* all : {&labels.chinese, &labels.english})
    shown.insert(shown.end(), all->begin(),
                 all->begin() + static_cast<std::ptrdiff_t>(std::min(kShownLabels, all->size())));
  return one_line(csv::joined(shown));
}

std::string lines_of(const UntaughtTopic& topic) {
  std::string lines = "untaught\t" + topic.topic + "\t" + std::to_string(topic.practice) + "\t" +
                      std::string(name_of(topic.tie)) + "\t" + csv::fixed(topic.nearest, 2) + "\t" +
                      labels_of(topic.labels) + "\n";
  for (std::size_t i = 0; i < std::min(kShownDocuments, topic.documents.size()); ++i)
    lines += "\t" + topic.documents[i].id + "\t" + one_line(topic.documents[i].title) + "\n";
  return lines;
}

std::string text_of(const CoverageReport& report) {
  std::string text = "outcomes\t" + std::to_string(report.outcomes) + "\tby practice\t" +
                     std::to_string(report.by_practice) + "\tby research\t" +
                     std::to_string(report.by_research) + "\tfloor\t" +
                     csv::fixed(report.floor, 2) + "\n";
  for (const CourseCover& course : report.courses) text += lines_of(course);
  for (const UntaughtTopic& topic : report.untaught) text += lines_of(topic);
  return text;
}

Result<curricula::Syllabus> syllabus_in(const Context& context, const std::string& path) {
  const std::string bytes = TRY(context.bytes_of(path));
  const curricula::SyllabusForm form = curricula::form_of(path);
  if (form != curricula::SyllabusForm::kDocument) return curricula::read_syllabus(bytes, form);
  const ParsedFile parsed = TRY(parse_file(path, bytes));
  if (parsed.records.empty() && !parsed.diagnostics.empty())
    return parsed.diagnostics.front().error;
  return curricula::syllabus_of(parsed.records);
}

}  // namespace

Result<int> run_coverage(const Context& context, const CoverageArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  const repository::IndexLease lease = snapshot->index();
  const search::Sources sources = repository::sources_of(*snapshot, lease);
  CoverageReport report;
  if (arguments.syllabus.empty()) {
    report = TRY(curricula::coverage_of_programme(sources, arguments.programme));
  } else {
    const curricula::Syllabus syllabus = TRY(syllabus_in(context, arguments.syllabus));
    report = TRY(curricula::coverage_of_syllabus(sources, syllabus));
  }
  if (context.is_json) {
    context.print_json(to_json(report));
  } else {
    context.print(arguments.format == "csv" ? coverage_csv(report) : text_of(report));
  }
  return kDone;
}

}  // namespace isthmus::commands
