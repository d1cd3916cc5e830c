// GET /gaps: the report of gaps as a page.
#include "searchd/render/gaps_page.h"

#include "engine/topics/read.h"
#include "engine/vectors/training.h"
#include "searchd/routes/gap_content.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

GapValues values_of(const std::vector<Gap>& gaps) {
  GapValues values;
  values.is_empty = gaps.empty();
  for (const Gap& gap : gaps) {
    for (const GapShare& share : gap.programmes) values.programmes.insert(share.name);
    for (const GapShare& share : gap.topics) values.topics.insert(share.name);
  }
  return values;
}

PageOfList page_of(const ListParameters& list) {
  return list.is_whole ? PageOfList{1, 0} : PageOfList{list.page, list.size};
}

}  // namespace

Result<Response> gaps_page(Service& service, const Request& request, const std::string&) {
  const Language language = language_of(request);
  GapsParameters parameters = TRY(parse_gaps(request, UnknownNames::kIgnore));
  parameters.list.form = ListForm::kJson;
  const Address address = Address("/gaps", request.parameters).without("page").without("lang");
  const PageFrame frame{.language = language,
                        .title = std::string(phrase(Phrase::kGapsTitle, language)),
                        .target = request.target,
                        .kind = "page-gaps",
                        .json_url = Address("/api/v1/gaps", address.parameters()).to_string()};
  const GapsOfPeople people = TRY(gaps_of_people(service, request));
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const store::View& view = generation.sources.store;
    const GapsContent content = TRY(gaps_content(generation, parameters, people));
    const GapValues values = values_of(TRY(topics::all_gaps(view)));
    const std::set<std::string> chosen = TRY(topics::topics_of(view, parameters.choice.topics));
    html = render_gaps(
        frame, {content, parameters.choice, chosen, parameters.states, values, generation.snapshot,
                address, page_of(parameters.list), vectors::kLeastProfiles});
    return {};
  };
  TRY(service.read(work));
  return page_response(request, std::move(html));
}

}  // namespace isthmus::searchd::routes
