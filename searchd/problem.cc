#include "searchd/problem.h"

#include <string>

#include <nlohmann/json.hpp>

#include "schema/json.h"

namespace isthmus::searchd {
namespace {

struct Problem {
  int status;
  std::string_view title;
  std::string_view code;
  const std::string& detail;
  const std::string& hint;
};

Response respond(const Problem& problem) {
  Json json;
  json["type"] = "about:blank";
  json["title"] = problem.title;
  json["status"] = problem.status;
  json["detail"] = problem.detail;
  json["code"] = problem.code;
  if (!problem.hint.empty()) json["hint"] = problem.hint;
  Response response{problem.status, "application/problem+json", dump_json(json), {}};
  if (problem.status == 429 || problem.status == 503) {
    response.headers.push_back({"Retry-After", "1"});
  }
  if (problem.status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer"});
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

// The codes that a refusal by the HTTP library comes under.
ErrorCode code_of_status(int status) {
  switch (status) {
    case 404:
      return ErrorCode::kNotFound;
    case 405:
      return ErrorCode::kMethodNotAllowed;
    case 413:
    case 414:
    case 431:
      return ErrorCode::kTooLarge;
    default:
      return status < 500 ? ErrorCode::kUsage : ErrorCode::kInternal;
  }
}

}  // namespace

Response problem(const Error& error) {
  const ErrorInfo& info = error_info(error.code);
  return respond({info.http_status, info.meaning, info.name, error.message, error.hint});
}

Response problem_of_status(int status, const std::string& detail) {
  const ErrorInfo& info = error_info(code_of_status(status));
  return respond({status, info.meaning, info.name, detail, {}});
}

}  // namespace isthmus::searchd
