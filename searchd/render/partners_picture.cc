#include <algorithm>

#include "schema/csv.h"
#include "searchd/render/drawing.h"
#include "searchd/render/labels.h"
#include "searchd/render/partners_page.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMostBars = 20;
constexpr double kNames = 138;
constexpr double kBars = 190;
constexpr double kRow = 26;
constexpr double kBarHeight = 16;
constexpr std::size_t kNameColumns = 18;

// How a term is filled: told apart without colour.
struct Fill {
  std::string_view term;
  Markup kind;
  Lean lean;
};
constexpr Fill kFills[] = {
    {"gaps", "cover-part is-both", Lean::kEven},
    {"closeness", "cover-part", Lean::kMuchPractice},
    {"agreement", "cover-part is-grey", Lean::kEven},
    {"freshness", "cover-part", Lean::kMuchAcademic},
    {"reciprocity", "cover-part", Lean::kPractice},
};

void draw_fill(Html& html, std::string_view term, const Box& box) {
  for (const Fill& fill : kFills) {
    if (fill.term != term) continue;
    draw_box(html, fill.kind, box);
    draw_pattern(html, fill.lean, box);
  }
}

void draw_bar(Html& html, const Partner& partner, double most, Point at) {
  for (const PartnerTerm& term : partner.terms) {
    const double width = kBars * term.contribution / most;
    if (width <= 0) continue;
    draw_fill(html, term.name, {at, width, kBarHeight});
    at.x += width;
  }
  draw_text(html, "start", {at.x + 5, at.y + 12.5}, csv::fixed(partner.score, 2));
}

void write_legend(Html& html, const Partner& partner, Language language) {
  html.raw("<p class=\"legend\" aria-hidden=\"true\">");
  for (const PartnerTerm& term : partner.terms) {
    html.raw("<span><svg class=\"swatch\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\">");
    draw_fill(html, term.name, {{0.5, 0.5}, 15, 15});
    html.raw("</svg> ").text(term_label(term.name, language)).raw(" (");
    html.text(percent(term.weight)).raw(")</span>");
  }
  html.raw("</p>");
}

void draw(Html& html, const PartnerList& list, Language language) {
  const std::size_t shown = std::min(list.ranked.size(), kMostBars);
  const double most = std::max(0.01, list.ranked.front().score);
  const std::string about =
      phrase(Phrase::kPartnersSummary, language,
             {grouped(list.ranked.size()), label_of(list.ranked.front(), language),
              csv::fixed(list.ranked.front().score, 2)});
  begin_picture(html, {.name = list.of == "groups"       ? Markup("group-bars")
                               : list.of == "programmes" ? Markup("programme-bars")
                                                         : Markup("enterprise-bars"),
                       .width = kNames + kBars + 40,
                       .height = kRow * static_cast<double>(shown) + 6,
                       .title = phrase(Phrase::kPartnersPicture, language),
                       .description = about});
  for (std::size_t i = 0; i < shown; ++i) {
    const double top = 4 + kRow * static_cast<double>(i);
    draw_text(html, "end", {kNames - 8, top + 12.5},
              shortened(label_of(list.ranked[i], language), kNameColumns));
    draw_bar(html, list.ranked[i], most, {kNames, top});
  }
  end_picture(html);
}

void write_table(Html& html, const PartnerList& list, Language language) {
  begin_scroller(html, phrase(Phrase::kPartnersTable, language));
  html.raw("<table class=\"figures\"><caption>").text(phrase(Phrase::kPartnersTable, language));
  html.raw("</caption><thead><tr><th scope=\"col\">").text(phrase(Phrase::kName, language));
  html.raw("</th><th scope=\"col\">").text(phrase(Phrase::kScore, language)).raw("</th>");
  for (const PartnerTerm& term : list.ranked.front().terms)
    html.raw("<th scope=\"col\">").text(term_label(term.name, language)).raw("</th>");
  html.raw("</tr></thead><tbody>");
  for (const Partner& partner : list.ranked) {
    html.raw("<tr><th scope=\"row\"><a").attribute("href", "#" + list.of + "-" + partner.id);
    html.raw(">").text(label_of(partner, language)).raw("</a></th><td>");
    html.text(csv::fixed(partner.score, 2));
    for (const PartnerTerm& term : partner.terms)
      html.raw("</td><td>").text(csv::fixed(term.contribution, 2));
    html.raw("</td></tr>");
  }
  html.raw("</tbody></table>");
  end_scroller(html);
}

}  // namespace

void write_partners_picture(Html& html, const PartnerList& list, Language language) {
  if (list.ranked.empty()) return;
  html.raw("<div class=\"panel\"><h3>").text(phrase(Phrase::kPartnersPicture, language));
  html.raw("</h3><p class=\"quiet\">").text(phrase(Phrase::kPartnersPictureText, language));
  html.raw("</p><div class=\"picture-and-table\"><figure>");
  draw(html, list, language);
  write_legend(html, list.ranked.front(), language);
  html.raw("</figure>");
  write_table(html, list, language);
  html.raw("</div></div>\n");
}

}  // namespace isthmus::searchd
