#include "searchd/router.h"

#include <algorithm>
#include <array>
#include <vector>

#include "schema/wording.h"
#include "searchd/problem.h"
#include "searchd/render/page.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd {
namespace {

struct Row {
  std::string_view method;
  std::string_view pattern;
  Result<Response> (*answer)(Service& service, const Request& request, const std::string& rest);
  // Of addresses that take large bodies.
  Result<std::optional<std::size_t>> (*admit)(Service& service, const Request& head) = nullptr;
};

constexpr std::array kRows = {
    Row{"GET", "/", routes::home},
    Row{"GET", "/search", routes::search_page},
    Row{"GET", "/records/*", routes::record_page},
    Row{"GET", "/topics", routes::topics_page},
    Row{"GET", "/topics/*", routes::topic_page},
    Row{"GET", "/gaps", routes::gaps_page},
    Row{"GET", "/curricula", routes::coverage_page},
    Row{"GET", "/curricula/*", routes::coverage_page},
    Row{"POST", "/curricula", routes::syllabus_page, routes::admit_syllabus},
    Row{"GET", "/partners", routes::partners_page},
    Row{"GET", "/api/v1/search", routes::search},
    Row{"POST", "/api/v1/search", routes::search},
    Row{"GET", "/api/v1/suggest", routes::suggest},
    Row{"GET", "/api/v1/records/*/links", routes::record_links},
    Row{"GET", "/api/v1/records/*", routes::record},
    Row{"GET", "/api/v1/links/decisions", routes::link_decisions},
    Row{"POST", "/api/v1/links/decisions", routes::decide_link, routes::admit_decision},
    Row{"GET", "/api/v1/topics", routes::topics},
    Row{"GET", "/api/v1/topics/*", routes::topic},
    Row{"GET", "/api/v1/gaps", routes::gaps},
    Row{"GET", "/api/v1/gaps/decisions", routes::gap_decisions},
    Row{"POST", "/api/v1/gaps/*/decision", routes::decide_gap, routes::admit_gap_decision},
    Row{"GET", "/api/v1/gaps/*", routes::gap},
    Row{"GET", "/api/v1/curricula", routes::coverage},
    Row{"GET", "/api/v1/curricula/*", routes::coverage},
    Row{"POST", "/api/v1/curricula", routes::syllabus_coverage, routes::admit_syllabus},
    Row{"GET", "/api/v1/partners", routes::partners},
    Row{"POST", "/api/v1/records", routes::submit, routes::admit_submission},
    Row{"GET", "/api/v1/submissions/*", routes::submission},
    Row{"GET", "/api/v1/searches/unanswered", routes::unanswered_searches},
    Row{"GET", "/health", routes::health},
    Row{"GET", "/ready", routes::ready},
    Row{"GET", "/static/*", routes::asset},
    Row{"GET", "/favicon.ico", routes::asset},
    Row{"GET", "/robots.txt", routes::robots},
    Row{"GET", "/opensearch.xml", routes::opensearch},
};

// "GET, HEAD, OPTIONS": what the address takes; empty when there is no such address.
std::string allowed_methods(std::string_view raw_path) {
  std::string allowed;
  for (const Row& row : kRows) {
    if (!match_pattern(row.pattern, raw_path) || allowed.find(row.method) != std::string::npos)
      continue;
    allowed += std::string(row.method) + (row.method == "GET" ? ", HEAD, " : ", ");
  }
  return allowed.empty() ? allowed : allowed + "OPTIONS";
}

bool wants_page(const Request& request) {
  return !request.raw_path.starts_with("/api/") && prefers_html(request.header("Accept"));
}

Response answer_error(const Request& request, const Error& error) {
  Response response = problem(error);
  if (!wants_page(request)) return response;
  response.content_type = "text/html; charset=utf-8";
  response.body = routes::error_page(request, error);
  return response;
}

Response answer_without_row(const Request& request) {
  const std::string allowed = allowed_methods(request.raw_path);
  if (allowed.empty()) {
    return answer_error(request,
                        {ErrorCode::kNotFound, "there is nothing at " + quote(request.path),
                         "the start page is at /, the search at /api/v1/search"});
  }
  Response response;
  response.status = 204;
  if (request.method != "OPTIONS") {
    response =
        answer_error(request, {ErrorCode::kMethodNotAllowed,
                               quote(request.path) + " does not take " + quote(request.method),
                               "it takes " + allowed});
  }
  response.headers.push_back({"Allow", allowed});
  return response;
}

}  // namespace

std::optional<std::string> match_pattern(std::string_view pattern, std::string_view raw_path) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return raw_path == pattern ? std::optional<std::string>(std::string()) : std::nullopt;
  }
  const std::string_view before = pattern.substr(0, star);
  const std::string_view after = pattern.substr(star + 1);
  if (raw_path.size() <= before.size() + after.size()) return std::nullopt;
  if (!raw_path.starts_with(before) || !raw_path.ends_with(after)) return std::nullopt;
  raw_path.remove_prefix(before.size());
  raw_path.remove_suffix(after.size());
  return percent_decode(raw_path);
}

Result<std::optional<std::size_t>> admit(Service& service, const Request& head) {
  for (const Row& row : kRows) {
    if (row.admit != nullptr && row.method == head.method &&
        match_pattern(row.pattern, head.raw_path)) {
      return row.admit(service, head);
    }
  }
  return std::optional<std::size_t>();
}

Response route(Service& service, const Request& request) {
  const std::string_view method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  for (const Row& row : kRows) {
    if (row.method != method) continue;
    const auto rest = match_pattern(row.pattern, request.raw_path);
    if (!rest) continue;
    Result<Response> response = row.answer(service, request, *rest);
    return response ? std::move(response).value() : answer_error(request, response.error());
  }
  return answer_without_row(request);
}

}  // namespace isthmus::searchd
