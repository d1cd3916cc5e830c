#include "searchd/render/coverage_picture.h"

#include <algorithm>

#include "searchd/render/bars.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"
#include "searchd/render/topic_words.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMostBars = 30;

// A part of a bar and of the legend.
struct Part {
  Phrase label;
  std::uint64_t CoverCounts::*count;
  Lean lean;
  bool is_solid = false;
};
constexpr Part kParts[] = {
    {Phrase::kCoveredByBoth, &CoverCounts::both, Lean::kEven, true},
    {Phrase::kCoveredByPractice, &CoverCounts::practice, Lean::kMuchPractice},
    {Phrase::kCoveredByResearch, &CoverCounts::research, Lean::kMuchAcademic},
    {Phrase::kCoveredByNeither, &CoverCounts::neither, Lean::kEven},
};

void draw_part(Html& html, const Part& part, const Box& box) {
  draw_box(html, part.is_solid ? Markup("cover-part is-both") : Markup("cover-part"), box);
  draw_pattern(html, part.lean, box);
}

void draw_bar(Html& html, const CourseCover& course, double most, Point at) {
  const CoverCounts counts = counts_of(course);
  for (const Part& part : kParts) {
    const auto count = static_cast<double>(counts.*part.count);
    if (count == 0) continue;
    const double width = kBarLength * count / most;
    draw_part(html, part, {at, width, kBarHeight});
    draw_text(html, part.is_solid ? Markup("cell-figures on-solid") : Markup("cell-figures"),
              {at.x + width / 2, at.y + kBarBaseline}, grouped(counts.*part.count));
    at.x += width;
  }
}

void write_legend(Html& html, Language language) {
  html.raw("<p class=\"legend\" aria-hidden=\"true\">");
  for (const Part& part : kParts) {
    html.raw("<span>");
    write_swatch(html, [&](const Box& box) { draw_part(html, part, box); });
    html.raw(" ").text(phrase(part.label, language)).raw("</span>");
  }
  html.raw("</p>");
}

std::string summary_of(const std::vector<CourseCover>& courses, Language language) {
  CoverCounts sum;
  for (const CourseCover& course : courses) {
    const CoverCounts counts = counts_of(course);
    for (const Part& part : kParts) sum.*part.count += counts.*part.count;
  }
  return phrase(Phrase::kCoverageSummary, language,
                {grouped(courses.size()), grouped(sum.all()), grouped(sum.both + sum.practice),
                 grouped(sum.both + sum.research), grouped(sum.neither)});
}

void draw(Html& html, const std::vector<CourseCover>& courses, Language language) {
  const std::string summary = summary_of(courses, language);
  Bars bars{{.name = "coverage-bars",
             .title = phrase(Phrase::kCoveragePicture, language),
             .description = summary},
            8,
            {}};
  double most = 1;
  for (std::size_t i = 0; i < std::min(courses.size(), kMostBars); ++i) {
    bars.names.push_back(courses[i].course.title);
    most = std::max(most, static_cast<double>(counts_of(courses[i]).all()));
  }
  draw_bars(html, std::move(bars),
            [&](std::size_t i, Point at) { draw_bar(html, courses[i], most, at); });
}

void write_table(Html& html, const std::vector<CourseCover>& courses, Language language) {
  begin_scroller(html, phrase(Phrase::kCoverageTable, language));
  html.raw("<table class=\"figures\"><caption>").text(phrase(Phrase::kCoverageTable, language));
  html.raw("</caption><thead><tr><th scope=\"col\">").text(phrase(Phrase::kKindCourse, language));
  html.raw("</th><th scope=\"col\">").text(phrase(Phrase::kOutcomes, language)).raw("</th>");
  for (const Part& part : kParts)
    html.raw("<th scope=\"col\">").text(phrase(part.label, language)).raw("</th>");
  html.raw("</tr></thead><tbody>");
  for (const CourseCover& course : courses) {
    const CoverCounts counts = counts_of(course);
    html.raw("<tr><th scope=\"row\"");
    write_language(html, course.course.language);
    html.raw(">").text(course.course.title).raw("</th><td>").text(grouped(counts.all()));
    for (const Part& part : kParts) html.raw("</td><td>").text(grouped(counts.*part.count));
    html.raw("</td></tr>");
  }
  html.raw("</tbody></table>");
  end_scroller(html);
}

}  // namespace

CoverCounts counts_of(const CourseCover& course) {
  CoverCounts counts;
  for (const OutcomeCover& outcome : course.outcomes) {
    const bool by_practice = outcome.practice.covering > 0;
    const bool by_research = outcome.research.covering > 0;
    ++(by_practice && by_research ? counts.both
       : by_practice              ? counts.practice
       : by_research              ? counts.research
                                  : counts.neither);
  }
  return counts;
}

void write_coverage_picture(Html& html, const std::vector<CourseCover>& courses,
                            Language language) {
  if (courses.empty()) return;
  html.raw("<section class=\"panel\"><h2>").text(phrase(Phrase::kCoveragePicture, language));
  html.raw("</h2><p class=\"quiet\">").text(phrase(Phrase::kCoveragePictureText, language));
  html.raw("</p><div class=\"picture-and-table\"><figure>");
  draw(html, courses, language);
  write_legend(html, language);
  html.raw("</figure>");
  write_table(html, courses, language);
  html.raw("</div></section>\n");
}

}  // namespace isthmus::searchd
