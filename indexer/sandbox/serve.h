// The child's side of a parsing process.
#pragma once

#include "indexer/sandbox/services.h"

namespace isthmus::sandbox {

// Confines this process, then answers requests for these services from `socket` until the other end
// closes it. The exit status.
int serve(int socket, const Services& services);

}  // namespace isthmus::sandbox
