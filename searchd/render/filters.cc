#include <algorithm>
#include <array>

#include "searchd/render/parts.h"
#include "searchd/render/results_page.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kShownValues = 8;  // the others fold away
constexpr std::size_t kMaxValues = 100;

struct FilterGroup {
  index::Facet facet;
  std::string_view parameter;
  Phrase title;
};

constexpr std::array kGroups = {
    FilterGroup{index::Facet::kKind, "kind", Phrase::kKind},
    FilterGroup{index::Facet::kLanguage, "language", Phrase::kLanguage},
    FilterGroup{index::Facet::kOrganisation, "organisation", Phrase::kOrganisation},
    FilterGroup{index::Facet::kProgramme, "programme", Phrase::kProgramme},
};

const std::vector<index::FacetCount>* counts_of(const ResultsContent& content, index::Facet facet) {
  for (const search::FacetResult& result : content.facets) {
    if (result.facet == facet) return &result.counts;
  }
  return nullptr;
}

std::uint64_t count_of(const ResultsContent& content, index::Facet facet, std::string_view value) {
  const auto* counts = counts_of(content, facet);
  if (counts == nullptr) return 0;
  for (const index::FacetCount& count : *counts) {
    if (count.value == value) return count.count;
  }
  return 0;
}

void write_value(Html& html, const ResultsContent& content, const FilterGroup& group,
                 const index::FacetCount& count, Language language) {
  const bool active = content.address.has(group.parameter, count.value);
  const Address toggled = active ? content.address.without(group.parameter, count.value)
                                 : content.address.adding(group.parameter, count.value);
  html.raw("<li><a").attribute("href", toggled.to_string()).raw(" rel=\"nofollow\"");
  if (active) html.raw(" aria-current=\"true\"");
  html.raw("><span class=\"box\" aria-hidden=\"true\"></span><span class=\"value\">");
  html.text(value_label(content, group.parameter, count.value, language));
  html.raw("</span> <span class=\"count\">").text(grouped(count.count)).raw("</span></a></li>");
}

void write_group(Html& html, const ResultsContent& content, const FilterGroup& group,
                 Language language) {
  const auto* counts = counts_of(content, group.facet);
  if (counts == nullptr || counts->empty()) return;
  html.raw("<section class=\"group\"><h3>").text(phrase(group.title, language)).raw("</h3><ul>");
  const std::size_t shown = std::min(counts->size(), kMaxValues);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i == kShownValues) {
      html.raw("</ul><details><summary>")
          .text(phrase(Phrase::kMoreValues, language))
          .raw("</summary><ul>");
    }
    write_value(html, content, group, (*counts)[i], language);
  }
  html.raw("</ul>");
  if (shown > kShownValues) html.raw("</details>");
  html.raw("</section>");
}

void write_hidden(Html& html, const Parameter& parameter) {
  html.raw("<input type=\"hidden\"")
      .attribute("name", parameter.name)
      .attribute("value", parameter.value)
      .raw(">");
}

struct YearField {
  Markup name;
  Phrase label;
  std::optional<int> value;
};

void write_year_field(Html& html, const YearField& field, Language language) {
  html.raw("<input type=\"number\" min=\"1\" max=\"9999\" inputmode=\"numeric\" name=\"")
      .raw(field.name)
      .raw("\"");
  const std::string_view label = phrase(field.label, language);
  html.attribute("aria-label", label).attribute("placeholder", label);
  if (field.value) html.attribute("value", std::to_string(*field.value));
  html.raw(">");
}

void write_years(Html& html, const ResultsContent& content, Language language) {
  const search::Filters& filters = content.request.filters;
  html.raw("<section class=\"group\"><h3>").text(phrase(Phrase::kYear, language));
  html.raw("</h3><form class=\"years\" action=\"/search\" method=\"get\">");
  const Address others = content.address.without("year_from").without("year_to");
  for (const Parameter& kept : others.parameters()) write_hidden(html, kept);
  write_year_field(html, {"year_from", Phrase::kYearFrom, filters.year_from}, language);
  html.raw("<span aria-hidden=\"true\">–</span>");
  write_year_field(html, {"year_to", Phrase::kYearTo, filters.year_to}, language);
  html.raw("<button type=\"submit\">")
      .text(phrase(Phrase::kApply, language))
      .raw("</button></form></section>");
}

