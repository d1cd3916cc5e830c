#include "indexer/parsers/textless.h"

#include <algorithm>
#include <array>
#include <string>

namespace isthmus::parsers {
namespace {

constexpr std::array<std::string_view, 18> kNoText = {
    ".png", ".jpg",  ".jpeg",  ".gif", ".svg", ".webp", ".ico", ".bmp", ".css",
    ".js",  ".woff", ".woff2", ".ttf", ".otf", ".mp4",  ".mp3", ".map", ".lock"};

}  // namespace

bool holds_no_text(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::any_of(kNoText.begin(), kNoText.end(),
                     [&](std::string_view ending) { return lower.ends_with(ending); });
}

}  // namespace isthmus::parsers
