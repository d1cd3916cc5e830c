#include "searchd/render/partners_page.h"

#include <algorithm>

#include "schema/csv.h"
#include "searchd/render/drawing.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kShownReasons = 5;
constexpr std::size_t kShownDocuments = 2;

Phrase title_of(std::string_view list) {
  return list == "enterprises"  ? Phrase::kEnterprises
         : list == "programmes" ? Phrase::kProgrammesTitle
                                : Phrase::kGroups;
}

// What a reason is called: a gap or topic by its labels, an agreement by its title and days.
void write_reason_name(Html& html, const PartnerReason& reason, const PartnersPage& page,
                       Language language) {
  if (reason.what == "topic") {
    write_topic_link(html, page.topics, reason.id, language);
  } else if (reason.what == "gap") {
    html.raw("<a").attribute("href", "/gaps?size=100#" + reason.id).raw(">");
    write_name(html, name_of(reason.labels, language, reason.id), language);
    html.raw("</a>");
  } else if (reason.what == "agreement") {
    html.text(reason.title).raw(" <span class=\"quiet\">");
    const Phrase state = reason.state == "valid"          ? Phrase::kAgreementValid
                         : reason.state == "begins_later" ? Phrase::kAgreementLater
                                                          : Phrase::kAgreementEnded;
    html.text(phrase(state, language, {reason.from.to_string(), reason.until.to_string()}));
    html.raw("</span>");
  } else {
    const Phrase name = reason.what == "took"        ? Phrase::kCitesAcademic
                        : reason.what == "gave"      ? Phrase::kCitedByAcademic
                        : reason.what == "confirmed" ? Phrase::kConfirmedLinks
                                                     : Phrase::kNewestRecords;
    html.text(phrase(name, language, {grouped(reason.count)}));
  }
}

void write_reason(Html& html, const PartnerReason& reason, const PartnersPage& page,
                  Language language) {
  html.raw("<li>");
  write_reason_name(html, reason, page, language);
  const bool is_counted = reason.what == "gap" || reason.what == "topic";
  if (is_counted) {
    html.raw(" <span class=\"quiet\">")
        .text(phrase(Phrase::kReasonDocuments, language, {grouped(reason.count)}))
        .raw("</span>");
  }
  write_records(html, std::vector<Listed>(reason.documents.begin(), reason.documents.end()),
                kShownDocuments, language);
  html.raw("</li>");
}

void write_term(Html& html, const PartnerTerm& term, const PartnersPage& page, Language language) {
  html.raw("<div class=\"term\"><h5>").text(term_label(term.name, language));
  html.raw(" <span class=\"quiet\">").text(percent(term.weight)).raw(" × ");
  html.text(csv::fixed(term.value, 2)).raw(" = ").text(csv::fixed(term.contribution, 3));
  html.raw("</span></h5>");
  std::vector<const PartnerReason*> shown;
  for (const PartnerReason& reason : term.reasons) {
    const bool says_something = reason.value > 0 || term.name == "reciprocity";
    if (says_something && shown.size() < kShownReasons) shown.push_back(&reason);
  }
  if (shown.empty()) {
    html.raw("<p class=\"quiet\">").text(phrase(Phrase::kNothingForTerm, language)).raw("</p>");
  } else {
    html.raw("<ul class=\"reasons\">");
    for (const PartnerReason* reason : shown) write_reason(html, *reason, page, language);
    html.raw("</ul>");
  }
  html.raw("</div>");
}

void write_changes(Html& html, const Partner& partner, std::string_view above, Language language) {
  if (partner.overtakes.empty()) return;
  html.raw("<p class=\"changes\">");
  if (partner.changes.empty()) {
    html.text(phrase(Phrase::kNoSingleChange, language, {above}));
  } else {
    html.text(phrase(Phrase::kWouldOvertake, language, {above}));
    html.raw("</p><ul class=\"changes\">");
    for (const PartnerChange& change : partner.changes) {
      html.raw("<li>").text(term_label(change.term, language)).raw(" ≥ ");
      html.text(csv::fixed(change.value, 2));
      if (change.count > 0)
        html.raw(" ").text(phrase(Phrase::kMoreThings, language, {grouped(change.count)}));
      html.raw("</li>");
    }
    html.raw("</ul>");
    return;
  }
  html.raw("</p>");
}

// Where the partner itself can be looked at: what it has, or whom it fits.
std::string url_of(std::string_view list, const std::string& id) {
  const std::string encoded = percent_encode(id);
  return list == "enterprises"  ? "/partners?organisation=" + encoded
         : list == "programmes" ? "/partners?programme=" + encoded
                                : "/search?organisation=" + encoded;
}

