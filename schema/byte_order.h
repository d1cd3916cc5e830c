// Whole numbers as bytes in a stated order, whatever the machine's own is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace isthmus {

template <typename Unsigned>
void put_little_endian(std::string& out, Unsigned number) {
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
    out += static_cast<char>(number >> (8 * i) & 0xff);
}

// Of at least sizeof(Unsigned) bytes.
template <typename Unsigned>
Unsigned get_little_endian(std::string_view bytes) {
  Unsigned number = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    number = static_cast<Unsigned>(
        number | static_cast<Unsigned>(static_cast<unsigned char>(bytes[i])) << (8 * i));
  }
  return number;
}

// Sorts as the numbers do.
template <typename Unsigned>
std::string big_endian(Unsigned number) {
  std::string bytes(sizeof(Unsigned), '\0');
  for (std::size_t i = bytes.size(); i-- > 0; number = static_cast<Unsigned>(number >> 8)) {
    bytes[i] = static_cast<char>(number & 0xff);
  }
  return bytes;
}

}  // namespace isthmus
