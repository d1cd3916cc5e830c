// GET /: the start page.
#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "searchd/render/home_page.h"
#include "searchd/render/labels.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::size_t kShownQueries = 3;  // of each entry point
constexpr std::size_t kShownNames = 12;   // programmes, organisations

struct Candidate {
  Phrase who;
  Phrase about;
  std::string_view side;
  std::array<std::string_view, 10> queries;
};

// Questions of the trades that the sample collections cover and of their neighbours; only those
// with hits are shown.
constexpr std::array kCandidates = {
    Candidate{Phrase::kStudent,
              Phrase::kStudentAbout,
              "",
              {"再生颤振", "thermal error compensation", "时间敏感网络", "spindle vibration",
               "OPC UA", "数据库复制延迟", "增材制造", "cache avalanche", "刀具磨损", "PLC"}},
    Candidate{Phrase::kTechnician,
              Phrase::kTechnicianAbout,
              "",
              {"主轴异响", "chatter", "PROFINET 掉线", "Modbus 超时", "证书过期", "disk full",
               "OOMKilled", "EtherCAT", "伺服报警", "alarm"}},
    Candidate{Phrase::kCurriculum,
              Phrase::kCurriculumAbout,
              "practice",
              {"工业网络安全", "five-axis", "复合制造", "troubleshooting", "云平台运维",
               "commissioning", "预防性维护", "on-call", "maintenance", "故障"}},
};

// What is shown, with names still as ids: the same for every language.
struct Figures {
  std::uint64_t position = 0;
  std::vector<index::FacetCount> sides;
  std::vector<index::FacetCount> programmes;
  std::vector<index::FacetCount> organisations;
  std::vector<EntryPoint> entries;
};

Result<bool> has_hits(const Generation& generation, std::string_view query, std::string_view side) {
  search::Request request;
  request.query = query;
  if (!side.empty()) request.filters.side = {std::string(side)};
  request.size = 1;
  request.links = 0;
  request.snippets = false;
  const search::Response response =
      TRY(search::search(generation.sources, generation.viewer, request));
  return !response.hits.empty();
}

Result<std::vector<EntryPoint>> entries_with_hits(const Generation& generation) {
  std::vector<EntryPoint> entries;
  for (const Candidate& candidate : kCandidates) {
    EntryPoint entry{candidate.who, candidate.about, candidate.side, {}};
    for (const std::string_view query : candidate.queries) {
      if (entry.queries.size() == kShownQueries) break;
      const bool found = TRY(has_hits(generation, query, candidate.side));
      if (found) entry.queries.emplace_back(query);
    }
    if (!entry.queries.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::shared_ptr<const Figures>> compute(const Generation& generation) {
  search::Request request;
  request.size = 1;
  request.links = 0;
  request.snippets = false;
  request.facets = {index::Facet::kSide, index::Facet::kProgramme, index::Facet::kOrganisation};
  const search::Response response =
      TRY(search::search(generation.sources, generation.viewer, request));
  auto figures = std::make_shared<Figures>();
  figures->position = generation.snapshot.position();
  for (const search::FacetResult& facet : response.facets) {
    if (facet.facet == index::Facet::kSide) figures->sides = facet.counts;
    if (facet.facet == index::Facet::kProgramme) figures->programmes = facet.counts;
    if (facet.facet == index::Facet::kOrganisation) figures->organisations = facet.counts;
  }
  figures->entries = TRY(entries_with_hits(generation));
  return std::shared_ptr<const Figures>(std::move(figures));
}

// Counting everything takes a while in a large repository and stays the same within a generation.
// (An embargo that ends meanwhile shows with the next one: these are numbers for orientation.)
class FigureCache {
 public:
  Result<std::shared_ptr<const Figures>> get(const Generation& generation) {
    {
      const std::lock_guard lock(mutex_);
      if (figures_ && figures_->position == generation.snapshot.position()) return figures_;
    }
    std::shared_ptr<const Figures> computed = TRY(compute(generation));
    const std::lock_guard lock(mutex_);
    figures_ = computed;
    return computed;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const Figures> figures_;
};

template <typename Label>
std::vector<NamedCount> named(const std::vector<index::FacetCount>& counts, Label&& label) {
  std::vector<NamedCount> names;
  for (std::size_t i = 0; i < std::min(counts.size(), kShownNames); ++i) {
    names.push_back({counts[i].value, label(counts[i].value), counts[i].count});
  }
  return names;
}

HomeContent content_of(const Figures& figures, const repository::Snapshot& snapshot,
                       Language language) {
  HomeContent content;
  for (const index::FacetCount& side : figures.sides) {
    if (side.value == "academic") content.academic = side.count;
    if (side.value == "practice") content.practice = side.count;
  }
  content.entries = figures.entries;
  content.programmes = named(figures.programmes, [&](const std::string& id) {
    return programme_label(snapshot, id, language);
  });
  content.organisations = named(figures.organisations, [&](const std::string& id) {
    return organisation_label(snapshot, id, language);
  });
  return content;
}

}  // namespace

Result<Response> home(Service& service, const Request& request, const std::string&) {
  static FigureCache cache;
  const Language language = language_of(request);
  HomeContent content;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const std::shared_ptr<const Figures> figures = TRY(cache.get(generation));
    content = content_of(*figures, generation.snapshot, language);
    return {};
  };
  TRY(service.read(work));
  const PageFrame frame{.language = language,
                        .title = {},
                        .target = request.target,
                        .kind = "page-home",
                        .json_url = {}};
  return page_response(request, render_home(frame, content));
}

}  // namespace isthmus::searchd::routes
