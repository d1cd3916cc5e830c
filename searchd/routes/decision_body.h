// What the bodies of people's decisions have in common.
//
// Errors: kInvalidBody.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "schema/json.h"

namespace isthmus::searchd::routes {

inline constexpr std::size_t kMaxDecisionBody = 64 * 1024;
inline constexpr std::size_t kMaxNote = 4000;  // bytes: two pages

Error unfit(std::string message, std::string hint);
Error unfit(const Error& error);

Result<void> check_length(const char* name, const std::string& text, std::size_t most);

// The key says who, the clock when: a body says neither.
Result<void> check_unsigned(const Json& body);

}  // namespace isthmus::searchd::routes
