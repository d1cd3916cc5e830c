#include "searchd/render/topic_map.h"

#include <algorithm>

#include "searchd/render/address.h"
#include "searchd/render/drawing.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMostRows = 14;
constexpr std::size_t kMostProgrammes = 8;
constexpr int kMostPeriods = 8;
constexpr int kNoYear = 10'000;  // after all

std::uint64_t sum_of(const SideCounts& counts) { return counts.academic + counts.practice; }

SideCounts counts_in(const Topic& topic, const std::string& programme) {
  for (const TopicShare& share : topic.programmes)
    if (share.name == programme) return share.records;
  return {};
}

SideCounts counts_in(const Topic& topic, const MapColumn& column) {
  if (column.is_whole()) return topic.records;
  if (!column.programme.empty()) return counts_in(topic, column.programme);
  SideCounts counts;
  for (const TopicYear& year : topic.years) {
    if (year.year < column.from || year.year > column.to) continue;
    counts.academic += year.records.academic;
    counts.practice += year.records.practice;
  }
  return counts;
}

bool has_programme(const Gap& gap, const std::string& programme) {
  return std::any_of(gap.programmes.begin(), gap.programmes.end(),
                     [&](const GapShare& share) { return share.name == programme; });
}

bool stands_in(const Gap& gap, const MapColumn& column) {
  if (column.is_whole()) return true;
  if (!column.programme.empty()) return has_programme(gap, column.programme);
  return topics::is_of_period(gap, column.from, column.to);
}

// Topics of the lower level, most records first.
std::vector<const Topic*> by_size(const TopicsById& topics) {
  std::vector<const Topic*> all;
  for (const auto& [id, topic] : topics)
    if (topic.level == TopicLevel::kTopic) all.push_back(&topic);
  std::stable_sort(all.begin(), all.end(), [](const Topic* a, const Topic* b) {
    return sum_of(a->records) > sum_of(b->records);
  });
  return all;
}

std::vector<const Topic*> rows_of(const MapMaterial& material) {
  std::vector<const Topic*> rows;
  const auto add = [&](const Topic* topic) {
    if (rows.size() < kMostRows && std::find(rows.begin(), rows.end(), topic) == rows.end() &&
        (material.choice.topics.empty() || material.topics.contains(topic->id)))
      rows.push_back(topic);
  };
  for (const Gap& gap : material.content.gaps) {
    if (gap.topics.empty()) continue;
    const auto found = material.content.topics.find(gap.topics.front().name);
    if (found != material.content.topics.end()) add(&found->second);
  }
  for (const Topic* topic : by_size(material.content.topics)) add(topic);
  return rows;
}

std::vector<std::string> programmes_of(const std::vector<const Topic*>& rows,
                                       const topics::GapChoice& choice) {
  std::map<std::string, std::uint64_t> records;
  for (const Topic* topic : rows)
    for (const TopicShare& share : topic->programmes) records[share.name] += sum_of(share.records);
  if (!choice.programmes.empty()) {
    std::erase_if(records, [&](const auto& entry) {
      return std::find(choice.programmes.begin(), choice.programmes.end(), entry.first) ==
             choice.programmes.end();
    });
  }
  std::vector<std::string> names;
  for (const auto& [name, count] : records) names.push_back(name);
  std::stable_sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
    return records[a] > records[b];
  });
  if (names.size() > kMostProgrammes) names.resize(kMostProgrammes);
  return names;
}

// Periods of whole years, the last up to the last year.
std::vector<MapColumn> periods_of(const std::vector<const Topic*>& rows,
                                  const topics::GapChoice& choice) {
  int first = choice.to.value_or(kNoYear);
  int last = choice.from.value_or(0);
  for (const Topic* topic : rows) {
    for (const TopicYear& year : topic->years) {
      if (year.year < choice.from.value_or(0) || year.year > choice.to.value_or(kNoYear)) continue;
      first = std::min<int>(first, year.year);
      last = std::max<int>(last, year.year);
    }
  }
  if (first == kNoYear) return {};
  const int length = (last - first) / kMostPeriods + 1;
  std::vector<MapColumn> periods;
  for (int end = last; end >= first; end -= length) {
    const int begin = std::max(end - length + 1, first);
    const std::string label = std::to_string(begin);
    periods.push_back({begin == end ? label : label + "–" + std::to_string(end), {}, begin, end});
  }
  std::reverse(periods.begin(), periods.end());
  return periods;
}

