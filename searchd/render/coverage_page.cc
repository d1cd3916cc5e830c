#include "searchd/render/coverage_page.h"

#include <algorithm>
#include <array>

#include "searchd/render/coverage_picture.h"
#include "searchd/render/drawing.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"
#include "searchd/render/report_parts.h"
#include "searchd/render/topic_parts.h"

namespace isthmus::searchd {
namespace {

constexpr std::array<std::string_view, 4> kMissingNames = {"", "practice", "research", "both"};
constexpr std::size_t kShownDocuments = 5;
constexpr std::size_t kShownElsewhere = 2;

bool is_listed(const OutcomeCover& outcome, Missing missing) {
  const bool by_practice = outcome.practice.covering > 0;
  const bool by_research = outcome.research.covering > 0;
  switch (missing) {
    case Missing::kPractice:
      return !by_practice;
    case Missing::kResearch:
      return !by_research;
    case Missing::kBoth:
      return !by_practice && !by_research;
    case Missing::kShowAll:
      break;
  }
  return true;
}

void write_match(Html& html, const CoverMatch& match, Language language) {
  html.raw("<li>");
  write_title_link(html, match.record);
  html.raw(" <span class=\"kind\">").text(label_of(match.record.kind, language));
  html.raw("</span><p class=\"cover-facts\"><span class=\"figure\">").text(percent(match.score));
  html.raw("</span>");
  for (const std::string& term : match.terms)
    html.raw(" <span class=\"chip\">").text(term).raw("</span>");
  html.raw("</p></li>");
}

void write_side(Html& html, Side side, const SideCover& cover, Language language) {
  html.raw("<div class=\"cover-side\"><h5>");
  write_mark(html, side);
  html.raw(" ").text(
      phrase(side == Side::kPractice ? Phrase::kPractice : Phrase::kResearch, language));
  html.raw("</h5>");
  if (cover.covering == 0) {
    html.raw("<p class=\"nothing-covers\">").text(phrase(Phrase::kNothingCovers, language));
    html.raw("</p>");
  }
  if (!cover.records.empty()) {
    if (cover.covering == 0) {
      html.raw("<details><summary>").text(phrase(Phrase::kNearestBelowFloor, language));
      html.raw("</summary>");
    }
    html.raw("<ul class=\"documents\">");
    for (const CoverMatch& match : cover.records) write_match(html, match, language);
    html.raw("</ul>");
    if (cover.covering == 0) html.raw("</details>");
  }
  html.raw("</div>");
}

void write_outcome(Html& html, const OutcomeCover& outcome, std::string_view tag,
                   Language language) {
  html.raw("<li class=\"outcome\"><h4");
  write_language(html, tag);
  html.raw(">").text(outcome.text);
  html.raw("</h4><div class=\"cover-sides\">");
  write_side(html, Side::kPractice, outcome.practice, language);
  write_side(html, Side::kAcademic, outcome.research, language);
  html.raw("</div></li>\n");
}

void write_course(Html& html, const CourseCover& course, Missing missing, Language language) {
  const auto listed =
      std::count_if(course.outcomes.begin(), course.outcomes.end(),
                    [&](const OutcomeCover& outcome) { return is_listed(outcome, missing); });
  if (listed == 0) return;
  html.raw("<article class=\"panel course\"><h3");
  write_language(html, course.course.language);
  html.raw(">");
  if (course.course.id.empty()) {
    html.text(course.course.title);
  } else {
    write_title_link(html, course.course);
  }
  html.raw("</h3>");
  if (course.stated == 0)
    html.raw("<p class=\"quiet\">").text(phrase(Phrase::kNoStatedOutcomes, language)).raw("</p>");
  html.raw("<ol class=\"outcomes\">");
  for (const OutcomeCover& outcome : course.outcomes)
    if (is_listed(outcome, missing)) write_outcome(html, outcome, course.course.language, language);
  html.raw("</ol></article>\n");
}

Phrase tie_phrase(TopicTie tie) {
  return tie == TopicTie::kProgramme ? Phrase::kTieProgramme
         : tie == TopicTie::kField   ? Phrase::kTieField
                                     : Phrase::kTieCollege;
}

void write_topic(Html& html, const UntaughtTopic& topic, const TopicsById& topics,
                 Language language) {
  html.raw("<article class=\"panel gap\"><h3>");
  write_topic_link(html, topics, topic.topic, language);
  html.raw("</h3><p class=\"quiet\">")
      .text(phrase(tie_phrase(topic.tie), language, {grouped(topic.practice)}))
      .raw(" ")
      .text(phrase(Phrase::kNearestOutcome, language, {percent(topic.nearest)}))
      .raw("</p>");
  for (const std::string& gap : topic.gaps) {
    html.raw("<p><a").attribute("href", "/gaps?topic=" + percent_encode(topic.topic) + "#" + gap);
    html.raw(">").text(phrase(Phrase::kClaimedGap, language)).raw("</a></p>");
  }
  html.raw("<h4>").text(phrase(Phrase::kTeachFrom, language)).raw("</h4>");
  write_records(html, std::vector<Listed>(topic.documents.begin(), topic.documents.end()),
                kShownDocuments, language);
  if (!topic.elsewhere.empty()) {
    html.raw("<h4>").text(phrase(Phrase::kTaughtElsewhere, language)).raw("</h4>");
    write_records(html, std::vector<Listed>(topic.elsewhere.begin(), topic.elsewhere.end()),
                  kShownElsewhere, language);
  }
  html.raw("</article>\n");
}

void write_untaught(Html& html, const CoveragePage& page, Language language) {
  html.raw("<section><h2 id=\"untaught\">").text(phrase(Phrase::kUntaught, language));
  html.raw("</h2><p class=\"quiet\">")
      .text(phrase(Phrase::kUntaughtText, language, {grouped(page.report.topics_examined)}))
      .raw("</p>");
  for (const UntaughtTopic& topic : page.report.untaught)
    write_topic(html, topic, page.topics, language);
  if (page.report.untaught.empty() && page.report.topics_examined > 0)
    html.raw("<p>").text(phrase(Phrase::kNoneUntaught, language)).raw("</p>");
  html.raw("</section>\n");
}

void write_figures(Html& html, const CoverageReport& report, Language language) {
  html.raw("<dl class=\"gap-figures\">");
  write_figure(html, phrase(Phrase::kCourseRecords, language), grouped(report.courses.size()));
  write_figure(html, phrase(Phrase::kOutcomes, language), grouped(report.outcomes));
  write_figure(html, phrase(Phrase::kByPractice, language), grouped(report.by_practice));
  write_figure(html, phrase(Phrase::kByResearch, language), grouped(report.by_research));
  write_figure(html, phrase(Phrase::kUntaught, language), grouped(report.untaught.size()));
  html.raw("</dl><p class=\"quiet\">")
      .text(phrase(Phrase::kFloorText, language, {percent(report.floor)}))
      .raw("</p>\n");
}

void write_filter(Html& html, const CoveragePage& page, Language language) {
  if (page.path.empty()) return;
  html.raw("<form class=\"gap-filters\" method=\"get\"").attribute("action", page.path);
  html.attribute("aria-label", phrase(Phrase::kFilters, language)).raw(">");
  write_select(html,
               {.name = "missing",
                .label = phrase(Phrase::kShowOutcomes, language),
                .none = phrase(Phrase::kAll, language),
                .options = {{"practice", std::string(phrase(Phrase::kMissingPractice, language))},
                            {"research", std::string(phrase(Phrase::kMissingResearch, language))},
                            {"both", std::string(phrase(Phrase::kMissingBoth, language))}},
                .chosen = name_of(page.missing)});
  html.raw("<p class=\"buttons\"><button type=\"submit\" class=\"button\">")
      .text(phrase(Phrase::kApply, language))
      .raw("</button> <a")
      .attribute("href", page.csv_url)
      .raw(">")
      .text(phrase(Phrase::kAsCsv, language))
      .raw("</a></p></form>\n");
}

void write_programmes(Html& html, const std::vector<ProgrammeRow>& programmes, Language language) {
  begin_scroller(html, phrase(Phrase::kProgrammesTitle, language));
  html.raw("<table class=\"figures\"><caption>").text(phrase(Phrase::kProgrammesTable, language));
  html.raw("</caption><thead><tr>");
  for (const Phrase head : {Phrase::kProgramme, Phrase::kCourseRecords, Phrase::kAcademicRecords,
                            Phrase::kPracticeRecords, Phrase::kPartners})
    html.raw("<th scope=\"col\">").text(phrase(head, language)).raw("</th>");
  html.raw("</tr></thead><tbody>");
  for (const ProgrammeRow& row : programmes) {
    const std::string id = percent_encode(row.id);
    html.raw("<tr><th scope=\"row\"><a").attribute("href", "/curricula/" + id).raw(">");
    html.text(row.label).raw("</a></th><td>").text(grouped(row.courses)).raw("</td><td>");
    html.text(grouped(row.academic)).raw("</td><td>").text(grouped(row.practice));
    html.raw("</td><td><a").attribute("href", "/partners?programme=" + id).raw(">");
    html.text(phrase(Phrase::kPartners, language)).raw("</a></td></tr>");
  }
  html.raw("</tbody></table>");
  end_scroller(html);
}

void write_syllabus_form(Html& html, Language language) {
  html.raw("<section class=\"panel\"><h2 id=\"syllabus\">")
      .text(phrase(Phrase::kSyllabusTitle, language));
  html.raw("</h2><p class=\"quiet\">").text(phrase(Phrase::kSyllabusText, language)).raw("</p>");
  html.raw(
      "<form class=\"syllabus-form\" method=\"post\" action=\"/curricula\" "
      "enctype=\"multipart/form-data\"><label>");
  html.text(phrase(Phrase::kSyllabusFile, language));
  html.raw(
      "<input type=\"file\" name=\"file\" "
      "accept=\".md,.txt,.csv,.tsv,.docx,.odt,.pdf,.html,.rtf\"></label><label>");
  html.text(phrase(Phrase::kSyllabusPaste, language));
  html.raw("<textarea name=\"text\" rows=\"8\"></textarea></label>");
  html.raw("<p><button type=\"submit\" class=\"button\">")
      .text(phrase(Phrase::kSyllabusSubmit, language))
      .raw("</button></p></form></section>\n");
}

}  // namespace

std::string_view name_of(Missing missing) {
  return kMissingNames[static_cast<std::size_t>(missing)];
}

Missing missing_from_name(std::string_view name) {
  const auto found = std::find(kMissingNames.begin(), kMissingNames.end(), name);
  return found == kMissingNames.end() ? Missing::kShowAll
                                      : static_cast<Missing>(found - kMissingNames.begin());
}

std::string render_curricula(const PageFrame& frame, const std::vector<ProgrammeRow>& programmes) {
  const Language language = frame.language;
  Html html;
  html.raw("<h1>").text(phrase(Phrase::kCurricula, language)).raw("</h1><p class=\"lead\">");
  html.text(phrase(Phrase::kCurriculaIntroduction, language)).raw("</p>\n");
  if (!programmes.empty()) {
    write_programmes(html, programmes, language);
    html.raw("<p><a href=\"/curricula?scope=college\">")
        .text(phrase(Phrase::kWholeCollege, language))
        .raw("</a></p>");
  }
  write_syllabus_form(html, language);
  return render_page(frame, html);
}

std::string render_coverage(const PageFrame& frame, const CoveragePage& page) {
  const Language language = frame.language;
  Html html;
  define_patterns(html);
  html.raw("<h1>").text(page.heading).raw("</h1><p class=\"lead\">");
  html.text(
      phrase(page.path.empty() ? Phrase::kSyllabusKept : Phrase::kCurriculaIntroduction, language));
  html.raw("</p>\n");
  write_figures(html, page.report, language);
  write_filter(html, page, language);
  write_coverage_picture(html, page.report.courses, language);
  html.raw("<section><h2>").text(phrase(Phrase::kOutcomesTitle, language)).raw("</h2>");
  for (const CourseCover& course : page.report.courses)
    write_course(html, course, page.missing, language);
  if (page.report.courses.empty())
    html.raw("<p>").text(phrase(Phrase::kNoCourses, language)).raw("</p>");
  html.raw("</section>\n");
  write_untaught(html, page, language);
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
