#include "searchd/render/report_parts.h"

#include <cmath>

namespace isthmus::searchd {

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
