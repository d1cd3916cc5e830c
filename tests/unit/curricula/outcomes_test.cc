#include "engine/curricula/outcomes.h"

#include <doctest/doctest.h>

namespace isthmus::curricula {
namespace {

using Outcomes = std::vector<std::string>;

TEST_CASE("the list under a heading of outcomes is read, what stands around it is not") {
  CHECK(outcomes_of("# 课程\n\n## 能力目标\n\n- 能编制点检表；\n- 能复检几何精度。\n\n## "
                    "单元安排\n\n- 液压\n") == Outcomes{"能编制点检表", "能复检几何精度"});
  CHECK(
      outcomes_of("## Outcomes\n\nAfter the course students can\n\n1. bore soft jaws;\n2. prove a "
                  "fixture:\n   repeatability over 25 loadings.\n\n## Contents\n\n1. vices\n") ==
      Outcomes{"bore soft jaws", "prove a fixture: repeatability over 25 loadings"});
}

TEST_CASE("a heading below that of outcomes belongs to them, one beside it ends them") {
  CHECK(outcomes_of("## 课程目标\n### 知识目标\n- 说明热误差来源\n### 能力目标\n- "
                    "标定三点测温系数\n## 考核\n- 笔试\n") ==
        Outcomes{"说明热误差来源", "标定三点测温系数"});
}

TEST_CASE("without a list each sentence is an outcome") {
  CHECK(
      outcomes_of("## Aims\n\nPlan a cell network. Find a degraded link; hand over a record.\n") ==
      Outcomes{"Plan a cell network", "Find a degraded link", "hand over a record"});
  CHECK(outcomes_of("## 課程目標\n\n能選型並接線；能配置數據存儲。\n") ==
        Outcomes{"能選型並接線", "能配置數據存儲"});
}

TEST_CASE("plain text has headings without number signs") {
  CHECK(outcomes_of(
            "一、课程目标\n1．掌握液压回路的\n搭建；\n2．会看压力曲线。\n二、教学内容\n1．泵\n") ==
        Outcomes{"掌握液压回路的搭建", "会看压力曲线"});
  CHECK(outcomes_of("毕业生应获得以下几方面的知识和能力\n①具有数学基础；②略\n") ==
        Outcomes{"具有数学基础；②略"});
  CHECK(outcomes_of("Learning outcomes:\n(1) Wire a port\n(2) Read event codes\n\nAssessment\n(1) "
                    "Exam\n") == Outcomes{"Wire a port", "Read event codes"});
}

TEST_CASE("rows of a table are outcomes, its head is none") {
  CHECK(
      outcomes_of(
          "## 学习目标\n\n| 编号 | 目标 |\n|---|---|\n| 1 | 会用包络分析 |\n| 2 | 会定周期 |\n") ==
      Outcomes{"1 会用包络分析", "2 会定周期"});
}

TEST_CASE("nothing is an outcome where no heading says so") {
  CHECK(outcomes_of("# 课程\n\n- 液压\n- 气动\n").empty());
  CHECK(outcomes_of("## 考核与目标达成度\n\n- 笔试 40 %\n").empty());
  CHECK(outcomes_of("```\n## Outcomes\n- code\n```\n").empty());
  CHECK(outcomes_of("").empty());
}

TEST_CASE("outcomes are bounded in number and length, and each stands once") {
  std::string body = "## Outcomes\n- same words\n- same words\n";
  for (int i = 0; i < 200; ++i)
    body += "- outcome " + std::to_string(i) + " " + std::string(2000, 'x') + "\n";
  const Outcomes outcomes = outcomes_of(body);
  CHECK(outcomes.size() == kMostOutcomes);
  CHECK(outcomes.at(0) == "same words");
  CHECK(outcomes.at(1) != "same words");
  for (const std::string& outcome : outcomes) CHECK(outcome.size() <= kLongestOutcome);
}

}  // namespace
}  // namespace isthmus::curricula
