// Content digests: the same digest, the same content.
//
// Source: BLAKE2b-256 as libsodium's crypto_generichash.
#pragma once

#include <string>
#include <string_view>

namespace isthmus {

std::string digest(std::string_view bytes);  // 64 hexadecimal digits

}  // namespace isthmus
