#include "searchd/render/gaps_page.h"

#include <algorithm>
#include <cmath>

#include "schema/csv.h"
#include "searchd/render/drawing.h"
#include "searchd/render/gap_scatter.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"
#include "searchd/render/topic_map.h"
#include "searchd/render/topic_page.h"
#include "searchd/render/topic_parts.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kShownDemand = 6;
constexpr std::size_t kShownSupply = 3;
constexpr std::size_t kShownShares = 5;

void write_figure(Html& html, std::string_view label, std::string_view value) {
  html.raw("<div><dt>").text(label).raw("</dt><dd>").text(value).raw("</dd></div>");
}

// Per cent as a whole number, at least 1 for what is not nothing.
std::string percent_of(double share) {
  return std::to_string(static_cast<long>(share > 0 ? std::max(1.0, std::round(share * 100)) : 0));
}

void write_figures(Html& html, const Gap& gap, Language language) {
  html.raw("<dl class=\"gap-figures\">");
  write_figure(html, phrase(Phrase::kThatAsk, language, {demand_label(gap.direction, language)}),
               grouped(gap.demand_count));
  write_figure(html, phrase(Phrase::kThatAnswer, language, {supply_label(gap.direction, language)}),
               grouped(gap.supply_count));
  write_figure(html, phrase(Phrase::kExpected, language), csv::fixed(gap.expected_supply, 1));
  write_figure(html, phrase(Phrase::kConfidence, language), label_of(confidence_of(gap), language));
  html.raw("</dl><p class=\"quiet\">")
      .text(phrase(Phrase::kConfidenceText, language, {percent_of(gap.q)}))
      .raw("</p>");
}

template <typename Write>
void write_shares(Html& html, Phrase title, const std::vector<GapShare>& shares,
                  const std::pair<Language, std::size_t>& shown, Write&& write) {
  const auto [language, most] = shown;
  if (shares.empty()) return;
  html.raw("<div><dt>").text(phrase(title, language)).raw("</dt><dd>");
  for (std::size_t i = 0; i < std::min(most, shares.size()); ++i) {
    if (i > 0) html.raw("<span class=\"dot\" aria-hidden=\"true\"> · </span>");
    write(shares[i]);
  }
  html.raw("</dd></div>");
}

void write_places(Html& html, const Gap& gap, const GapsPage& page, Language language) {
  const auto count = [&](const GapShare& share) {
    html.raw(" <span class=\"count\">").number(share.demand).raw(" / ").number(share.supply);
    html.raw("</span>");
  };
  const std::pair shown(language, kShownShares);
  html.raw("<dl class=\"gap-places\">");
  write_shares(html, Phrase::kTopics, gap.topics, shown, [&](const GapShare& share) {
    write_topic_link(html, page.content.topics, share.name, language);
    count(share);
  });
  write_shares(html, Phrase::kProgrammesTitle, gap.programmes, shown, [&](const GapShare& share) {
    const Address address("/gaps", {{"programme", share.name}});
    html.raw("<a").attribute("href", address.to_string()).raw(">");
    html.text(programme_label(page.snapshot, share.name, language)).raw("</a>");
    count(share);
  });
  write_shares(html, Phrase::kOrganisationsTitle, gap.organisations, shown,
               [&](const GapShare& share) {
                 html.text(organisation_label(page.snapshot, share.name, language));
                 count(share);
               });
  write_shares(html, Phrase::kYear, gap.years, {language, gap.years.size()},
               [&](const GapShare& share) {
                 html.text(share.name);
                 count(share);
               });
  html.raw("</dl>");
}

// State, day and the record that closes it, for a gap that somebody took up or that is found no more.
void write_standing(Html& html, const GapStanding& standing, const GapsContent& content,
                    Language language) {
  const GapDecision& decision = standing.decision;
  if (decision.state == GapState::kOpen) return;
  html.raw("<p class=\"gap-standing\"><b class=\"flag\">")
      .text(label_of(decision.state, language))
      .raw("</b>");
  if (decision.due.has_value())
    html.raw(" ").text(phrase(Phrase::kDue, language, {decision.due.to_string()}));
  if (standing.is_overdue)
    html.raw(" <strong>").text(phrase(Phrase::kOverdue, language)).raw("</strong>");
  const auto closing = content.records.find(decision.closed_by);
  if (closing != content.records.end()) {
    html.raw(" ").text(phrase(Phrase::kClosedBy, language)).raw(" ");
    write_title_link(html, closing->second);
  }
  if (!standing.is_found) html.raw(" ").text(phrase(Phrase::kNotFoundAnyMore, language));
  html.raw("</p>");
}

