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
  write_figures(html, gap, language);
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
  write_paging(html, {page.address, page.page, (total + page.size - 1) / page.size}, language);
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
  const Address csv("/api/v1/gaps", page.address.without("size").parameters());
  html.raw("<p class=\"total\">").text(phrase(Phrase::kGapCount, language, {grouped(total)}));
  html.raw(" · <a").attribute("href", csv.with("format", "csv").to_string()).raw(">");
  html.text(phrase(Phrase::kAsCsv, language)).raw("</a>");
  if (total > page.size) {
    html.raw(" · <a").attribute("href", page.address.with("size", "100").to_string()).raw(">");
    html.text(phrase(Phrase::kAllOnOnePage, language)).raw("</a>");
  }
  html.raw("</p>\n");
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
  write_map(html, map_of({page.content, page.choice, page.topics, page.snapshot}, language),
            page.content.topics, language);
  write_scatter(html, page.content.gaps, language);
  if (!page.content.gaps.empty()) write_gaps(html, page, language);
  write_census(html, page.content.state, language);
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
