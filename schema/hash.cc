#include "schema/hash.h"

#include <xxhash.h>

namespace isthmus {

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace isthmus
