#include "searchd/render/year_chart.h"

#include <algorithm>

#include "searchd/render/drawing.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

constexpr int kMostYears = 30;  // of the chart, up to the last; the table has all
constexpr int kLabelledYears = 8;
constexpr Box kPlot = {{34, 12}, 356, 130};
constexpr double kWidth = 400;
constexpr double kHeight = 168;

class YearChart {
 public:
  explicit YearChart(const std::vector<TopicYear>& years) : years_(years) {
    last_ = years.back().year;
    first_ = std::max<int>(years.front().year, last_ - kMostYears + 1);
    for (const TopicYear& year : years) {
      if (year.year < first_) continue;
      sum_.academic += year.records.academic;
      sum_.practice += year.records.practice;
      most_ = std::max({most_, year.records.academic, year.records.practice});
    }
  }

  void write(Html& html, Language language) const {
    const std::string about = phrase(Phrase::kYearsText, language,
                                     {std::to_string(first_), std::to_string(last_),
                                      grouped(sum_.academic), grouped(sum_.practice)});
    begin_picture(html, {.name = "years-chart",
                         .width = kWidth,
                         .height = kHeight,
                         .title = phrase(Phrase::kYears, language),
                         .description = about});
    write_axis(html);
    for (const TopicYear& year : years_)
      if (year.year >= first_) write_bars(html, year);
    write_years(html);
    end_picture(html);
  }

 private:
  double slot() const { return kPlot.width / (last_ - first_ + 1); }
  double left_of(int year) const { return kPlot.corner.x + slot() * (year - first_); }
  double height_of(std::uint64_t count) const {
    return kPlot.height * static_cast<double>(count) / static_cast<double>(most_);
  }

  void write_axis(Html& html) const {
    const double bottom = kPlot.corner.y + kPlot.height;
    for (const std::uint64_t count : {std::uint64_t{0}, most_}) {
      const double y = bottom - height_of(count);
      draw_line(html, "grid", {kPlot.corner.x, y}, {kPlot.corner.x + kPlot.width, y});
      draw_text(html, "tick end", {kPlot.corner.x - 5, y + 4}, grouped(count));
    }
  }

  void write_bars(Html& html, const TopicYear& year) const {
    const double width = std::min(18.0, slot() * 0.4);
    const double middle = left_of(year.year) + slot() / 2;
    const auto bar = [&](double x, std::uint64_t count) {
      const double height = height_of(count);
      return Box{{x, kPlot.corner.y + kPlot.height - height}, width, height};
    };
    draw_box(html, "bar-academic", bar(middle - width, year.records.academic));
    const Box practice = bar(middle, year.records.practice);
    draw_box(html, "bar-practice", practice);
    draw_pattern(html, Lean::kMuchPractice, practice);
  }

  void write_years(Html& html) const {
    const int count = last_ - first_ + 1;
    const int step = (count + kLabelledYears - 1) / kLabelledYears;
    for (int year = last_; year >= first_; year -= step) {
      draw_text(html, "tick", {left_of(year) + slot() / 2, kPlot.corner.y + kPlot.height + 16},
                std::to_string(year));
    }
  }

  const std::vector<TopicYear>& years_;
  int first_ = 0;
  int last_ = 0;
  SideCounts sum_;
  std::uint64_t most_ = 1;
};

void write_legend(Html& html, Language language) {
  html.raw("<p class=\"legend\" aria-hidden=\"true\">");
  const auto entry = [&](Side side) {
    html.raw("<span><svg class=\"swatch\" viewBox=\"0 0 18 14\" width=\"18\" height=\"14\">");
    const Box box = {{1, 1}, 16, 12};
    if (side == Side::kAcademic) {
      draw_box(html, "bar-academic", box);
    } else {
      draw_box(html, "bar-practice", box);
      draw_pattern(html, Lean::kMuchPractice, box);
    }
    html.raw("</svg> ").text(label_of(side, language)).raw("</span>");
  };
  entry(Side::kAcademic);
  entry(Side::kPractice);
  html.raw("</p>");
}

void write_table(Html& html, const std::vector<TopicYear>& years, Language language) {
  begin_scroller(html, phrase(Phrase::kYearsTable, language));
  html.raw("<table class=\"figures\"><caption>").text(phrase(Phrase::kYearsTable, language));
  html.raw("</caption><thead><tr><th scope=\"col\">").text(phrase(Phrase::kYear, language));
  for (const Side side : {Side::kAcademic, Side::kPractice})
    html.raw("</th><th scope=\"col\">").text(label_of(side, language));
  html.raw("</th></tr></thead><tbody>");
  for (auto year = years.rbegin(); year != years.rend(); ++year) {
    html.raw("<tr><th scope=\"row\">").number(year->year).raw("</th><td>");
    html.text(grouped(year->records.academic)).raw("</td><td>");
    html.text(grouped(year->records.practice)).raw("</td></tr>");
  }
  html.raw("</tbody></table>");
  end_scroller(html);
}

}  // namespace

void write_year_chart(Html& html, const std::vector<TopicYear>& years, Language language) {
  if (years.empty()) return;
  html.raw("<div class=\"picture-and-table\"><figure>");
  YearChart(years).write(html, language);
  write_legend(html, language);
  html.raw("</figure>");
  write_table(html, years, language);
  html.raw("</div>\n");
}

}  // namespace isthmus::searchd
