#include "engine/curricula/syllabus.h"

#include <doctest/doctest.h>

namespace isthmus::curricula {
namespace {

TEST_CASE("a text is one course, titled by its first heading or by its front matter") {
  const auto plain =
      read_syllabus("# 液压技术\n\n## 课程目标\n- 会看压力曲线\n", SyllabusForm::kText);
  REQUIRE(plain.has_value());
  REQUIRE(plain->courses.size() == 1);
  CHECK(plain->title == "液压技术");
  CHECK(plain->courses[0].outcomes == std::vector<std::string>{"会看压力曲线"});
  const auto front = read_syllabus(
      "---\nid: x\ntitle: \"Hydraulics\"\n---\n## Outcomes\n- read a curve\n", SyllabusForm::kText);
  REQUIRE(front.has_value());
  CHECK(front->title == "Hydraulics");
  CHECK(front->courses[0].outcomes == std::vector<std::string>{"read a curve"});
}

TEST_CASE("a table gives the outcomes of each course, whose rows need not stand together") {
  const auto read =
      read_syllabus("课程名称,学时,课程目标\n液压,20,会看曲线\n气动,10,会接管\n液压,20,会换滤芯\n",
                    SyllabusForm::kTable);
  REQUIRE(read.has_value());
  REQUIRE(read->courses.size() == 2);
  CHECK(read->courses[0].title == "液压");
  CHECK(read->courses[0].outcomes == std::vector<std::string>{"会看曲线", "会换滤芯"});
  CHECK(read->courses[1].outcomes == std::vector<std::string>{"会接管"});
}

TEST_CASE("without known columns the longest cell of every row is an outcome") {
  const auto read = read_syllabus("1,bore soft jaws\n2,prove a fixture\n", SyllabusForm::kTable);
  REQUIRE(read.has_value());
  REQUIRE(read->courses.size() == 1);
  CHECK(read->courses[0].outcomes == std::vector<std::string>{"bore soft jaws", "prove a fixture"});
}

TEST_CASE("what holds nothing is refused, and so are bytes that are no text") {
  CHECK(read_syllabus(" \n", SyllabusForm::kText).error().code == ErrorCode::kInvalidSource);
  CHECK(
      read_syllabus(std::string("PK\x03\x04\0\0\x80\xff\0", 9), SyllabusForm::kText).error().code ==
      ErrorCode::kInvalidSource);
  CHECK(syllabus_of({}).error().code == ErrorCode::kInvalidSource);
}

TEST_CASE("the form goes by the file's name, in any case") {
  CHECK(form_of("plan.CSV") == SyllabusForm::kTable);
  CHECK(form_of("plan.docx") == SyllabusForm::kDocument);
  CHECK(form_of("plan.md") == SyllabusForm::kText);
  CHECK(form_of("plan") == SyllabusForm::kText);
}

}  // namespace
}  // namespace isthmus::curricula
