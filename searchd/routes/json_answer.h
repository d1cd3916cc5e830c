// What the routes share that answer in JSON with what one generation shows.
#pragma once

#include <functional>
#include <string>

#include "searchd/http.h"
#include "searchd/service.h"

namespace isthmus::searchd::routes {

// Caches ask again each time. Errors: those of Service::read and of `body`.
Result<Response> json_answer(Service& service,
                             const std::function<Result<std::string>(const Generation&)>& body);

}  // namespace isthmus::searchd::routes
