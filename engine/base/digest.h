// Content digests: the same digest, the same content.
//
// Source: BLAKE2b-256 as libsodium's crypto_generichash; `b2sum -l 256` prints the same.
#pragma once

#include <string>
#include <string_view>

namespace isthmus {

std::string digest(std::string_view bytes);  // 64 hexadecimal digits

// Takes the same time wherever two texts of one length differ, so that it tells nothing about a
// secret.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace isthmus
