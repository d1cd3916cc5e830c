#include "engine/links/string_table.h"

#include <algorithm>
#include <bit>

#include "schema/hash.h"

namespace isthmus::links {

std::uint32_t StringTable::intern(std::string_view text) {
  if (2 * texts_.size() >= places_.size()) grow(std::max<std::size_t>(16, 2 * places_.size()));
  const std::uint64_t hash = hash64(text);
  std::uint32_t& number = places_[place_of(text, hash)];
  if (number == kEmpty) {
    number = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    hashes_.push_back(hash);
  }
  return number;
}

std::optional<std::uint32_t> StringTable::find(std::string_view text) const {
  if (places_.empty()) return std::nullopt;
  const std::uint32_t number = places_[place_of(text, hash64(text))];
  return number == kEmpty ? std::nullopt : std::optional(number);
}

void StringTable::reserve(std::size_t strings) {
  texts_.reserve(strings);
  hashes_.reserve(strings);
  if (2 * strings > places_.size()) grow(std::bit_ceil(2 * strings));
}

std::size_t StringTable::place_of(std::string_view text, std::uint64_t hash) const {
  std::size_t place = hash & (places_.size() - 1);
  while (places_[place] != kEmpty) {
    const std::uint32_t number = places_[place];
    if (hashes_[number] == hash && texts_[number] == text) break;
    place = (place + 1) & (places_.size() - 1);
  }
  return place;
}

void StringTable::grow(std::size_t places) {
  places_.assign(places, kEmpty);
  for (std::uint32_t number = 0; number < hashes_.size(); ++number) {
    std::size_t place = hashes_[number] & (places - 1);
    while (places_[place] != kEmpty) place = (place + 1) & (places - 1);
    places_[place] = number;
  }
}

}  // namespace isthmus::links
