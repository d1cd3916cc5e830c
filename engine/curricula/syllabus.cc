#include "engine/curricula/syllabus.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/curricula/outcomes.h"
#include "engine/text/analysis.h"
#include "engine/text/encoding.h"
#include "schema/blanks.h"
#include "schema/csv_reader.h"
#include "schema/wording.h"

namespace isthmus::curricula {
namespace {

constexpr std::size_t kMostCoursesRead = 100;
constexpr std::size_t kMostOutcomesRead = 300;  // of all courses
constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kLongestText = 4000;  // of a course that states no outcomes

// Names of columns, folded.
constexpr std::array kCourseColumns = {std::string_view("课程"),   std::string_view("课程名称"),
                                       std::string_view("课程名"), std::string_view("course"),
                                       std::string_view("title"),  std::string_view("module"),
                                       std::string_view("name"),   std::string_view("unit")};
constexpr std::array kOutcomeColumns = {std::string_view("目标"),
                                        std::string_view("课程目标"),
                                        std::string_view("教学目标"),
                                        std::string_view("学习目标"),
                                        std::string_view("能力目标"),
                                        std::string_view("学习成果"),
                                        std::string_view("毕业要求"),
                                        std::string_view("outcome"),
                                        std::string_view("outcomes"),
                                        std::string_view("objective"),
                                        std::string_view("objectives"),
                                        std::string_view("competence"),
                                        std::string_view("learning outcome"),
                                        std::string_view("learning outcomes")};

constexpr std::array kTableEndings = {std::string_view(".csv"), std::string_view(".tsv")};
constexpr std::array kDocumentEndings = {
    std::string_view(".docx"), std::string_view(".doc"), std::string_view(".odt"),
    std::string_view(".rtf"),  std::string_view(".pdf"), std::string_view(".pptx"),
    std::string_view(".html"), std::string_view(".htm"), std::string_view(".epub"),
    std::string_view(".xlsx"), std::string_view(".ods")};

std::string cut(std::string_view text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (text[end] & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

Error nothing_in(const std::string& what) {
  return {
      ErrorCode::kInvalidSource, what,
      "a syllabus has a title and a part such as 课程目标 or \"Learning outcomes\"; a table has a "
      "column of outcomes"};
}

std::string title_of(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    while (line.starts_with('#')) line.remove_prefix(1);
    line = trimmed(line);
    if (!line.empty() && line != "---") return as_outcome(cut(line, kLongestTitle));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return {};
}

SyllabusCourse course_of(std::string_view title, std::string_view body) {
  SyllabusCourse course;
  course.title = title.empty() ? title_of(body) : as_outcome(cut(title, kLongestTitle));
  course.text = course.title + "\n" + cut(body, kLongestText);
  course.outcomes = outcomes_of(body);
  return course;
}

// Takes YAML off the beginning of the text; gives the title that it says.
std::string_view take_front_matter(std::string_view& text) {
  if (!text.starts_with("---\n")) return {};
  const std::size_t end = text.find("\n---\n");
  if (end == std::string_view::npos) return {};
  const std::string_view front = text.substr(0, end + 1);
  text.remove_prefix(end + 5);
  constexpr std::string_view kTitle = "\ntitle:";
  const std::size_t begin = front.find(kTitle);
  if (begin == std::string_view::npos) return {};
  std::string_view title = front.substr(begin + kTitle.size());
  title = trimmed(title.substr(0, title.find('\n')));
  const bool is_quoted = title.size() > 1 && title.front() == title.back() &&
                         (title.front() == '"' || title.front() == '\'');
  return is_quoted ? title.substr(1, title.size() - 2) : title;
}

template <std::size_t count>
std::optional<std::size_t> column_of(const std::vector<std::string>& header,
                                     const std::array<std::string_view, count>& names) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string folded = text::fold(trimmed(header[i]));
    if (std::find(names.begin(), names.end(), folded) != names.end()) return i;
  }
  return std::nullopt;
}

std::string_view cell(const csv::Row& row, std::optional<std::size_t> column) {
  return column && *column < row.fields.size() ? trimmed(row.fields[*column]) : std::string_view();
}

class Table {
 public:
  void take(const csv::Row& row) {
    if (is_first_) return take_header(row);
    take_row(row);
  }
  Syllabus finish() { return std::move(syllabus_); }

