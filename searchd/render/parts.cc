#include "searchd/render/parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "searchd/render/answers.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kShownAuthors = 4;

struct SideChoice {
  Markup value;
  Side side;
};

constexpr std::array kSideChoices = {
    SideChoice{"", Side::kNone},
    SideChoice{"academic", Side::kAcademic},
    SideChoice{"practice", Side::kPractice},
};

void write_side_choice(Html& html, const SideChoice& choice, const SearchForm& form,
                       Language language) {
  html.raw("<label><input type=\"radio\" name=\"side\" value=\"").raw(choice.value).raw("\"");
  if (choice.value.text() == form.side) html.raw(" checked");
  html.raw("><span>");
  if (choice.side != Side::kNone) write_mark(html, choice.side);
  html.text(label_of(choice.side, language)).raw("</span></label>");
}

unsigned percent_of(double score) {
  return static_cast<unsigned>(std::lround(std::clamp(score, 0.0, 1.0) * 100));
}

void write_score(Html& html, double score, Language language) {
  const std::string percent = std::to_string(percent_of(score));
  html.raw(
      "<span class=\"score\"><svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\"><rect class=\"rail\" width=\"100\" height=\"8\"/><rect class=\"fill\" "
      "height=\"8\"");
  html.attribute("width", percent).raw("/></svg><span>");
  html.text(phrase(Phrase::kMatch, language, {percent})).raw("</span></span>");
}

// A scheme and a value as a person reads them: "doi:10.…" keeps its scheme, a code has none.
void write_chip(Html& html, Markup kind, std::string_view text) {
  html.raw("<span class=\"chip ").raw(kind).raw("\">").text(text).raw("</span> ");
}

void write_reasons(Html& html, const search::LinkedRecord& linked, Language language) {
  const Link& link = linked.link;
  const bool plain = link.relation == Relation::kSimilar;
  if (plain && link.evidence == Evidence{} && linked.pairs.empty()) return;
  html.raw("<p class=\"reasons\"><span class=\"because\">")
      .text(phrase(Phrase::kBecause, language))
      .raw("</span> ");
  if (!plain) write_chip(html, "relation", label_of(link.relation, language));
  for (const std::string& identifier : link.evidence.identifiers)
    write_chip(html, "identifier", identifier);
  for (const std::string& name : link.evidence.names) write_chip(html, "name", name);
  for (const std::string& term : link.evidence.terms) write_chip(html, "term", term);
  for (const search::TermPair& pair : linked.pairs)
    write_chip(html, "term", pair.source + (pair.is_of_lexicon ? " = " : " ≈ ") + pair.target);
  html.raw("</p>");
}

void write_counterpart(Html& html, const search::LinkedRecord& linked, Language language) {
  const Headline& record = *linked.target;
  html.raw("<li class=\"counterpart ").raw(class_of(record.side));
  html.raw("\"><p class=\"counterpart-title\">");
  write_mark(html, record.side);
  html.raw("<span class=\"unseen\">").text(label_of(record.side, language)).raw(": </span>");
  write_title_link(html, record);
  html.raw("</p>");
  write_translated_title(html, record, language);
  html.raw("<p class=\"counterpart-facts\"><span class=\"kind\">");
  html.text(label_of(record.kind, language)).raw("</span>");
  write_score(html, linked.score, language);
  if (linked.link.state == LinkState::kConfirmed)
    write_chip(html, "confirmed", phrase(Phrase::kConfirmed, language));
  html.raw("</p>");
  write_reasons(html, linked, language);
  write_passage(html, linked.passage, record.language, language);
  html.raw("</li>");
}

void write_list(Html& html, std::span<const search::LinkedRecord> links, Language language) {
  html.raw("<ul class=\"counterparts\">");
  for (const search::LinkedRecord& linked : links) write_counterpart(html, linked, language);
  html.raw("</ul>");
}

void write_fact(Html& html, std::string_view text, bool& first) {
  if (text.empty()) return;
  if (!first) html.raw("<span class=\"dot\" aria-hidden=\"true\"> · </span>");
  first = false;
  html.raw("<span>").text(text).raw("</span>");
}

void write_page_link(Html& html, const Paging& paging, std::uint64_t page, std::string_view label) {
  const std::string number = page == 1 ? "" : std::to_string(page);
  html.raw("<li><a").attribute("href", paging.address.with("page", number).to_string());
  if (page == paging.page) html.raw(" aria-current=\"page\"");
  html.raw(">").text(label).raw("</a></li>");
}

std::string authors_line(const Record& record) {
  std::string line;
  const std::size_t shown = std::min(record.authors.size(), kShownAuthors);
  for (std::size_t i = 0; i < shown; ++i) line += (i == 0 ? "" : ", ") + record.authors[i].name;
  if (record.authors.size() > shown) line += ", …";
  return line;
}

}  // namespace

void write_search_form(Html& html, const SearchForm& form, Language language) {
  html.raw(
      "<form class=\"search\" role=\"search\" action=\"/search\" method=\"get\"><div "
      "class=\"search-row\">");
  html.raw("<label class=\"unseen\" for=\"q\">").text(phrase(Phrase::kSearchLabel, language));
  html.raw(
      "</label><input id=\"q\" type=\"search\" name=\"q\" autocomplete=\"off\" "
      "spellcheck=\"false\" maxlength=\"2000\"");
  if (form.autofocus) html.raw(" autofocus");
  html.attribute("value", form.query)
      .attribute("placeholder", phrase(Phrase::kSearchPlaceholder, language));
  html.raw("><button type=\"submit\">").text(phrase(Phrase::kSearch, language));
  html.raw("</button></div><fieldset class=\"sides\"><legend class=\"unseen\">");
  html.text(phrase(Phrase::kSides, language)).raw("</legend>");
  for (const SideChoice& choice : kSideChoices) write_side_choice(html, choice, form, language);
  html.raw("</fieldset></form>\n");
}

