// GET and POST /api/v1/search.
#include <array>
#include <chrono>
#include <random>

#include "searchd/render/answers.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

// Names one answer in logs and feedback; it says nothing about the query.
std::string new_query_id() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  thread_local std::mt19937_64 random{std::random_device{}()};
  std::string id;
  for (std::uint64_t bits = random(); id.size() < 16; bits >>= 4U) id += kDigits[bits & 0xFU];
  return id;
}

Result<std::vector<Parameter>> parameters_of(const Request& request) {
  if (request.method != "POST") return request.parameters;
  const std::string_view type = request.header("Content-Type");
  const bool form =
      type.starts_with("application/x-www-form-urlencoded") && !request.body.starts_with("{");
  std::vector<Parameter> parameters =
      form ? parse_form(request.body) : TRY(parameters_of_json(request.body));
  parameters.insert(parameters.end(), request.parameters.begin(), request.parameters.end());
  return parameters;
}

}  // namespace

Result<Response> search(Service& service, const Request& request, const std::string&) {
  const auto start = std::chrono::steady_clock::now();
  const std::vector<Parameter> parameters = TRY(parameters_of(request));
  const search::Request query = TRY(parse_search(parameters, UnknownNames::kRefuse));
  const std::string query_id = new_query_id();
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    const search::Response found =
        TRY(search::search(generation.sources, generation.viewer, query));
    const std::vector<search::Suggestion> suggestions =
        TRY(search::suggestions(generation.sources, generation.viewer, query, found));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    service.recorder().searched(request, {query, found, generation.viewer, query_id});
    return search_json({query, found, suggestions, generation.snapshot, query_id, took.count()});
  };
  return json_answer(service, body);
}

}  // namespace isthmus::searchd::routes
