// GET /curricula, GET /curricula/{programme}, POST /curricula: coverage as pages.
#include <map>
#include <set>

#include "engine/curricula/coverage.h"
#include "engine/curricula/shelf.h"
#include "searchd/coverage_cache.h"
#include "searchd/render/labels.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/report_parameters.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/topic_content.h"
#include "searchd/syllabus_body.h"

namespace isthmus::searchd::routes {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

// Public records of each programme among those that match.
Result<Counts> counts_of(const Generation& generation, const index::Query& query) {
  index::DocumentsByFace found = TRY(generation.sources.index.documents(query, Viewer{}));
  found[index_of(Face::kRestricted)] = index::DocumentSet();
  Counts counts;
  for (const index::FacetCount& one :
       generation.sources.columns.count(index::Facet::kProgramme, found))
    counts.emplace(one.value, one.count);
  return counts;
}

Result<std::vector<ProgrammeRow>> rows_of(const Generation& generation, Language language) {
  Counts courses = TRY(counts_of(generation, curricula::kind_filter(Kind::kCourse)));
  Counts practice = TRY(counts_of(generation, curricula::side_filter(Side::kPractice)));
  Counts academic = TRY(counts_of(generation, curricula::side_filter(Side::kAcademic)));
  std::set<std::string> ids;
  for (const Counts* counts : {&courses, &practice, &academic})
    for (const auto& [id, count] : *counts) ids.insert(id);
  for (const auto& [id, programme] : generation.snapshot.programmes()) ids.insert(id);
  std::vector<ProgrammeRow> rows;
  for (const std::string& id : ids) {
    rows.push_back({id, programme_label(generation.snapshot, id, language), courses[id],
                    practice[id], academic[id]});
  }
  return rows;
}

PageFrame frame_of(const Request& request, std::string title, std::string json_url) {
  return {.language = language_of(request),
          .title = std::move(title),
          .target = request.target,
          .kind = "page-curricula",
          .json_url = std::move(json_url)};
}

// The report on a programme; an empty one is the whole college.
Result<Response> programme_page(Service& service, const Request& request,
                                const std::string& programme) {
  const CurriculaParameters parameters = TRY(parse_curricula(request, UnknownNames::kIgnore));
  const Language language = language_of(request);
  const std::string rest = programme.empty() ? std::string() : "/" + percent_encode(programme);
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const auto report = TRY(CoverageCache::instance().get(generation, programme));
    const std::string heading = programme.empty()
                                    ? std::string(phrase(Phrase::kWholeCollege, language))
                                    : programme_label(generation.snapshot, programme, language);
    const TopicsById topics = TRY(all_by_id(generation.sources.store));
    const std::string api = "/api/v1/curricula" + rest;
    html = render_coverage(frame_of(request, heading, api),
                           {*report, topics, generation.snapshot, heading, api + "?format=csv",
                            "/curricula" + rest, parameters.missing});
    return {};
  };
  TRY(service.read(work));
  return page_response(request, std::move(html));
}

}  // namespace

Result<Response> coverage_page(Service& service, const Request& request, const std::string& rest) {
  const CurriculaParameters parameters = TRY(parse_curricula(request, UnknownNames::kIgnore));
  if (!rest.empty() || parameters.is_college) return programme_page(service, request, rest);
  const Language language = language_of(request);
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    html = render_curricula(
        frame_of(request, std::string(phrase(Phrase::kCurricula, language)), "/api/v1/curricula"),
        TRY(rows_of(generation, language)));
    return {};
  };
  TRY(service.read(work));
  return page_response(request, std::move(html));
}

Result<Response> syllabus_page(Service& service, const Request& request, const std::string&) {
  const curricula::Syllabus syllabus = TRY(read_syllabus_body(request));
  const Language language = language_of(request);
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const CoverageReport report =
        TRY(curricula::coverage_of_syllabus(generation.sources, syllabus));
    const TopicsById topics = TRY(all_by_id(generation.sources.store));
    const std::string heading =
        report.title.empty() ? std::string(phrase(Phrase::kSyllabusTitle, language)) : report.title;
    html = render_coverage(frame_of(request, heading, {}),
                           {report, topics, generation.snapshot, heading, {}, {}});
    return {};
  };
  TRY(service.read(work));
  Response response = page_response(request, std::move(html));
  for (Header& header : response.headers)
    if (header.name == "Cache-Control") header.value = "no-store";
  return response;
}

}  // namespace isthmus::searchd::routes
