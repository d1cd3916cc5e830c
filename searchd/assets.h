// The files of searchd/web, compiled into the binary by searchd/embed.cmake.
#pragma once

#include <span>
#include <string_view>

namespace isthmus::searchd {

struct Asset {
  std::string_view name;  // "style.css"
  std::string_view bytes;
};

std::span<const Asset> assets();  // sorted by name

}  // namespace isthmus::searchd