TopicMap map_with(const MapMaterial& material, const std::vector<const Topic*>& rows,
                  std::vector<MapColumn> columns) {
  TopicMap map;
  map.columns = std::move(columns);
  for (const auto& [id, topic] : material.content.topics) {
    if (topic.level != TopicLevel::kTopic) continue;
    map.all.academic += topic.records.academic;
    map.all.practice += topic.records.practice;
  }
  for (const Topic* topic : rows) {
    MapRow row{topic->id, {}};
    for (const MapColumn& column : map.columns) {
      MapCell cell{counts_in(*topic, column)};
      for (const Gap& gap : material.content.gaps) {
        cell.has_gap |= gap.is_claimed && sum_of(cell.records) > 0 &&
                        topics::concerns(gap, {topic->id}) && stands_in(gap, column);
      }
      row.cells.push_back(cell);
    }
    map.rows.push_back(std::move(row));
  }
  return map;
}

// How far the sides of a cell lie from those of all records. A cell of few records leans little:
// it is taken as if it had four more of the common mixture.
Lean lean_of(const SideCounts& cell, const SideCounts& all) {
  constexpr double kPrior = 4;
  constexpr double kSome = 1.5;
  constexpr double kMuch = 3;
  if (sum_of(cell) == 0 || all.academic == 0 || all.practice == 0) return Lean::kEven;
  const double common = static_cast<double>(all.practice) / static_cast<double>(all.academic);
  const double share = common / (common + 1);
  const double practice = static_cast<double>(cell.practice) + kPrior * share;
  const double academic = static_cast<double>(cell.academic) + kPrior * (1 - share);
  const double odds = practice / academic / common;
  if (odds >= kMuch) return Lean::kMuchPractice;
  if (odds >= kSome) return Lean::kPractice;
  if (odds <= 1 / kMuch) return Lean::kMuchAcademic;
  return odds <= 1 / kSome ? Lean::kAcademic : Lean::kEven;
}

std::string figures_of(const SideCounts& counts) {
  return std::to_string(counts.practice) + " / " + std::to_string(counts.academic);
}

// The picture's measures.
constexpr double kNames = 196;  // width of the topics' names
constexpr double kHead = 104;   // height of the programmes' names
constexpr double kCellWidth = 58;
constexpr double kCellHeight = 26;
constexpr double kRightEdge = 64;  // for the last slanted name
constexpr std::size_t kNameColumns = 25;
constexpr std::size_t kHeadColumns = 18;

void draw_cell(Html& html, const MapCell& cell, const SideCounts& all, Point corner) {
  const Box box = {corner, kCellWidth, kCellHeight};
  draw_box(html, "cell", box);
  if (sum_of(cell.records) == 0) return;
  draw_pattern(html, lean_of(cell.records, all), box);
  if (cell.has_gap)
    draw_box(html, "claimed", {{corner.x + 1.5, corner.y + 1.5}, kCellWidth - 3, kCellHeight - 3});
  draw_text(html, "cell-figures", {corner.x + kCellWidth / 2, corner.y + 17},
            figures_of(cell.records));
}

// What a map is called and says of itself.
struct MapWords {
  Markup name;  // of the picture
  Phrase title;
  Phrase text;
  Phrase table;
  Phrase summary;
};

MapWords words_of(const TopicMap& map) {
  if (map.is_of_periods())
    return {"period-map", Phrase::kPeriods, Phrase::kPeriodsText, Phrase::kPeriodsTable,
            Phrase::kPeriodsSummary};
  return {"topic-map", Phrase::kMap, Phrase::kMapText, Phrase::kMapTable, Phrase::kMapSummary};
}

std::string summary_of(const TopicMap& map, Language language) {
  std::size_t gaps = 0;
  for (const MapRow& row : map.rows)
    for (std::size_t i = 1; i < row.cells.size(); ++i) gaps += row.cells[i].has_gap ? 1 : 0;
  return phrase(words_of(map).summary, language,
                {std::to_string(map.rows.size()), std::to_string(map.columns.size() - 1),
                 std::to_string(gaps)});
}

void draw_map(Html& html, const TopicMap& map, const TopicsById& topics, Language language) {
  const std::string summary = summary_of(map, language);
  begin_picture(
      html, {.name = words_of(map).name,
             .width = kNames + kCellWidth * static_cast<double>(map.columns.size()) + kRightEdge,
             .height = kHead + kCellHeight * static_cast<double>(map.rows.size()) + 4,
             .keeps_size = true,
             .title = phrase(words_of(map).title, language),
             .description = summary});
  const auto left = [](std::size_t column) {
    return kNames + kCellWidth * static_cast<double>(column);
  };
  for (std::size_t i = 0; i < map.columns.size(); ++i) {
    draw_slanted_text(html, "head", {left(i) + kCellWidth / 2 - 4, kHead - 6},
                      shortened(map.columns[i].label, kHeadColumns));
  }
  for (std::size_t i = 0; i < map.rows.size(); ++i) {
    const MapRow& row = map.rows[i];
    const double top = kHead + kCellHeight * static_cast<double>(i);
    const TopicName name = name_of(topics.at(row.topic).labels, language, row.topic);
    draw_text(html, "end", {kNames - 8, top + 17}, shortened(name.text, kNameColumns));
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      draw_cell(html, row.cells[column], map.all, {left(column), top});
  }
  end_picture(html);
}

