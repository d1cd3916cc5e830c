// One function for each address, one file for each function. `rest` is what the pattern's "*"
// stands for, decoded.
//
// Errors come back as Error; searchd/router.cc makes the answer of them.
#pragma once

#include <optional>
#include <string>

#include "searchd/http.h"
#include "searchd/service.h"

namespace isthmus::searchd::routes {

Result<Response> home(Service& service, const Request& request, const std::string& rest);
Result<Response> search_page(Service& service, const Request& request, const std::string& rest);
Result<Response> record_page(Service& service, const Request& request, const std::string& rest);

Result<Response> topics_page(Service& service, const Request& request, const std::string& rest);
Result<Response> topic_page(Service& service, const Request& request, const std::string& rest);
Result<Response> gaps_page(Service& service, const Request& request, const std::string& rest);
Result<Response> coverage_page(Service& service, const Request& request, const std::string& rest);
Result<Response> syllabus_page(Service& service, const Request& request, const std::string& rest);
Result<Response> partners_page(Service& service, const Request& request, const std::string& rest);

Result<Response> search(Service& service, const Request& request, const std::string& rest);
Result<Response> suggest(Service& service, const Request& request, const std::string& rest);
Result<Response> record(Service& service, const Request& request, const std::string& rest);
Result<Response> record_links(Service& service, const Request& request, const std::string& rest);

Result<Response> link_decisions(Service& service, const Request& request, const std::string& rest);
Result<Response> decide_link(Service& service, const Request& request, const std::string& rest);
Result<std::optional<std::size_t>> admit_decision(Service& service, const Request& head);

Result<Response> unanswered_searches(Service& service, const Request& request,
                                     const std::string& rest);

Result<Response> topics(Service& service, const Request& request, const std::string& rest);
Result<Response> topic(Service& service, const Request& request, const std::string& rest);
Result<Response> gaps(Service& service, const Request& request, const std::string& rest);
Result<Response> gap(Service& service, const Request& request, const std::string& rest);
Result<Response> gap_decisions(Service& service, const Request& request, const std::string& rest);
Result<Response> decide_gap(Service& service, const Request& request, const std::string& rest);
Result<std::optional<std::size_t>> admit_gap_decision(Service& service, const Request& head);
Result<Response> coverage(Service& service, const Request& request, const std::string& rest);
Result<Response> syllabus_coverage(Service& service, const Request& request,
                                   const std::string& rest);
Result<std::optional<std::size_t>> admit_syllabus(Service& service, const Request& head);
Result<Response> partners(Service& service, const Request& request, const std::string& rest);

Result<Response> submit(Service& service, const Request& request, const std::string& rest);
// Before the body is read: who may, and how many bytes.
Result<std::optional<std::size_t>> admit_submission(Service& service, const Request& head);
Result<Response> submission(Service& service, const Request& request, const std::string& rest);

Result<Response> health(Service& service, const Request& request, const std::string& rest);
Result<Response> ready(Service& service, const Request& request, const std::string& rest);
Result<Response> asset(Service& service, const Request& request, const std::string& rest);
Result<Response> robots(Service& service, const Request& request, const std::string& rest);
Result<Response> opensearch(Service& service, const Request& request, const std::string& rest);

}  // namespace isthmus::searchd::routes
