// Blanks around texts: those of ASCII alone.
#pragma once

#include <string_view>

namespace isthmus {

inline constexpr std::string_view kBlankCharacters = " \t\r\n\f\v";

inline std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlankCharacters);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlankCharacters) - begin + 1);
}

inline bool is_blank(std::string_view text) {
  return text.find_first_not_of(kBlankCharacters) == std::string_view::npos;
}

}  // namespace isthmus
