// Demand against supply: every gap as a mark, and the table of their figures.
#pragma once

#include <vector>

#include "searchd/render/topic_words.h"

namespace isthmus::searchd {

inline constexpr std::size_t kMostMarks = 100;  // the first of the report

// Picture, legend and table; nothing without gaps.
void write_scatter(Html& html, const std::vector<Gap>& gaps, Language language);

// The mark of a direction: its shape, filled for a claimed gap. Hidden from screen readers.
void write_gap_mark(Html& html, GapDirection direction, bool is_claimed);

}  // namespace isthmus::searchd
