#include "searchd/render/unanswered.h"

#include <string_view>

#include "searchd/clock.h"
#include "searchd/render/json_text.h"

namespace isthmus::searchd {
namespace {

void write_endings(JsonText& json, const activity::Endings& endings) {
  json.key("found_nothing").number(endings.found_nothing);
  json.key("given_up").number(endings.given_up);
  json.key("opened").number(endings.opened);
}

void write_intent(JsonText& json, const activity::Unanswered& intent) {
  json.begin_object();
  json.key("query").text(intent.query);
  json.key("filters").texts(intent.filters);
  json.key("visitors").number(intent.visitors);
  json.key("searches").number(intent.searches);
  write_endings(json, intent.endings);
  json.key("first").text(day_text(intent.first_day));
  json.key("last").text(day_text(intent.last_day));
  json.key("months").begin_array();
  for (const activity::Unanswered::Month& month : intent.months) {
    json.begin_object().key("month").text(month.month);
    write_endings(json, month.endings);
    json.end_object();
  }
  json.end_array().end_object();
}

std::string cell(std::string_view text) {
  std::string quoted = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    quoted += '\'';
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

}  // namespace

std::string unanswered_json(const std::vector<activity::Unanswered>& intents,
                            std::uint64_t least_visitors, bool is_recording) {
  JsonText json;
  json.begin_object();
  json.key("recording").boolean(is_recording);
  json.key("least_visitors").number(least_visitors);
  json.key("intents").begin_array();
  for (const activity::Unanswered& intent : intents) write_intent(json, intent);
  json.end_array().end_object();
  return json.take();
}

std::string unanswered_csv(const std::vector<activity::Unanswered>& intents) {
  std::string csv = "query,filters,visitors,searches,found_nothing,given_up,opened,first,last\r\n";
  for (const activity::Unanswered& intent : intents) {
    csv += cell(intent.query) + "," + cell(joined(intent.filters));
    for (const std::uint64_t number :
         {intent.visitors, intent.searches, intent.endings.found_nothing, intent.endings.given_up,
          intent.endings.opened})
      csv += "," + std::to_string(number);
    csv += "," + day_text(intent.first_day) + "," + day_text(intent.last_day) + "\r\n";
  }
  return csv;
}

}  // namespace isthmus::searchd
