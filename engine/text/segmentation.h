// Han words by ICU's dictionary. Internal to engine/text; recall never depends on it.
#pragma once

#include <vector>

#include "engine/text/analysis.h"
#include "engine/text/atoms.h"

namespace isthmus::text {

// The words of two or more characters in every run of glued Han atoms. None when ICU has no
// dictionary.
std::vector<HanWord> segment(const SplitText& split);

}  // namespace isthmus::text