void write_partner(Html& html, const PartnerList& list, std::size_t number,
                   const PartnersPage& page, Language language) {
  const Partner& partner = list.ranked[number];
  html.raw("<article class=\"panel gap partner\"").attribute("id", list.of + "-" + partner.id);
  html.raw("><h4>").number(partner.rank).raw(". <a").attribute("href", url_of(list.of, partner.id));
  html.raw(">").text(label_of(partner, language)).raw("</a> <span class=\"quiet\">");
  html.text(csv::fixed(partner.score, 2)).raw(" · ");
  html.text(phrase(Phrase::kFittingRecords, language,
                   {grouped(partner.records), grouped(partner.fitting)}));
  html.raw("</span></h4>");
  if (number > 0)
    write_changes(html, partner, label_of(list.ranked[number - 1], language), language);
  html.raw("<div class=\"partner-terms\">");
  for (const PartnerTerm& term : partner.terms) write_term(html, term, page, language);
  html.raw("</div></article>\n");
}

void write_list(Html& html, const PartnerList& list, const PartnersPage& page, Language language) {
  html.raw("<section><h2>").text(phrase(title_of(list.of), language)).raw("</h2>");
  if (list.ranked.empty())
    html.raw("<p>").text(phrase(Phrase::kNobodyRanked, language)).raw("</p>");
  write_partners_picture(html, list, language);
  for (std::size_t i = 0; i < list.ranked.size(); ++i) write_partner(html, list, i, page, language);
  if (!list.unranked.empty()) {
    html.raw("<h3>").text(phrase(Phrase::kUnranked, language)).raw("</h3><p class=\"quiet\">");
    html.text(phrase(Phrase::kUnrankedText, language, {grouped(page.report->least_records)}));
    html.raw("</p><ul class=\"documents\">");
    for (const Partner& partner : list.unranked) {
      html.raw("<li>").text(label_of(partner, language)).raw(" <span class=\"quiet\">");
      html.text(phrase(Phrase::kFittingRecords, language,
                       {grouped(partner.records), grouped(partner.fitting)}));
      html.raw("</span></li>");
    }
    html.raw("</ul>");
  }
  html.raw("</section>\n");
}

void write_choice(Html& html, const PartnersPage& page, Language language) {
  const PartnerReport none;
  const PartnerReport& report = page.report == nullptr ? none : *page.report;
  html.raw("<div class=\"partner-choices\">");
  const auto form = [&](Markup name, Phrase label, const std::vector<SelectOption>& options,
                        std::string_view chosen) {
    html.raw("<form class=\"gap-filters\" action=\"/partners\" method=\"get\"");
    html.attribute("aria-label", phrase(label, language)).raw(">");
    write_select(html, {.name = name,
                        .label = phrase(label, language),
                        .none = phrase(Phrase::kChoose, language),
                        .options = options,
                        .chosen = chosen});
    html.raw("<p class=\"buttons\"><button type=\"submit\" class=\"button\">")
        .text(phrase(Phrase::kApply, language))
        .raw("</button></p></form>");
  };
  form("programme", Phrase::kForProgramme, page.programmes, report.programme);
  form("organisation", Phrase::kForEnterprise, page.enterprises, report.organisation);
  html.raw("</div>\n");
}

}  // namespace

std::string label_of(const Partner& partner, Language language) {
  return std::string(in_language(partner.name, partner.name_translations, language));
}

std::string_view term_label(std::string_view name, Language language) {
  const Phrase label = name == "gaps"        ? Phrase::kTermGaps
                       : name == "closeness" ? Phrase::kTermCloseness
                       : name == "agreement" ? Phrase::kTermAgreement
                       : name == "freshness" ? Phrase::kTermFreshness
                                             : Phrase::kTermReciprocity;
  return phrase(label, language);
}

std::string render_partners(const PageFrame& frame, const PartnersPage& page) {
  const Language language = frame.language;
  Html html;
  define_patterns(html);
  html.raw("<h1>").text(frame.title).raw("</h1><p class=\"lead\">");
  html.text(phrase(Phrase::kPartnersIntroduction, language)).raw("</p>\n");
  write_choice(html, page, language);
  if (page.report == nullptr) return render_page(frame, html);
  html.raw("<p class=\"total\">")
      .text(phrase(Phrase::kJudgedOn, language, {page.report->date.to_string()}))
      .raw(" · <a")
      .attribute("href", page.csv_url)
      .raw(">")
      .text(phrase(Phrase::kAsCsv, language))
      .raw("</a></p>\n");
  for (const PartnerList& list : page.report->lists) write_list(html, list, page, language);
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
