#include "engine/search/place.h"

#include <algorithm>

namespace isthmus::search {
namespace {

constexpr char kPageEnd = '\f';
constexpr std::size_t kMaxLevel = 6;
constexpr std::size_t kMaxSectionBytes = 200;

std::string_view heading_of(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > kMaxLevel || level == line.size() || line[level] != ' ') return {};
  line.remove_prefix(level + 1);
  const std::size_t end = line.find_last_not_of(" \t\r#");
  return end == std::string_view::npos ? std::string_view() : line.substr(0, end + 1);
}

}  // namespace

Place place_in(std::string_view body, std::size_t offset, std::string_view title) {
  Place place;
  offset = std::min(offset, body.size());
  if (body.find(kPageEnd) != std::string_view::npos) {
    const auto before = body.begin() + static_cast<std::ptrdiff_t>(offset);
    place.page = 1 + static_cast<std::uint32_t>(std::count(body.begin(), before, kPageEnd));
  }
  bool is_code = false;
  for (std::size_t begin = 0; begin <= offset && begin < body.size();) {
    const std::size_t end = std::min(body.find_first_of("\n\f", begin), body.size());
    const std::string_view line = body.substr(begin, end - begin);
    if (line.starts_with("```")) is_code = !is_code;
    const std::string_view heading = is_code ? std::string_view() : heading_of(line);
    if (!heading.empty() && heading.size() <= kMaxSectionBytes)
      place.section = heading == title ? std::string_view() : heading;
    begin = end + 1;
  }
  return place;
}

}  // namespace isthmus::search