 private:
  void take_header(const csv::Row& row) {
    is_first_ = false;
    course_ = column_of(row.fields, kCourseColumns);
    outcome_ = column_of(row.fields, kOutcomeColumns);
    if (!course_ && !outcome_) take_row(row);
  }

  void take_row(const csv::Row& row) {
    std::string_view outcome = cell(row, outcome_);
    const std::string_view title = cell(row, course_);
    if (!outcome_) {
      for (std::size_t i = 0; i < row.fields.size(); ++i)
        if (i != course_ && trimmed(row.fields[i]).size() > outcome.size())
          outcome = trimmed(row.fields[i]);
    }
    if (outcome.empty() && title.empty()) return;
    SyllabusCourse* course = course_named(title);
    if (course == nullptr) return;
    for (std::string& one : parts_of(outcome)) {
      if (read_ == kMostOutcomesRead) return;
      ++read_;
      course->outcomes.push_back(std::move(one));
    }
  }

  // A cell may hold several outcomes, a line each.
  static std::vector<std::string> parts_of(std::string_view cell) {
    std::vector<std::string> parts;
    while (!cell.empty()) {
      const std::size_t end = std::min(cell.find('\n'), cell.size());
      std::string part = as_outcome(cell.substr(0, end));
      if (!part.empty()) parts.push_back(std::move(part));
      cell.remove_prefix(std::min(cell.size(), end + 1));
    }
    return parts;
  }

  // The rows of one course need not stand together.
  SyllabusCourse* course_named(std::string_view title) {
    const std::string name = as_outcome(cut(title, kLongestTitle));
    for (SyllabusCourse& course : syllabus_.courses)
      if (course.title == name) return &course;
    if (syllabus_.courses.size() == kMostCoursesRead) return nullptr;
    syllabus_.courses.push_back({name, name, {}});
    return &syllabus_.courses.back();
  }

  bool is_first_ = true;
  std::optional<std::size_t> course_;
  std::optional<std::size_t> outcome_;
  std::size_t read_ = 0;
  Syllabus syllabus_;
};

Syllabus table_of(std::string_view text) {
  csv::Reader reader(text, csv::guess_delimiter(text));
  csv::Row row;
  Table table;
  for (auto next = reader.next(row); next != csv::Reader::Next::kEnd; next = reader.next(row))
    if (next == csv::Reader::Next::kRow) table.take(row);
  return table.finish();
}

}  // namespace

SyllabusForm form_of(std::string_view file_name) {
  const std::string folded = text::fold(file_name);
  const auto ends_with_one_of = [&](const auto& endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return folded.ends_with(ending); });
  };
  if (ends_with_one_of(kTableEndings)) return SyllabusForm::kTable;
  return ends_with_one_of(kDocumentEndings) ? SyllabusForm::kDocument : SyllabusForm::kText;
}

Result<Syllabus> syllabus_of(const std::vector<Record>& records) {
  Syllabus syllabus;
  for (const Record& record : records) {
    if (syllabus.courses.size() == kMostCoursesRead) break;
    syllabus.courses.push_back(course_of(record.title, record.abstract + "\n" + record.body));
  }
  if (syllabus.courses.empty()) return nothing_in("the document holds no text");
  syllabus.title = syllabus.courses.front().title;
  return syllabus;
}

Result<Syllabus> read_syllabus(std::string_view bytes, SyllabusForm form) {
  const text::DecodedText decoded = TRY(text::decode_text(bytes));
  const std::string& text = decoded.utf8;
  if (is_blank(text)) return nothing_in("the syllabus is empty");
  Syllabus syllabus;
  if (form == SyllabusForm::kTable) {
    syllabus = table_of(text);
  } else {
    std::string_view body = text;
    const std::string_view title = take_front_matter(body);
    syllabus.courses.push_back(course_of(title, body));
    syllabus.title = syllabus.courses.front().title;
  }
  if (syllabus.courses.empty()) return nothing_in("the table has no outcome");
  return syllabus;
}

}  // namespace isthmus::curricula
