// What the pages' routes have in common: the response with its language, and errors as pages.
#pragma once

#include <string>

#include "schema/error.h"
#include "searchd/http.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd::routes {

// An HTML answer; a language chosen in the address is remembered in a cookie.
Response page_response(const Request& request, std::string html, int status = 200);

std::string error_page(const Request& request, const Error& error);

}  // namespace isthmus::searchd::routes
