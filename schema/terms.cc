#include "schema/terms.h"

#include <cstdio>

#include "schema/hash.h"

namespace isthmus::terms {

std::string term(std::string_view prefix, std::string_view value) {
  std::string out(prefix);
  const bool needs_colon = prefix.size() > 1 && !value.empty() &&
                           ((value.front() >= 'A' && value.front() <= 'Z') || value.front() == ':');
  if (needs_colon) out += ':';
  out += value;
  if (out.size() <= kMaxTermBytes) return out;
  char hash[20];
  std::snprintf(hash, sizeof hash, "~%016llx", static_cast<unsigned long long>(hash64(out)));
  out.resize(kMaxTermBytes - 17);
  return out + hash;
}

}  // namespace isthmus::terms