void write_query(Html& html, const activity::Unanswered& search, Language language) {
  const Address address("/search", {{"q", search.query}});
  html.raw("<a").attribute("href", address.to_string()).raw(">").text(search.query).raw("</a> ");
  html.raw("<span class=\"count\">")
      .text(phrase(Phrase::kVisitors, language, {grouped(search.visitors)}))
      .raw("</span>");
}

// The searches that stand nearest to the gap.
void write_searches_of(Html& html, const Gap& gap, const GapsContent& content, Language language) {
  bool is_first = true;
  for (const PlacedSearch& placed : content.searches) {
    if (placed.gap != gap.id) continue;
    if (is_first) {
      html.raw("<p class=\"gap-searches\">").text(phrase(Phrase::kSearchedNear, language));
    } else {
      html.raw("<span class=\"dot\" aria-hidden=\"true\"> ·</span>");
    }
    html.raw(" ");
    write_query(html, placed.search, language);
    is_first = false;
  }
  if (!is_first) html.raw("</p>");
}

void write_side(Html& html, Phrase title, const Documents& documents, const GapsPage& page,
                Language language) {
  html.raw("<div><h4>").text(phrase(title, language)).raw("</h4>");
  write_documents(html, documents, page.content.records, language);
  html.raw("</div>");
}

void write_gap(Html& html, const GapsPage& page, std::size_t number, Language language) {
  const Gap& gap = page.content.gaps[number];
  html.raw("<article class=\"panel gap\"").attribute("id", gap.id).raw("><h3>");
  html.number(number + 1).raw(". ");
  write_name(html, name_of(gap.labels, language, gap.id), language);
  html.raw("</h3><p>");
  write_gap_summary(html, gap, language);
  html.raw("</p>");
  write_standing(html, page.content.standings[number], page.content, language);
  if (page.content.standings[number].is_found) write_figures(html, gap, language);
  write_searches_of(html, gap, page.content, language);
  write_places(html, gap, page, language);
  html.raw("<div class=\"gap-documents\">");
  write_side(html, Phrase::kDemandDocuments, {gap.demand, kShownDemand}, page, language);
  write_side(html, Phrase::kSupplyDocuments, {gap.supply, kShownSupply}, page, language);
  html.raw("</div></article>\n");
}

void write_gaps(Html& html, const GapsPage& page, Language language) {
  const std::size_t total = page.content.gaps.size();
  html.raw("<section><h2>").text(phrase(Phrase::kGapList, language)).raw("</h2>");
  for (std::size_t i = page.content.begin; i < page.content.end; ++i)
    write_gap(html, page, i, language);
  const std::size_t size = page.page.size;
  if (size > 0)
    write_paging(html, {page.address, page.page.page, (total + size - 1) / size}, language);
  html.raw("</section>\n");
}

void write_search_row(Html& html, const PlacedSearch& placed, const GapsPage& page,
                      Language language) {
  html.raw("<tr><th scope=\"row\">");
  const Address address("/search", {{"q", placed.search.query}});
  html.raw("<a").attribute("href", address.to_string()).raw(">").text(placed.search.query);
  html.raw("</a></th><td>").text(grouped(placed.search.visitors)).raw("</td><td>");
  html.text(grouped(placed.search.endings.found_nothing)).raw("</td><td>");
  html.text(grouped(placed.search.endings.given_up)).raw("</td><td class=\"words\">");
  if (!placed.topic.empty()) write_topic_link(html, page.content.topics, placed.topic, language);
  html.raw("</td></tr>");
}

void write_searches(Html& html, const GapsPage& page, Language language) {
  if (page.content.searches.empty()) return;
  html.raw("<section class=\"panel\"><h2>").text(phrase(Phrase::kInVain, language));
  html.raw("</h2><p class=\"quiet\">").text(phrase(Phrase::kInVainText, language)).raw("</p>");
  begin_scroller(html, phrase(Phrase::kInVain, language));
  html.raw("<table class=\"figures\"><caption>").text(phrase(Phrase::kInVainTable, language));
  html.raw("</caption><thead><tr>");
  for (const Phrase head : {Phrase::kQuery, Phrase::kVisitorsHead, Phrase::kFoundNothing,
                            Phrase::kGivenUp, Phrase::kNearestTopic}) {
    html.raw("<th scope=\"col\">").text(phrase(head, language)).raw("</th>");
  }
  html.raw("</tr></thead><tbody>");
  for (const PlacedSearch& placed : page.content.searches)
    write_search_row(html, placed, page, language);
  html.raw("</tbody></table>");
  end_scroller(html);
  html.raw("</section>\n");
}

