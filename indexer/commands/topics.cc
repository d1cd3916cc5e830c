#include <nlohmann/json.hpp>

#include "engine/topics/read.h"
#include "indexer/commands/commands.h"
#include "schema/csv.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

constexpr std::size_t kShownLabels = 3;    // of each language, in a line
constexpr std::size_t kShownRecords = 10;  // of each side, of one topic or gap

std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  return text;
}

// "振动, 主轴 / chatter, spindle".
std::string written(const TopicLabels& labels) {
  std::string text;
  for (const std::vector<std::string>* language : {&labels.chinese, &labels.english}) {
    if (language->empty()) continue;
    if (!text.empty()) text += " / ";
    for (std::size_t i = 0; i < std::min(kShownLabels, language->size()); ++i)
      text += (i == 0 ? "" : ", ") + (*language)[i];
  }
  return one_line(text);
}

std::string line_of(const Topic& topic) {
  return topic.id + "\t" + std::to_string(topic.records.academic) + "\t" +
         std::to_string(topic.records.practice) + "\t" + topic.field + "\t" +
         written(topic.labels) + "\n";
}

std::string line_of(const Gap& gap) {
  return gap.id + "\t" + std::string(name_of(gap.direction)) + "\t" +
         (gap.is_claimed ? "claimed" : "ranked") + "\t" + std::to_string(gap.demand_count) + "\t" +
         std::to_string(gap.supply_count) + "\t" + csv::fixed(gap.expected_supply, 1) + "\t" +
         csv::fixed(gap.q, 4) + "\t" + written(gap.labels) + "\n";
}

Result<std::string> record_lines(const store::View& view, std::string_view what,
                                 std::vector<std::string> ids) {
  if (ids.size() > kShownRecords) ids.resize(kShownRecords);
  std::string lines;
  for (const std::optional<Headline>& one : TRY(view.headlines(ids))) {
    if (one)
      lines += "\t" + std::string(what) + "\t" + one->id + "\t" + one_line(one->title) + "\n";
  }
  return lines;
}

Error unknown(std::string_view thing, const std::string& id, std::string_view command) {
  return {ErrorCode::kNotFound, "there is no " + std::string(thing) + " " + quote(id),
          "`isthmus-indexer " + std::string(command) + "` lists them"};
}

std::string csv_of(const std::vector<Gap>& gaps) {
  std::string table =
      csv::line({"id", "direction", "claimed", "q", "demand", "supply", "expected_supply",
                 "labels_zh", "labels_en", "topics", "demand_records", "nearest_supply"});
  for (const Gap& gap : gaps) {
    std::vector<std::string> topics;
    for (const GapShare& topic : gap.topics) topics.push_back(topic.name);
    table += csv::line({gap.id, std::string(name_of(gap.direction)), gap.is_claimed ? "yes" : "no",
                        csv::fixed(gap.q, 4), std::to_string(gap.demand_count),
                        std::to_string(gap.supply_count), csv::fixed(gap.expected_supply, 1),
                        csv::joined(gap.labels.chinese), csv::joined(gap.labels.english),
                        csv::joined(topics), csv::joined(gap.demand), csv::joined(gap.supply)});
  }
  return table;
}

Result<int> show_topic(const Context& context, const store::View& view, const std::string& id) {
  const std::optional<Topic> topic = TRY(topics::topic(view, id));
  if (!topic) return unknown("topic", id, "topics");
  if (context.is_json) {
    Json json = to_json(*topic);
    json["members"] = TRY(topics::members(view, *topic));
    context.print_json(json);
    return kDone;
  }
  context.print(line_of(*topic) + TRY(record_lines(view, "academic", topic->academic)) +
                TRY(record_lines(view, "practice", topic->practice)));
  return kDone;
}

Result<int> show_gap(const Context& context, const store::View& view, const std::string& id) {
  const std::optional<Gap> gap = TRY(topics::gap(view, id));
  if (!gap) return unknown("gap", id, "gaps");
  if (context.is_json) {
    context.print_json(to_json(*gap));
    return kDone;
  }
  context.print(line_of(*gap) + TRY(record_lines(view, "demand", gap->demand)) +
                TRY(record_lines(view, "supply", gap->supply)));
  return kDone;
}

// What the state says to a reader: not where in the log the writer stands.
Json report_of(const TopicsState& state) {
  Json directions = Json::array();
  for (const GapCensus& census : state.directions) directions.push_back(to_json(census));
  return {{"rules", state.rules},
          {"inputs", state.inputs},
          {"records", state.records},
          {"false_discovery_rate", state.false_discovery_rate},
          {"directions", std::move(directions)}};
}

std::vector<Gap> wanted_of(std::vector<Gap> gaps, const GapsArguments& arguments) {
  const GapDirection direction = gap_direction_from_name(arguments.direction);
  std::erase_if(gaps, [&](const Gap& gap) {
    const bool is_other = direction != GapDirection::kNone && gap.direction != direction;
    return is_other || (arguments.only_claimed && !gap.is_claimed);
  });
  return gaps;
}

}  // namespace

Result<int> run_topics(const Context& context, const TopicsArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  const store::View& view = snapshot->store();
  if (!arguments.id.empty()) return show_topic(context, view, arguments.id);
  const TopicLevel level = arguments.lists_fields ? TopicLevel::kField : TopicLevel::kTopic;
  const std::vector<Topic> all = TRY(topics::all_topics(view, level));
  if (!context.is_json) {
    for (const Topic& topic : all) context.print(line_of(topic));
    return kDone;
  }
  Json list = Json::array();
  for (const Topic& topic : all) list.push_back(to_json(topic));
  context.print_json(list);
  return kDone;
}

Result<int> run_gaps(const Context& context, const GapsArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  const store::View& view = snapshot->store();
  if (!arguments.id.empty()) return show_gap(context, view, arguments.id);
  const std::vector<Gap> gaps = wanted_of(TRY(topics::all_gaps(view)), arguments);
  if (context.is_json) {
    Json report = report_of(TRY(topics::load_state(view)));
    Json list = Json::array();
    for (const Gap& gap : gaps) list.push_back(to_json(gap));
    report["gaps"] = std::move(list);
    context.print_json(report);
  } else if (arguments.format == "csv") {
    context.print(csv_of(gaps));
  } else {
    for (const Gap& gap : gaps) context.print(line_of(gap));
  }
  return kDone;
}

}  // namespace isthmus::commands
