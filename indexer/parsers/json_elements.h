// The elements of a JSON array, cut out of its text before they are parsed, so that a bad one costs
// itself alone and memory holds one at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "indexer/parsers/emit.h"

namespace isthmus::parsers {

inline constexpr std::string_view kJsonBlanks = " \t\r\n";

// Walks over the elements of an array's text without understanding them.
class ElementCutter {
 public:
  ElementCutter(std::string_view text, std::uint64_t line) : rest_(text), line_(line) {}

  // The next element (up to a comma or the closing bracket on the array's own level), empty at the
  // end.
  Place next() {
    skip(std::min(rest_.find_first_not_of(kJsonBlanks), rest_.size()));
    const Place place{line_, rest_.substr(0, length_of_element())};
    skip(place.bytes.size());
    is_closed_ = rest_.starts_with(']');
    if (!rest_.empty()) skip(1);
    return place;
  }
  // Did the element that next() gave end with the array's closing bracket?
  bool is_closed() const { return is_closed_; }
  std::string_view rest() const { return rest_; }

 private:
  void skip(std::size_t length) {
    line_ += static_cast<std::uint64_t>(
        std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(length), '\n'));
    rest_.remove_prefix(length);
  }

  std::size_t length_of_element() const {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (in_string) {
        if (c == '\\') ++i;
        if (c == '"') in_string = false;
        continue;
      }
      if (depth == 0 && (c == ',' || c == ']')) return i;
      if (c == '"') in_string = true;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && depth > 0) --depth;
    }
    return rest_.size();
  }

  std::string_view rest_;
  std::uint64_t line_;
  bool is_closed_ = false;
};

}  // namespace isthmus::parsers