void write_active(Html& html, const std::string& label, const Address& without, Language language) {
  html.raw("<li><a class=\"active-filter\"").attribute("href", without.to_string());
  html.attribute("aria-label", phrase(Phrase::kRemoveFilter, language, {label}))
      .raw(">")
      .text(label);
  html.raw("<span aria-hidden=\"true\"> ×</span></a></li>");
}

void write_tab(Html& html, const ResultsContent& content, Side side, Language language) {
  const std::string_view name = name_of(side);
  const auto& chosen = content.request.filters.side;
  const bool active = chosen.size() == 1 ? chosen.front() == name : name.empty();
  const std::uint64_t count = name.empty() ? count_of(content, index::Facet::kSide, "academic") +
                                                 count_of(content, index::Facet::kSide, "practice")
                                           : count_of(content, index::Facet::kSide, name);
  html.raw("<li><a class=\"tab ").raw(class_of(side)).raw("\"");
  html.attribute("href", content.address.with("side", name).to_string());
  if (active) html.raw(" aria-current=\"page\"");
  html.raw(">");
  if (side != Side::kNone) write_mark(html, side);
  html.text(label_of(side, language))
      .raw(" <span class=\"count\">")
      .text(grouped(count))
      .raw("</span></a></li>");
}

}  // namespace

std::string value_label(const ResultsContent& content, std::string_view parameter,
                        const std::string& value, Language language) {
  if (parameter == "side") return std::string(label_of(side_from_name(value), language));
  if (parameter == "kind") return std::string(label_of(kind_from_name(value), language));
  if (parameter == "language") return std::string(language_label(value, language));
  if (parameter == "organisation") return organisation_label(content.snapshot, value, language);
  if (parameter == "programme") return programme_label(content.snapshot, value, language);
  return value;
}

bool has_filters(const search::Filters& filters) {
  return !filters.kind.empty() || !filters.organisation.empty() || !filters.programme.empty() ||
         !filters.language.empty() || !filters.collection.empty() || filters.year_from ||
         filters.year_to;
}

void write_side_tabs(Html& html, const ResultsContent& content, Language language) {
  html.raw("<nav class=\"tabs\"")
      .attribute("aria-label", phrase(Phrase::kSides, language))
      .raw("><ul>");
  for (const Side side : {Side::kNone, Side::kAcademic, Side::kPractice})
    write_tab(html, content, side, language);
  html.raw("</ul></nav>\n");
}

void write_filters(Html& html, const ResultsContent& content, Language language) {
  html.raw("<aside class=\"filters\" id=\"filters\"")
      .attribute("aria-label", phrase(Phrase::kFilters, language));
  html.raw("><h2>").text(phrase(Phrase::kFilters, language)).raw("</h2>");
  for (const FilterGroup& group : kGroups) write_group(html, content, group, language);
  write_years(html, content, language);
  html.raw("<a class=\"filters-close\" href=\"#results\">")
      .text(phrase(Phrase::kHideFilters, language));
  html.raw("</a></aside>\n");
}

void write_active_filters(Html& html, const ResultsContent& content, Language language) {
  if (!has_filters(content.request.filters)) return;
  html.raw("<ul class=\"active-filters\"")
      .attribute("aria-label", phrase(Phrase::kActiveFilters, language))
      .raw(">");
  for (const std::string_view name :
       {"kind", "language", "organisation", "programme", "collection"}) {
    for (const std::string& value : content.address.values(name)) {
      write_active(html, value_label(content, name, value, language),
                   content.address.without(name, value), language);
    }
  }
  const auto write_year = [&](std::string_view name, Phrase label) {
    for (const std::string& value : content.address.values(name)) {
      write_active(html, std::string(phrase(label, language)) + " " + value,
                   content.address.without(name), language);
    }
  };
  write_year("year_from", Phrase::kYearFrom);
  write_year("year_to", Phrase::kYearTo);
  Address cleared = content.address;
  for (const std::string_view name :
       {"kind", "language", "organisation", "programme", "collection", "year_from", "year_to"}) {
    cleared = cleared.without(name);
  }
  html.raw("<li><a class=\"clear\"").attribute("href", cleared.to_string()).raw(">");
  html.text(phrase(Phrase::kClearFilters, language)).raw("</a></li></ul>\n");
}

}  // namespace isthmus::searchd
