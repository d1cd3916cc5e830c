// A syllabus as somebody hands it in: courses with the outcomes that they state.
//
// Text is read as Markdown or plain text: one course, its title the first heading or line, its
// outcomes as outcomes.h finds them. A table has a row for each outcome, or for each course: columns
// are known by their names (课程, course, title; 目标, outcome, objective, …); without such names the
// longest cell of each row is an outcome. YAML in front of a text is passed over but for its title.
//
// Errors: kInvalidSource for what is no text, or holds nothing to compare.
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/record.h"
#include "schema/result.h"

namespace isthmus::curricula {

struct SyllabusCourse {
  std::string title;
  std::string text;                   // what it is compared by when it states no outcomes
  std::vector<std::string> outcomes;  // stated ones
};

struct Syllabus {
  std::string title;
  std::vector<SyllabusCourse> courses;
};

enum class SyllabusForm : std::uint8_t { kText, kTable, kDocument };
// By the file's name: .csv and .tsv are tables, .docx, .pdf and others are documents, which wants a
// parser (indexer/parsers); everything else is read as text.
SyllabusForm form_of(std::string_view file_name);

// Of text, or of a table.
Result<Syllabus> read_syllabus(std::string_view bytes, SyllabusForm form);
// Of what a parser made of a document: a course for each record.
Result<Syllabus> syllabus_of(const std::vector<Record>& records);

}  // namespace isthmus::curricula
