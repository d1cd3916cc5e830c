// How much a TCP connection has received, as the kernel counts it: also what a library has read and
// not handed on.
#pragma once

#include <cstdint>

namespace isthmus::harvest {

// 0 when the descriptor is no TCP connection, or the kernel does not say.
std::uint64_t received_bytes(int socket);

}  // namespace isthmus::harvest
