#include "searchd/render/gap_scatter.h"

#include <algorithm>
#include <cmath>

#include "schema/csv.h"
#include "searchd/render/drawing.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

constexpr double kWidth = 400;
constexpr double kHeight = 300;
constexpr Box kPlot = {{46, 14}, 338, 236};
constexpr double kRadius = 5;
constexpr std::size_t kNumbered = 10;  // marks with their number beside them

// Counts on a logarithmic axis, from `least` to `most`.
class Axis {
 public:
  Axis(double least, double most) : least_(std::log1p(least)), most_(std::log1p(most)) {
    if (most_ <= least_) most_ = least_ + 1;
  }
  double share(double value) const { return (std::log1p(value) - least_) / (most_ - least_); }
  std::vector<std::uint64_t> ticks() const {
    std::vector<std::uint64_t> all = {0};
    for (std::uint64_t power = 1; power < 1'000'000'000; power *= 10)
      for (const std::uint64_t step : {1, 2, 5}) all.push_back(power * step);
    std::erase_if(all, [&](std::uint64_t value) {
      const double at = share(static_cast<double>(value));
      return at < -kRounding || at > 1 + kRounding;
    });
    return all;
  }

 private:
  static constexpr double kRounding = 1e-9;
  double least_;
  double most_;
};

void draw_shape(Html& html, GapDirection direction, bool is_claimed, Point at) {
  html.raw("<path class=\"gap-mark ").raw(is_claimed ? Markup("is-claimed") : Markup("is-ranked"));
  html.raw("\" d=\"");
  switch (direction) {
    case GapDirection::kPractisedNotTaught:
      html.raw("M-4.5-4.5h9v9h-9z");
      break;
    case GapDirection::kTaughtNotPractised:
      html.raw("M0-6L5.5 4.5h-11z");
      break;
    case GapDirection::kResearchedNotApplied:
      html.raw("M0-6L6 0L0 6L-6 0z");
      break;
    case GapDirection::kAskedNotAnswered:
    case GapDirection::kNone:
      html.raw("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z");
      break;
  }
  html.raw("\"").attribute("transform",
                           "translate(" + csv::fixed(at.x, 1) + " " + csv::fixed(at.y, 1) + ")");
  html.raw("/>");
}

class Scatter {
 public:
  explicit Scatter(const std::vector<Gap>& gaps)
      : gaps_(gaps), shown_(std::min(gaps.size(), kMostMarks)) {
    double least = static_cast<double>(gaps.front().demand_count);
    double most = least;
    double most_supply = 1;
    for (std::size_t i = 0; i < shown_; ++i) {
      const double demand = static_cast<double>(gaps[i].demand_count);
      least = std::min(least, demand);
      most = std::max(most, demand);
      most_supply = std::max(
          {most_supply, gaps[i].expected_supply, static_cast<double>(gaps[i].supply_count)});
    }
    demand_ = Axis(std::floor(least * 0.9), std::ceil(most * 1.1));
    supply_ = Axis(0, most_supply * 1.1);
  }

  void draw(Html& html, Language language) const {
    const auto claimed =
        std::count_if(gaps_.begin(), gaps_.end(), [](const Gap& gap) { return gap.is_claimed; });
    const std::string about =
        phrase(Phrase::kScatterSummary, language,
               {grouped(gaps_.size()), grouped(static_cast<std::uint64_t>(claimed))});
    begin_picture(html, {.name = "gap-scatter",
                         .width = kWidth,
                         .height = kHeight,
                         .title = phrase(Phrase::kScatter, language),
                         .description = about});
    draw_axes(html, language);
    for (std::size_t i = shown_; i-- > 0;) draw_mark(html, i);  // the first on top
    end_picture(html);
  }

 private:
  static constexpr double kBottom = kPlot.corner.y + kPlot.height;

  double x_of(double demand) const { return kPlot.corner.x + kPlot.width * demand_.share(demand); }
  double y_of(double supply) const { return kBottom - kPlot.height * supply_.share(supply); }

