// The map of topics and programmes: how many records of each side stand where, and where there are
// gaps.
#pragma once

#include <string>
#include <vector>

#include "engine/topics/choose.h"
#include "searchd/render/topic_content.h"

namespace isthmus::searchd {

struct MapCell {
  SideCounts records;
  bool has_gap = false;  // a claimed one
};

// All records of a topic, those in a programme, or those of a period.
struct MapColumn {
  std::string label;
  std::string programme = {};  // id
  int from = 0;                // years; 0: not a period
  int to = 0;

  bool is_whole() const { return programme.empty() && from == 0; }
};

struct MapRow {
  std::string topic;           // id
  std::vector<MapCell> cells;  // by column
};

struct TopicMap {
  std::vector<MapColumn> columns;
  std::vector<MapRow> rows;
  SideCounts all;  // of the repository

  bool is_of_periods() const { return columns.size() > 1 && columns[1].from != 0; }
};

// The topics that the gaps are about, then the greatest ones; the programmes that most of their
// records have. Where the choice names topics or programmes, those alone.
struct MapMaterial {
  const GapsContent& content;
  const topics::GapChoice& choice;
  const std::set<std::string>& topics;  // that the choice stands for
  const repository::Snapshot& snapshot;
};
TopicMap map_of(const MapMaterial& material, Language language);
// The same topics by periods of equal length, eight at most, within the choice's years. Without
// columns but the first when no record has a date.
TopicMap map_of_periods(const MapMaterial& material, Language language);

// Picture, legend and table of a map of programmes or of periods.
void write_map(Html& html, const TopicMap& map, const TopicsById& topics, Language language);

}  // namespace isthmus::searchd
