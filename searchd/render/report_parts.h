// The pieces that the reports on curricula and partners share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/render/html.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {

// "52 %".
std::string percent(double share);

// <div><dt>…</dt><dd>…</dd></div>
void write_figure(Html& html, std::string_view label, std::string_view value);

// A choice of one value in a form; the first option stands for none.
struct SelectOption {
  std::string value;
  std::string label;
};
struct Select {
  Markup name;
  std::string_view label;
  std::string_view none;  // what no choice is called
  std::vector<SelectOption> options;
  std::string_view chosen;
};
void write_select(Html& html, const Select& select);

}  // namespace isthmus::searchd