void write_census_row(Html& html, const GapCensus& census, Language language) {
  html.raw("<tr><th scope=\"row\">");
  write_gap_mark(html, census.direction, true);
  html.raw(" ").text(label_of(census.direction, language)).raw("</th><td>");
  html.text(grouped(census.demand)).raw("</td><td>").text(grouped(census.supply)).raw("</td>");
  if (census.is_examined) {
    html.raw("<td>").text(grouped(census.claimed)).raw("</td><td>").text(grouped(census.ranked));
    html.raw("</td></tr>");
  } else {
    html.raw("<td colspan=\"2\" class=\"words\">").text(phrase(Phrase::kNotExamined, language));
    html.raw("</td></tr>");
  }
}

void write_census(Html& html, const TopicsState& state, Language language) {
  html.raw("<section class=\"panel\"><h2>").text(phrase(Phrase::kCensus, language));
  html.raw("</h2><p class=\"quiet\">")
      .text(phrase(Phrase::kCensusText, language, {percent_of(state.false_discovery_rate)}))
      .raw("</p>");
  begin_scroller(html, phrase(Phrase::kCensusTable, language));
  html.raw("<table class=\"figures\"><caption>").text(phrase(Phrase::kCensusTable, language));
  html.raw("</caption><thead><tr>");
  for (const Phrase head :
       {Phrase::kDirection, Phrase::kDemand, Phrase::kSupply, Phrase::kClaimed, Phrase::kRegions}) {
    html.raw("<th scope=\"col\">").text(phrase(head, language)).raw("</th>");
  }
  html.raw("</tr></thead><tbody>");
  for (const GapCensus& census : state.directions) write_census_row(html, census, language);
  html.raw("</tbody></table>");
  end_scroller(html);
  html.raw("</section>\n");
}

void write_forms(Html& html, const GapsPage& page, Language language) {
  const std::size_t total = page.content.gaps.size();
  const Address whole = page.address.without("size").without("all");
  const Address csv("/api/v1/gaps", whole.parameters());
  html.raw("<p class=\"total\">").text(phrase(Phrase::kGapCount, language, {grouped(total)}));
  html.raw(" · <a").attribute("href", csv.with("format", "csv").to_string()).raw(">");
  html.text(phrase(Phrase::kAsCsv, language)).raw("</a>");
  if (page.page.size > 0 && total > page.page.size) {
    html.raw(" · <a").attribute("href", whole.with("all", "true").to_string()).raw(">");
    html.text(phrase(Phrase::kAllOnOnePage, language)).raw("</a>");
  }
  html.raw("</p>\n");
}

// Those of the report; others have no figures to draw.
std::vector<Gap> found_gaps(const GapsContent& content) {
  std::vector<Gap> found;
  for (std::size_t i = 0; i < content.gaps.size(); ++i)
    if (content.standings[i].is_found) found.push_back(content.gaps[i]);
  return found;
}

void write_nothing(Html& html, const GapsPage& page, Language language) {
  const Phrase words = page.values.is_empty ? Phrase::kNoGaps : Phrase::kNoGapsFit;
  html.raw("<div class=\"nothing\"><h2>").text(phrase(words, language)).raw("</h2>");
  if (!page.values.is_empty)
    html.raw("<p><a href=\"/gaps\">").text(phrase(Phrase::kClearFilters, language)).raw("</a></p>");
  html.raw("</div>\n");
}

}  // namespace

std::string render_gaps(const PageFrame& frame, const GapsPage& page) {
  const Language language = frame.language;
  Html html;
  define_patterns(html);
  html.raw("<h1>").text(phrase(Phrase::kGapsTitle, language)).raw("</h1><p class=\"lead\">");
  html.text(phrase(Phrase::kGapsIntroduction, language)).raw("</p>\n");
  if (page.content.topics.empty()) {
    write_no_topics(html, page.least_records, language);
    return render_page(frame, html);
  }
  write_gap_filters(html, page, language);
  write_forms(html, page, language);
  if (page.content.gaps.empty()) write_nothing(html, page, language);
  const MapMaterial material = {page.content, page.choice, page.topics, page.snapshot};
  write_map(html, map_of(material, language), page.content.topics, language);
  const TopicMap periods = map_of_periods(material, language);
  if (periods.is_of_periods()) write_map(html, periods, page.content.topics, language);
  write_scatter(html, found_gaps(page.content), language);
  if (!page.content.gaps.empty()) write_gaps(html, page, language);
  write_searches(html, page, language);
  write_census(html, page.content.state, language);
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
