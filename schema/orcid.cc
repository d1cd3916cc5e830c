#include "schema/orcid.h"

#include <algorithm>

namespace isthmus {
namespace {

// ISO 7064 MOD 11-2 over the 15 digits before the check character.
char check_character(std::string_view digits) {
  int total = 0;
  for (const char c : digits) total = (total + (c - '0')) * 2;
  const int check = (12 - total % 11) % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check);
}

}  // namespace

std::optional<std::string> plain_orcid(std::string_view text) {
  for (const std::string_view resolver : {"https://orcid.org/", "http://orcid.org/"}) {
    if (text.starts_with(resolver)) text.remove_prefix(resolver.size());
  }
  std::string digits;
  for (const char c : text) {
    if (c != '-') digits += c == 'x' ? 'X' : c;
  }
  if (digits.size() != 16 ||
      !std::all_of(digits.begin(), digits.end() - 1, [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  if (digits.back() != check_character(std::string_view(digits).substr(0, 15))) return std::nullopt;
  return digits.substr(0, 4) + "-" + digits.substr(4, 4) + "-" + digits.substr(8, 4) + "-" +
         digits.substr(12);
}

}  // namespace isthmus
