#include "searchd/render/report_parts.h"

#include <cmath>

#include "searchd/render/labels.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

void write_one(Html& html, const CitedRecord& record, Language language) {
  html.raw("<li>");
  write_title_link(html, record);
  html.raw(" <span class=\"kind\">").text(label_of(record.kind, language)).raw("</span>");
  write_translated_title(html, record, language);
  html.raw("</li>");
}

}  // namespace

void write_cited(Html& html, const std::vector<CitedRecord>& records, std::size_t shown,
                 Language language) {
  if (records.empty()) return;
  html.raw("<ul class=\"documents\">");
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i == shown) {
      html.raw("</ul><details><summary>");
      html.text(phrase(Phrase::kMoreDocuments, language, {std::to_string(records.size() - shown)}));
      html.raw("</summary><ul class=\"documents\">");
    }
    write_one(html, records[i], language);
  }
  html.raw("</ul>");
  if (records.size() > shown) html.raw("</details>");
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

void write_figure(Html& html, std::string_view label, std::string_view value) {
  html.raw("<div><dt>").text(label).raw("</dt><dd>").text(value).raw("</dd></div>");
}

void write_select(Html& html, const Select& select) {
  html.raw("<label>").text(select.label).raw("<select name=\"").raw(select.name);
  html.raw("\"><option value=\"\">").text(select.none).raw("</option>");
  for (const SelectOption& option : select.options) {
    html.raw("<option").attribute("value", option.value);
    if (option.value == select.chosen) html.raw(" selected");
    html.raw(">").text(option.label).raw("</option>");
  }
  html.raw("</select></label>");
}

}  // namespace isthmus::searchd
