#include <algorithm>

#include "searchd/render/gaps_page.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

struct Option {
  std::string value;
  std::string label;
  bool is_chosen = false;
};

struct Choice {
  Markup name;
  Phrase label;
  std::vector<Option> options;
};

// A list to choose from; of several values when the address has several already.
void write_choice(Html& html, const Choice& choice, Language language) {
  const auto chosen = std::count_if(choice.options.begin(), choice.options.end(),
                                    [](const Option& option) { return option.is_chosen; });
  html.raw("<label>").text(phrase(choice.label, language)).raw("<select name=\"");
  html.raw(choice.name).raw("\"");
  if (chosen > 1) html.raw(" multiple");
  html.raw("><option value=\"\">").text(phrase(Phrase::kAll, language)).raw("</option>");
  for (const Option& option : choice.options) {
    html.raw("<option").attribute("value", option.value);
    if (option.is_chosen) html.raw(" selected");
    html.raw(">").text(option.label).raw("</option>");
  }
  html.raw("</select></label>");
}

template <typename Value>
bool has(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

Choice directions(const GapsPage& page, Language language) {
  Choice choice{"direction", Phrase::kDirection, {}};
  for (const GapDirection direction : all_gap_directions()) {
    choice.options.push_back({std::string(name_of(direction)),
                              std::string(label_of(direction, language)),
                              has(page.choice.directions, direction)});
  }
  return choice;
}

Choice programmes(const GapsPage& page, Language language) {
  Choice choice{"programme", Phrase::kProgramme, {}};
  std::set<std::string> values = page.values.programmes;
  values.insert(page.choice.programmes.begin(), page.choice.programmes.end());
  for (const std::string& id : values) {
    choice.options.push_back(
        {id, programme_label(page.snapshot, id, language), has(page.choice.programmes, id)});
  }
  return choice;
}

Choice topics_of(const GapsPage& page, Language language) {
  constexpr std::size_t kColumns = 40;
  Choice choice{"topic", Phrase::kTopics, {}};
  std::set<std::string> values = page.values.topics;
  values.insert(page.choice.topics.begin(), page.choice.topics.end());
  for (const std::string& id : values) {
    const auto found = page.content.topics.find(id);
    const TopicLabels labels =
        found == page.content.topics.end() ? TopicLabels() : found->second.labels;
    choice.options.push_back(
        {id, shortened(name_of(labels, language, id).text, kColumns), has(page.choice.topics, id)});
  }
  return choice;
}

Choice claims(const GapsPage& page, Language language) {
  const std::optional<bool>& claimed = page.choice.is_claimed;
  return {"claimed",
          Phrase::kConfidence,
          {{"true", std::string(phrase(Phrase::kClaimed, language)), claimed == true},
           {"false", std::string(phrase(Phrase::kRanked, language)), claimed == false}}};
}

Choice states(const GapsPage& page, Language language) {
  Choice choice{"state", Phrase::kState, {}};
  for (const GapState state : all_gap_states()) {
    choice.options.push_back({std::string(name_of(state)), std::string(label_of(state, language)),
                              has(page.states, state)});
  }
  return choice;
}

void write_year(Html& html, Markup name, Phrase label, const std::optional<int>& value,
                Language language) {
  html.raw("<label>").text(phrase(label, language));
  html.raw("<input type=\"number\" min=\"1\" max=\"9999\" inputmode=\"numeric\" name=\"");
  html.raw(name).raw("\"");
  if (value) html.attribute("value", std::to_string(*value));
  html.raw("></label>");
}

}  // namespace

void write_gap_filters(Html& html, const GapsPage& page, Language language) {
  html.raw("<form class=\"gap-filters\" action=\"/gaps\" method=\"get\"");
  html.attribute("aria-label", phrase(Phrase::kFilters, language)).raw(">");
  write_choice(html, directions(page, language), language);
  write_choice(html, programmes(page, language), language);
  write_choice(html, topics_of(page, language), language);
  write_year(html, "from", Phrase::kYearFrom, page.choice.from, language);
  write_year(html, "to", Phrase::kYearTo, page.choice.to, language);
  write_choice(html, claims(page, language), language);
  write_choice(html, states(page, language), language);
  html.raw("<p class=\"buttons\"><button type=\"submit\" class=\"button\">")
      .text(phrase(Phrase::kApply, language))
      .raw("</button> <a href=\"/gaps\">")
      .text(phrase(Phrase::kClearFilters, language))
      .raw("</a></p></form>\n");
}

}  // namespace isthmus::searchd