void write_mark(Html& html, Side side) {
  html.raw("<svg class=\"mark-side ").raw(class_of(side));
  html.raw("\" viewBox=\"0 0 12 12\" width=\"12\" height=\"12\" aria-hidden=\"true\">");
  if (side == Side::kAcademic) {
    html.raw("<circle cx=\"6\" cy=\"6\" r=\"5.5\"/></svg>");
  } else {
    html.raw("<rect x=\"1\" y=\"1\" width=\"10\" height=\"10\" rx=\"1\"/></svg>");
  }
}

Markup class_of(Side side) {
  if (side == Side::kAcademic) return "academic";
  if (side == Side::kPractice) return "practice";
  return "neither";
}

void write_records(Html& html, const std::vector<Listed>& records, std::size_t shown,
                   Language language) {
  if (records.empty()) return;
  html.raw("<ul class=\"documents\">");
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i == shown) {
      html.raw("</ul><details><summary>");
      html.text(phrase(Phrase::kMoreDocuments, language, {std::to_string(records.size() - shown)}));
      html.raw("</summary><ul class=\"documents\">");
    }
    html.raw("<li>");
    write_title_link(html, records[i].titled);
    html.raw(" <span class=\"kind\">").text(label_of(records[i].kind, language)).raw("</span>");
    write_translated_title(html, records[i].titled, language);
    html.raw("</li>");
  }
  html.raw("</ul>");
  if (records.size() > shown) html.raw("</details>");
}

void write_language(Html& html, std::string_view tag) {
  if (!tag.empty() && tag != "und") html.attribute("lang", tag);
}

void write_title_link(Html& html, const Titled& record) {
  html.raw("<a").attribute("href", record_url(record.id));
  write_language(html, record.language);
  html.raw(">").text(record.title.empty() ? record.id : record.title).raw("</a>");
}

void write_translated_title(Html& html, const Titled& record, Language language) {
  const std::string_view translated = in_language(record.title, record.translations, language);
  if (translated == record.title || record.language.starts_with(tag_of(language))) return;
  html.raw("<p class=\"translated\"")
      .attribute("lang", tag_of(language))
      .raw(">")
      .text(translated)
      .raw("</p>");
}

void write_passage(Html& html, const search::Passage& passage, std::string_view tag,
                   Language language) {
  if (passage.html.empty()) return;
  html.raw("<p class=\"snippet\"");
  write_language(html, tag);
  html.raw(">").marked(passage.html).raw("</p>");
  if (passage.place.empty()) return;
  bool first = true;
  html.raw("<p class=\"place\">");
  if (passage.place.page != 0) {
    const std::string page = std::to_string(passage.place.page);
    write_fact(html, phrase(Phrase::kPage, language, {page}), first);
  }
  write_fact(html, passage.place.section, first);
  html.raw("</p>");
}

void write_facts(Html& html, const Record& record, const repository::Snapshot& snapshot,
                 Language language) {
  bool first = true;
  html.raw("<p class=\"facts\">");
  write_fact(html, authors_line(record), first);
  write_fact(html, organisation_label(snapshot, record.organisation, language), first);
  write_fact(html, record.date.to_string(), first);
  write_fact(html, language_label(record.language, language), first);
  html.raw("</p>");
}

void write_counterparts(Html& html, const std::vector<search::LinkedRecord>& links,
                        Language language) {
  // Confirmed ones come first, whatever they score.
  const auto weak =
      std::find_if(links.begin(), links.end(), [](const search::LinkedRecord& linked) {
        return linked.score < kWeakScore && linked.link.state != LinkState::kConfirmed;
      });
  if (weak != links.begin()) write_list(html, {links.begin(), weak}, language);
  if (weak == links.end()) return;
  html.raw("<details class=\"weak\"><summary>");
  html.text(phrase(Phrase::kWeakCounterparts, language, {std::to_string(links.end() - weak)}));
  html.raw("</summary>");
  write_list(html, {weak, links.end()}, language);
  html.raw("</details>");
}

void write_paging(Html& html, const Paging& paging, Language language) {
  constexpr std::uint64_t kAround = 2;
  const std::uint64_t page = paging.page;
  const std::uint64_t last = std::max<std::uint64_t>(1, paging.last);
  if (last == 1 && page == 1) return;
  html.raw("<nav class=\"paging\"")
      .attribute("aria-label", phrase(Phrase::kPages, language))
      .raw("><ul>");
  if (page > 1) write_page_link(html, paging, page - 1, phrase(Phrase::kPrevious, language));
  for (std::uint64_t near = page > kAround ? page - kAround : 1;
       near <= std::min(last, page + kAround); ++near) {
    write_page_link(html, paging, near, std::to_string(near));
  }
  if (page < last) write_page_link(html, paging, page + 1, phrase(Phrase::kNext, language));
  html.raw("</ul></nav>\n");
}

void begin_scroller(Html& html, std::string_view name) {
  html.raw("<div class=\"scroller\" role=\"region\" tabindex=\"0\"").attribute("aria-label", name);
  html.raw(">");
}

void end_scroller(Html& html) { html.raw("</div>\n"); }

}  // namespace isthmus::searchd
