// Letters and the marks that follow them as one character each, where there is one (Unicode NFC):
// for texts that are shown as they are and come from sources that write marks apart, as PDF does.
// Searching needs none of it, folding does more.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>

namespace isthmus::text {

// What is not valid UTF-8 is left as it is.
std::string composed(std::string_view utf8);

}  // namespace isthmus::text
