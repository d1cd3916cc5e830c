// The child's side of a parsing process.
#pragma once

#include <vector>

#include "indexer/parsers/parser.h"

namespace isthmus::sandbox {

// Confines this process, then answers requests for these parsers from `socket` until the other end
// closes it. The exit status.
int serve(int socket, const std::vector<parsers::Parser>& parsers);

}  // namespace isthmus::sandbox
