#include "searchd/routes/topic_parameters.h"

#include <algorithm>
#include <array>

#include "schema/wording.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMaxFilterBytes = 512;
constexpr std::size_t kMaxFilterValues = 100;

Result<void> add_value(std::vector<std::string>& values, const Parameter& parameter) {
  if (parameter.value.size() > kMaxFilterBytes) return misfit(parameter, "it is too long");
  if (values.size() >= kMaxFilterValues) return misfit(parameter, "it comes too often");
  values.push_back(parameter.value);
  return {};
}

// "t-" or "f-" and ten hexadecimal digits.
bool is_topic_id(std::string_view id) {
  return id.size() == 12 && (id.starts_with("t-") || id.starts_with("f-")) &&
         id.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

Result<void> add_direction(GapsParameters& parsed, const Parameter& parameter) {
  const GapDirection direction = gap_direction_from_name(parameter.value);
  if (direction == GapDirection::kNone) {
    std::vector<std::string_view> names;
    for (const GapDirection known : all_gap_directions()) names.push_back(name_of(known));
    return misfit(parameter, did_you_mean(parameter.value, names));
  }
  std::vector<GapDirection>& chosen = parsed.choice.directions;
  if (std::find(chosen.begin(), chosen.end(), direction) == chosen.end())
    chosen.push_back(direction);
  return {};
}

Result<void> add_programme(GapsParameters& parsed, const Parameter& parameter) {
  return add_value(parsed.choice.programmes, parameter);
}

Result<void> add_topic(GapsParameters& parsed, const Parameter& parameter) {
  if (!is_topic_id(parameter.value))
    return misfit(parameter, "an id of /api/v1/topics fits, such as t-0123456789");
  return add_value(parsed.choice.topics, parameter);
}

Result<void> set_from(GapsParameters& parsed, const Parameter& parameter) {
  parsed.choice.from = static_cast<int>(TRY(parse_number(parameter, 1, 9999)));
  return {};
}

Result<void> set_to(GapsParameters& parsed, const Parameter& parameter) {
  parsed.choice.to = static_cast<int>(TRY(parse_number(parameter, 1, 9999)));
  return {};
}

Result<void> set_claimed(GapsParameters& parsed, const Parameter& parameter) {
  parsed.choice.is_claimed = TRY(parse_flag(parameter));
  return {};
}

Result<void> add_state(GapsParameters& parsed, const Parameter& parameter) {
  parsed.states.push_back(TRY(parse_gap_state(parameter)));
  return {};
}

Result<void> set_level(TopicsParameters& parsed, const Parameter& parameter) {
  for (const TopicLevel level : {TopicLevel::kTopic, TopicLevel::kField}) {
    if (name_of(level) == parameter.value) parsed.level = level;
  }
  if (name_of(parsed.level) == parameter.value) return {};
  return misfit(parameter, did_you_mean(parameter.value, {"topic", "field"}));
}

template <typename Parsed>
Result<void> set_page(Parsed& parsed, const Parameter& parameter) {
  parsed.list.page = TRY(parse_number(parameter, 1, kMaxDepth));
  parsed.list.is_paged = true;
  return {};
}

template <typename Parsed>
Result<void> set_size(Parsed& parsed, const Parameter& parameter) {
  parsed.list.size = TRY(parse_number(parameter, 1, kMaxSize));
  parsed.list.is_paged = true;
  return {};
}

template <typename Parsed>
Result<void> set_all(Parsed& parsed, const Parameter& parameter) {
  parsed.list.is_whole = TRY(parse_flag(parameter));
  return {};
}

template <typename Parsed>
Result<void> set_format(Parsed& parsed, const Parameter& parameter) {
  if (parameter.value != "json" && parameter.value != "csv")
    return misfit(parameter, did_you_mean(parameter.value, {"json", "csv"}));
  parsed.list.form = parameter.value == "csv" ? ListForm::kCsv : ListForm::kJson;
  return {};
}

template <typename Parsed>
struct Row {
  std::string_view name;
  Result<void> (*set)(Parsed& parsed, const Parameter& parameter);
};

constexpr std::array kTopicsRows = {
    Row<TopicsParameters>{"level", set_level},
    Row<TopicsParameters>{"page", set_page},
    Row<TopicsParameters>{"size", set_size},
    Row<TopicsParameters>{"format", set_format},
};

constexpr std::array kGapsRows = {
    Row<GapsParameters>{"direction", add_direction},
    Row<GapsParameters>{"programme", add_programme},
    Row<GapsParameters>{"topic", add_topic},
    Row<GapsParameters>{"from", set_from},
    Row<GapsParameters>{"to", set_to},
    Row<GapsParameters>{"claimed", set_claimed},
    Row<GapsParameters>{"state", add_state},
    Row<GapsParameters>{"all", set_all},
    Row<GapsParameters>{"page", set_page},
    Row<GapsParameters>{"size", set_size},
    Row<GapsParameters>{"format", set_format},
};

template <typename Parsed, typename Rows>
Result<Parsed> parse(const Request& request, const Rows& rows, UnknownNames unknown) {
  Parsed parsed;
  parsed.list.form = prefers_csv(request.header("Accept")) ? ListForm::kCsv : ListForm::kJson;
  for (const Parameter& parameter : request.parameters) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& candidate) {
      return candidate.name == parameter.name;
    });
    if (row == rows.end()) {
      if (unknown == UnknownNames::kIgnore) continue;
      std::vector<std::string_view> names;
      for (const auto& known : rows) names.push_back(known.name);
      return unknown_parameter(parameter, names);
    }
    if (!parameter.value.empty()) TRY(row->set(parsed, parameter));
  }
  return parsed;
}

}  // namespace

Result<TopicsParameters> parse_topics(const Request& request) {
  return parse<TopicsParameters>(request, kTopicsRows, UnknownNames::kRefuse);
}

Result<GapsParameters> parse_gaps(const Request& request, UnknownNames unknown) {
  GapsParameters parsed = TRY(parse<GapsParameters>(request, kGapsRows, unknown));
  const topics::GapChoice& choice = parsed.choice;
  if (choice.from && choice.to && *choice.from > *choice.to) {
    return Error{ErrorCode::kInvalidParameter,
                 "from " + quote(std::to_string(*choice.from)) + " lies after to " +
                     quote(std::to_string(*choice.to)),
                 "swap the two"};
  }
  return parsed;
}

Result<GapState> parse_gap_state(const Parameter& parameter) {
  std::vector<std::string_view> names;
  for (const GapState state : all_gap_states()) {
    if (name_of(state) == parameter.value) return state;
    names.push_back(name_of(state));
  }
  return misfit(parameter, did_you_mean(parameter.value, names));
}

Part part_of(const ListParameters& list, std::size_t total) {
  if (list.is_whole || (list.form == ListForm::kCsv && !list.is_paged)) return {0, total};
  const std::size_t begin = std::min(total, std::size_t{list.page - 1} * list.size);
  return {begin, std::min(total, begin + list.size)};
}

Response list_answer(Response response, ListForm form, std::string_view file) {
  response.headers.push_back({"Vary", "Accept"});
  if (form == ListForm::kJson) return response;
  response.content_type = "text/csv; charset=utf-8";
  response.headers.push_back(
      {"Content-Disposition", "inline; filename=\"" + std::string(file) + "\""});
  return response;
}

}  // namespace isthmus::searchd
