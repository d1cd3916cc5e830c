// Errors as HTTP answers: RFC 9457 problem+json for programs, a page for people.
#pragma once

#include "schema/error.h"
#include "searchd/http.h"

namespace isthmus::searchd {

// application/problem+json with type, title, status, detail, code and hint; Retry-After where the
// status is 429 or 503, WWW-Authenticate where it is 401.
Response problem(const Error& error);

// The same for a status that has no row in the error table (414, 431, …).
Response problem_of_status(int status, const std::string& detail);

}  // namespace isthmus::searchd