void write_legend(Html& html, Language language) {
  struct Entry {
    Lean weak;
    Lean strong;
    Phrase label;
  };
  constexpr double kSide = 14;
  html.raw("<p class=\"legend\" aria-hidden=\"true\">");
  for (const Entry& entry : {Entry{Lean::kPractice, Lean::kMuchPractice, Phrase::kMorePractice},
                             Entry{Lean::kAcademic, Lean::kMuchAcademic, Phrase::kMoreAcademic},
                             Entry{Lean::kEven, Lean::kEven, Phrase::kBalanced}}) {
    html.raw("<span><svg class=\"swatch\" viewBox=\"0 0 32 16\" width=\"32\" height=\"16\">");
    double x = 1;
    for (const Lean lean : {entry.weak, entry.strong}) {
      const Box box = {{x, 1}, kSide, kSide};
      draw_box(html, "cell", box);
      draw_pattern(html, lean, box);
      x += kSide + 1;
    }
    html.raw("</svg> ").text(phrase(entry.label, language)).raw("</span>");
  }
  html.raw("<span><svg class=\"swatch\" viewBox=\"0 0 18 16\" width=\"18\" height=\"16\">");
  draw_box(html, "claimed", {{2, 2}, kSide, 12});
  html.raw("</svg> ").text(phrase(Phrase::kClaimedGap, language)).raw("</span></p>");
}

void write_table(Html& html, const TopicMap& map, const TopicsById& topics, Language language) {
  const std::string_view caption = phrase(words_of(map).table, language);
  begin_scroller(html, caption);
  html.raw("<table class=\"figures\"><caption>").text(caption);
  html.raw("</caption><thead><tr><th scope=\"col\">").text(phrase(Phrase::kTopics, language));
  html.raw("</th>");
  for (const MapColumn& column : map.columns) {
    html.raw("<th scope=\"col\">");
    if (column.programme.empty()) {
      html.text(column.label);
    } else {
      const Address address("/gaps", {{"programme", column.programme}});
      html.raw("<a").attribute("href", address.to_string()).raw(">").text(column.label).raw("</a>");
    }
    html.raw("</th>");
  }
  html.raw("</tr></thead><tbody>");
  for (const MapRow& row : map.rows) {
    html.raw("<tr><th scope=\"row\">");
    write_topic_link(html, topics, row.topic, language);
    html.raw("</th>");
    for (const MapCell& cell : row.cells) {
      html.raw("<td>").text(sum_of(cell.records) == 0 ? "–" : figures_of(cell.records));
      if (cell.has_gap)
        html.raw(" <b class=\"flag\">").text(phrase(Phrase::kGaps, language)).raw("</b>");
      html.raw("</td>");
    }
    html.raw("</tr>");
  }
  html.raw("</tbody></table>");
  end_scroller(html);
}

}  // namespace

TopicMap map_of(const MapMaterial& material, Language language) {
  const std::vector<const Topic*> rows = rows_of(material);
  std::vector<MapColumn> columns = {{std::string(phrase(Phrase::kWhole, language))}};
  for (const std::string& programme : programmes_of(rows, material.choice))
    columns.push_back({programme_label(material.snapshot, programme, language), programme});
  return map_with(material, rows, std::move(columns));
}

TopicMap map_of_periods(const MapMaterial& material, Language language) {
  const std::vector<const Topic*> rows = rows_of(material);
  std::vector<MapColumn> columns = {{std::string(phrase(Phrase::kWhole, language))}};
  for (MapColumn& period : periods_of(rows, material.choice)) columns.push_back(std::move(period));
  return map_with(material, rows, std::move(columns));
}

void write_map(Html& html, const TopicMap& map, const TopicsById& topics, Language language) {
  const MapWords words = words_of(map);
  html.raw("<section class=\"panel\"><h2>").text(phrase(words.title, language));
  html.raw("</h2><p class=\"quiet\">").text(phrase(words.text, language)).raw("</p>");
  html.raw("<div class=\"picture-and-table wide\"><figure>");
  begin_scroller(html, phrase(words.title, language));
  draw_map(html, map, topics, language);
  end_scroller(html);
  write_legend(html, language);
  html.raw("</figure>");
  write_table(html, map, topics, language);
  html.raw("</div></section>\n");
}

}  // namespace isthmus::searchd
