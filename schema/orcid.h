// ORCID identifiers of people, as written in the wild, brought into their one form.
//
// Source: ISO 27729 (ISNI) for the digits, ISO 7064 MOD 11-2 for the check character.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace isthmus {

// "0000-0002-1825-0097", without resolver, of 16 digits with or without hyphens; nothing when it is
// no ORCID or its check character is wrong.
std::optional<std::string> plain_orcid(std::string_view text);

}  // namespace isthmus
