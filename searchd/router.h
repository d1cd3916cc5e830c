// From an address to the function that answers it.
//
// The table in router.cc is the whole list of addresses. A pattern is a path; "*" in it stands for
// a non-empty run of anything, slashes too (a record's id), and is matched on the path as sent, so
// that an encoded slash or an encoded "/links" is part of the id. The first row that fits wins.
// HEAD is answered as GET, OPTIONS with the methods in Allow; an address without a row gives
// not_found, a method without one method_not_allowed: problem+json under /api, a page for browsers
// elsewhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searchd/http.h"
#include "searchd/service.h"

namespace isthmus::searchd {

Response route(Service& service, const Request& request);

// How large a body may be by what stands in its head; nothing where the general limit holds. An error
// is the answer, and the body is not read.
Result<std::optional<std::size_t>> admit(Service& service, const Request& head);

// The decoded run that "*" stands for (empty for a pattern without); nothing when the path does not
// fit.
std::optional<std::string> match_pattern(std::string_view pattern, std::string_view raw_path);

}  // namespace isthmus::searchd
