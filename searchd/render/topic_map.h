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

struct MapColumn {
  std::string programme;  // id; empty: all records of the topic
  std::string label;
};

struct MapRow {
  std::string topic;           // id
  std::vector<MapCell> cells;  // by column
};

struct TopicMap {
  std::vector<MapColumn> columns;
  std::vector<MapRow> rows;
  SideCounts all;  // of the repository
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

// Picture, legend and table.
void write_map(Html& html, const TopicMap& map, const TopicsById& topics, Language language);

}  // namespace isthmus::searchd
