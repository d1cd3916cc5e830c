#include "engine/topics/points.h"

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/vectors/space.h"
#include "schema/face.h"

namespace isthmus::topics {
namespace {

using store::Family;

constexpr std::size_t kBatch = 1000;  // records that are read at a time

Result<void> read_places(const store::View& view, Points& all) {
  const auto take = [&](std::string_view key, std::string_view value) -> Result<void> {
    const vectors::Placed placed = TRY(vectors::unpack(value));
    if (placed.bytes.empty()) return {};
    all.points.push_back({std::string(keys::id_of_faced(key)), placed.serial, {}});
    all.places.add(placed.bytes);
    return {};
  };
  return view.for_each(Family::kVectors, keys::faced(Face::kPublic, {}), take);
}

// What cannot be read says nothing: `check` reports it.
Result<void> read_subjects(const store::View& view, std::size_t first, std::size_t end,
                           std::vector<Point>& points) {
  std::vector<std::string> ids;
  for (std::size_t i = first; i < end; ++i) ids.push_back(points[i].id);
  const std::vector<std::optional<std::string>> found = TRY(view.get_all(Family::kRecords, ids));
  for (std::size_t i = first; i < end; ++i) {
    const std::optional<std::string>& bytes = found[i - first];
    if (!bytes) continue;
    Result<StoredTopicSubject> stored = codec::decode<StoredTopicSubject>(*bytes);
    if (stored) points[i].subject = std::move(stored->subject);
  }
  return {};
}

void add_text(std::string& bytes, std::string_view text) {
  bytes += std::to_string(text.size());
  bytes += ':';
  bytes += text;
}

}  // namespace

std::uint16_t year_of(const Point& point) {
  return static_cast<std::uint16_t>(std::max<int>(point.subject.date.year, 0));
}

Result<Points> read_points(const store::View& view) {
  Points all;
  TRY(read_places(view, all));
  for (std::size_t first = 0; first < all.size(); first += kBatch)
    TRY(read_subjects(view, first, std::min(first + kBatch, all.size()), all.points));
  return all;
}

std::string digest_of_places(const Points& points) {
  std::string bytes;
  for (std::size_t i = 0; i < points.size(); ++i) {
    add_text(bytes, points.points[i].id);
    for (std::size_t k = 0; k < vectors::kDimensions; ++k)
      bytes += static_cast<char>(points.places.row(i)[k]);
  }
  return isthmus::digest(bytes);
}

std::string digest_of(const Points& points) {
  std::string bytes = digest_of_places(points);
  for (const Point& point : points.points)
    add_text(bytes, codec::encode(StoredTopicSubject{point.subject}));
  return isthmus::digest(bytes);
}

}  // namespace isthmus::topics
