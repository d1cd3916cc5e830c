// The outcomes of a course: what its syllabus says that a learner knows or can do afterwards.
//
// They stand in the body under a heading such as 课程目标, 能力目标, "Learning outcomes" or "Aims", as
// a list, as rows of a table, or as sentences. A heading is a line of number signs, or in plain text
// a line that is nothing but such words, with or without a number in front.
//
// Shape: at most kMostOutcomes, each once, at most kLongestOutcome bytes, without list marks.
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace isthmus::curricula {

inline constexpr std::size_t kMostOutcomes = 60;
inline constexpr std::size_t kLongestOutcome = 600;

// In the order of the text; none when no heading says so.
std::vector<std::string> outcomes_of(std::string_view body);

// The text as an outcome is kept: one line, without marks around it, cut between characters.
std::string as_outcome(std::string_view text);

}  // namespace isthmus::curricula
