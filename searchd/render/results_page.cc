#include "searchd/render/results_page.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "searchd/render/parts.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd {
namespace {

void write_hit_links(Html& html, const search::Hit& hit, Language language) {
  if (hit.links.empty()) return;
  const bool academic = hit.links.front().target->side == Side::kAcademic;
  html.raw("<section class=\"bridge\"><h3>");
  html.text(phrase(academic ? Phrase::kAcademicCounterparts : Phrase::kPracticeCounterparts,
                   language))
      .raw("</h3>");
  write_counterparts(html, hit.links, language);
  html.raw("</section>");
}

void write_hit(Html& html, const search::Hit& hit, const ResultsContent& content,
               Language language) {
  const Record& record = hit.record;
  html.raw("<li class=\"hit ").raw(class_of(record.side)).raw("\"><article><p class=\"hit-kind\">");
  write_mark(html, record.side);
  html.raw("<span class=\"side\">")
      .text(label_of(record.side, language))
      .raw("</span> <span class=\"kind\">");
  html.text(label_of(record.kind, language)).raw("</span>");
  if (hit.is_by_meaning)
    html.raw(" <span class=\"by-meaning\">")
        .text(phrase(Phrase::kByMeaning, language))
        .raw("</span>");
  html.raw("</p><h2>");
  write_title_link(html, record);
  html.raw("</h2>");
  write_translated_title(html, record, language);
  write_facts(html, record, content.snapshot, language);
  write_passage(html, hit.passage, record.language, language);
  write_rest_of_work(html, hit.work, content.snapshot, language);
  write_hit_links(html, hit, language);
  html.raw("</article></li>\n");
}

void write_heading(Html& html, const ResultsContent& content, Language language) {
  const std::string& query = content.request.query;
  html.raw("<h1>");
  if (query.empty()) {
    html.text(phrase(Phrase::kAllRecords, language));
  } else {
    html.text(phrase(Phrase::kResultsFor, language, {query}));
  }
  std::array<char, 32> took{};
  std::snprintf(took.data(), took.size(), "%.1f", content.took_ms);
  const Phrase count =
      content.response.total_is_exact ? Phrase::kResultCount : Phrase::kResultCountAbout;
  html.raw("</h1><p class=\"total\">")
      .text(phrase(count, language, {grouped(content.response.total)}));
  html.raw("<span class=\"dot\" aria-hidden=\"true\"> · </span>");
  html.text(phrase(Phrase::kTook, language, {took.data()})).raw("</p>\n");
}

void write_notes(Html& html, const std::vector<std::string>& notes, Language language) {
  if (notes.empty()) return;
  html.raw("<ul class=\"notes\"")
      .attribute("aria-label", phrase(Phrase::kNotes, language))
      .raw(">");
  for (const std::string& note : notes)
    html.raw("<li>").text(note_label(note, language)).raw("</li>");
  html.raw("</ul>\n");
}

// What the lexicons added to the query.
void write_terms(Html& html, const ResultsContent& content, Language language) {
  constexpr std::size_t kMostShown = 3;  // without being opened
  constexpr std::size_t kMostTerms = 12;
  constexpr std::size_t kMostAlternatives = 4;
  const std::vector<lexicon::Found>& terms = content.response.terms;
  if (terms.empty()) return;
  html.raw("<details class=\"terms\"");
  if (terms.size() <= kMostShown) html.raw(" open");
  html.raw("><summary>").text(phrase(Phrase::kAlsoSearched, language)).raw("</summary><dl>");
  for (std::size_t i = 0; i < std::min(terms.size(), kMostTerms); ++i) {
    html.raw("<div><dt>").text(terms[i].text).raw("</dt>");
    const std::vector<std::string>& others = terms[i].alternatives;
    for (std::size_t k = 0; k < std::min(others.size(), kMostAlternatives); ++k)
      html.raw("<dd>").text(others[k]).raw("</dd>");
    html.raw("</div>");
  }
  html.raw("</dl></details>\n");
}

struct SortChoice {
  index::Sort sort;
  std::string_view name;  // empty for the default
  Phrase label;
};

constexpr std::array kSortChoices = {
    SortChoice{index::Sort::kRelevance, "", Phrase::kRelevance},
    SortChoice{index::Sort::kNewest, "newest", Phrase::kNewest},
    SortChoice{index::Sort::kOldest, "oldest", Phrase::kOldest},
};

void write_sorting(Html& html, const ResultsContent& content, Language language) {
  html.raw("<nav class=\"sorting\"")
      .attribute("aria-label", phrase(Phrase::kSortBy, language))
      .raw("><span>");
  html.text(phrase(Phrase::kSortBy, language)).raw("</span><ul>");
  for (const SortChoice& choice : kSortChoices) {
    html.raw("<li><a").attribute("href", content.address.with("sort", choice.name).to_string());
    if (choice.sort == content.request.sort) html.raw(" aria-current=\"true\"");
    html.raw(">").text(phrase(choice.label, language)).raw("</a></li>");
  }
  html.raw("</ul></nav>");
}

// One hit a work, or every record.
void write_grouping(Html& html, const ResultsContent& content, Language language) {
  const bool is_grouped = content.request.group == search::Grouping::kWorks;
  const Phrase label = is_grouped ? Phrase::kEveryRecord : Phrase::kOneHitAWork;
  html.raw("<a class=\"grouping\"")
      .attribute("href", content.address.with("group", is_grouped ? "" : "work").to_string())
      .raw(">")
      .text(phrase(label, language))
      .raw("</a>");
}

void write_result_paging(Html& html, const ResultsContent& content, Language language) {
  const std::uint64_t size = content.request.size;
  const std::uint64_t reachable =
      std::min<std::uint64_t>(content.response.total, kMaxDepth / size * size);
  write_paging(html, {content.address, content.request.page, (reachable + size - 1) / size},
               language);
}

void write_way_out(Html& html, const Address& address, Phrase label, Language language) {
  html.raw("<li><a")
      .attribute("href", address.to_string())
      .raw(">")
      .text(phrase(label, language))
      .raw("</a></li>");
}

void write_nothing(Html& html, const ResultsContent& content, Language language) {
  const search::Filters& filters = content.request.filters;
  html.raw("<div class=\"nothing\"><h2>").text(phrase(Phrase::kNothing, language)).raw("</h2><p>");
  html.text(phrase(Phrase::kNothingHint, language)).raw("</p><ul>");
  const Address plain("/search", {{"q", content.request.query}});
  const bool has_suggestions = !content.suggestions.empty();  // with counts, and above
  if (!has_suggestions && has_filters(filters)) {
    write_way_out(html, plain.with("side", filters.side.empty() ? "" : filters.side.front()),
                  Phrase::kDropFilters, language);
  }
  if (!has_suggestions && !filters.side.empty())
    write_way_out(html, content.address.without("side"), Phrase::kSearchBoth, language);
  write_way_out(html, Address("/search"), Phrase::kBrowseAll, language);
  html.raw("</ul></div>\n");
}

void write_results(Html& html, const ResultsContent& content, Language language) {
  html.raw("<section class=\"results\" id=\"results\"><div class=\"results-head\">");
  write_heading(html, content, language);
  html.raw("</div><div class=\"results-tools\"><a class=\"filters-open\" href=\"#filters\">");
  html.text(phrase(Phrase::kShowFilters, language)).raw("</a>");
  write_grouping(html, content, language);
  write_sorting(html, content, language);
  html.raw("</div>\n");
  write_active_filters(html, content, language);
  write_notes(html, content.response.notes, language);
  write_terms(html, content, language);
  write_suggestions(html, content, language);
  if (content.response.hits.empty()) {
    write_nothing(html, content, language);
  } else {
    html.raw("<ol class=\"hits\">\n");
    for (const search::Hit& hit : content.response.hits) write_hit(html, hit, content, language);
    html.raw("</ol>\n");
  }
  write_result_paging(html, content, language);
  html.raw("</section>\n");
}

}  // namespace

std::string render_results(const PageFrame& frame, const ResultsContent& content) {
  const auto& sides = content.request.filters.side;
  Html html;
  const std::string_view side =
      sides.size() == 1 ? std::string_view(sides.front()) : std::string_view{};
  write_search_form(html, {content.request.query, side}, frame.language);
  write_side_tabs(html, content, frame.language);
  html.raw("<div class=\"columns\">\n");
  write_filters(html, content, frame.language);
  write_results(html, content, frame.language);
  html.raw("</div>\n");
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
