#include <algorithm>

#include "schema/csv.h"
#include "searchd/render/bars.h"
#include "searchd/render/labels.h"
#include "searchd/render/partners_page.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMostBars = 20;

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
    const double width = kBarLength * term.contribution / most;
    if (width <= 0) continue;
    draw_fill(html, term.name, {at, width, kBarHeight});
    at.x += width;
  }
  draw_text(html, "start", {at.x + 5, at.y + kBarBaseline}, csv::fixed(partner.score, 2));
}

void write_legend(Html& html, const Partner& partner, Language language) {
  html.raw("<p class=\"legend\" aria-hidden=\"true\">");
  for (const PartnerTerm& term : partner.terms) {
    html.raw("<span>");
    write_swatch(html, [&](const Box& box) { draw_fill(html, term.name, box); });
    html.raw(" ").text(term_label(term.name, language)).raw(" (");
    html.text(percent(term.weight)).raw(")</span>");
  }
  html.raw("</p>");
}

void draw(Html& html, const PartnerList& list, Language language) {
  const double most = std::max(0.01, list.ranked.front().score);
  const std::string about =
      phrase(Phrase::kPartnersSummary, language,
             {grouped(list.ranked.size()), label_of(list.ranked.front(), language),
              csv::fixed(list.ranked.front().score, 2)});
  Bars bars{{.name = list.of == "groups"       ? Markup("group-bars")
                     : list.of == "programmes" ? Markup("programme-bars")
                                               : Markup("enterprise-bars"),
             .title = phrase(Phrase::kPartnersPicture, language),
             .description = about},
            40,
            {}};
  for (std::size_t i = 0; i < std::min(list.ranked.size(), kMostBars); ++i)
    bars.names.push_back(label_of(list.ranked[i], language));
  draw_bars(html, std::move(bars),
            [&](std::size_t i, Point at) { draw_bar(html, list.ranked[i], most, at); });
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
