// The door of Xapian's exceptions: they do not derive from std::exception, and leave engine/index
// only as Errors.
#pragma once

#include <string_view>
#include <utility>

#include <xapian.h>

#include "schema/result.h"

namespace isthmus::index {

// The Error for an exception of Xapian; `doing` says what was tried: "committing the index".
Error error_from(const Xapian::Error& error, std::string_view doing);

// Runs `action` (which returns a Result) and turns exceptions of Xapian into Errors.
template <typename Action>
auto guarded(std::string_view doing, Action&& action) -> decltype(action()) {
  try {
    return std::forward<Action>(action)();
  } catch (const Xapian::Error& error) {
    return error_from(error, doing);
  }
}

}  // namespace isthmus::index
