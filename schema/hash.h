// The 64-bit hash that checksums stored bytes and breaks ties of ranking. Not for telling contents
// apart: see engine/base/digest.h.
//
// Source: XXH3 of libxxhash; its output is frozen since release 0.8.
#pragma once

#include <cstdint>
#include <string_view>

namespace isthmus {

std::uint64_t hash64(std::string_view bytes);

}  // namespace isthmus