  void draw_axes(Html& html, Language language) const {
    for (const std::uint64_t tick : demand_.ticks()) {
      const double x = x_of(static_cast<double>(tick));
      draw_line(html, "grid", {x, kPlot.corner.y}, {x, kBottom});
      draw_text(html, "tick", {x, kBottom + 18}, grouped(tick));
    }
    for (const std::uint64_t tick : supply_.ticks()) {
      const double y = y_of(static_cast<double>(tick));
      draw_line(html, "grid", {kPlot.corner.x, y}, {kPlot.corner.x + kPlot.width, y});
      draw_text(html, "tick end", {kPlot.corner.x - 9, y + 4}, grouped(tick));
    }
    draw_text(html, "tick", {kPlot.corner.x + kPlot.width / 2, kHeight - 8},
              phrase(Phrase::kAxisDemand, language));
    html.raw("<text class=\"tick\" transform=\"translate(12 132) rotate(-90)\">");
    html.text(phrase(Phrase::kAxisSupply, language)).raw("</text>");
  }

  void draw_mark(Html& html, std::size_t number) const {
    const Gap& gap = gaps_[number];
    const double x = x_of(static_cast<double>(gap.demand_count));
    const double y = y_of(static_cast<double>(gap.supply_count));
    if (number < kNumbered) {
      const double expected = y_of(gap.expected_supply);
      draw_line(html, "lack", {x, y}, {x, expected});
      draw_line(html, "lack", {x - 4, expected}, {x + 4, expected});
      draw_text(html, "number", {x + kRadius + 3, y - (number % 2 == 0 ? 4 : -11)},
                std::to_string(number + 1));
    }
    draw_shape(html, gap.direction, gap.is_claimed, {x, y});
  }

  const std::vector<Gap>& gaps_;
  std::size_t shown_;
  Axis demand_{0, 1};
  Axis supply_{0, 1};
};

void write_legend(Html& html, Language language) {
  html.raw("<p class=\"legend\" aria-hidden=\"true\">");
  for (const GapDirection direction : all_gap_directions()) {
    html.raw("<span>");
    write_gap_mark(html, direction, true);
    html.raw(" ").text(label_of(direction, language)).raw("</span>");
  }
  html.raw("</p>");
}

void write_row(Html& html, const Gap& gap, std::size_t number, Language language) {
  html.raw("<tr><td>").number(number).raw("</td><th scope=\"row\">");
  write_gap_mark(html, gap.direction, gap.is_claimed);
  html.raw(" ");
  write_name(html, name_of(gap.labels, language, gap.id), language);
  html.raw("</th><td class=\"words\">").text(label_of(gap.direction, language)).raw("</td><td>");
  html.text(grouped(gap.demand_count)).raw("</td><td>").text(grouped(gap.supply_count));
  html.raw("</td><td>").text(csv::fixed(gap.expected_supply, 1)).raw("</td><td class=\"words\">");
  html.text(label_of(confidence_of(gap), language)).raw("</td></tr>");
}

void write_table(Html& html, const std::vector<Gap>& gaps, Language language) {
  begin_scroller(html, phrase(Phrase::kScatterTable, language));
  html.raw("<table class=\"figures\"><caption>").text(phrase(Phrase::kScatterTable, language));
  html.raw("</caption><thead><tr>");
  for (const Phrase head : {Phrase::kRank, Phrase::kGaps, Phrase::kDirection, Phrase::kDemand,
                            Phrase::kSupply, Phrase::kExpected, Phrase::kConfidence}) {
    html.raw("<th scope=\"col\">").text(phrase(head, language)).raw("</th>");
  }
  html.raw("</tr></thead><tbody>");
  for (std::size_t i = 0; i < std::min(gaps.size(), kMostMarks); ++i)
    write_row(html, gaps[i], i + 1, language);
  html.raw("</tbody></table>");
  end_scroller(html);
}

}  // namespace

void write_gap_mark(Html& html, GapDirection direction, bool is_claimed) {
  html.raw(
      "<svg class=\"swatch\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" "
      "aria-hidden=\"true\">");
  draw_shape(html, direction, is_claimed, {8, 8});
  html.raw("</svg>");
}

void write_scatter(Html& html, const std::vector<Gap>& gaps, Language language) {
  if (gaps.empty()) return;
  html.raw("<section class=\"panel\"><h2>").text(phrase(Phrase::kScatter, language));
  html.raw("</h2><p class=\"quiet\">").text(phrase(Phrase::kScatterText, language)).raw("</p>");
  html.raw("<div class=\"picture-and-table\"><figure>");
  Scatter(gaps).draw(html, language);
  write_legend(html, language);
  html.raw("</figure>");
  write_table(html, gaps, language);
  html.raw("</div></section>\n");
}

}  // namespace isthmus::searchd
