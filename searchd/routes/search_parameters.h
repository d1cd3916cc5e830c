// The parameters of a search, from an address or a JSON body, checked.
//
// Every problem is one error that quotes the parameter's name and value. An empty value counts as
// not given. Errors: kInvalidParameter.
#pragma once

#include <string_view>
#include <vector>

#include "engine/search/search.h"
#include "searchd/http.h"

namespace isthmus::searchd {

// The API refuses an unknown name ("did you mean"), so that a slip is not a silent change of the
// question; a page's address may carry others.
enum class UnknownNames { kRefuse, kIgnore };

inline constexpr std::size_t kMaxQueryBytes = 16 * 1024;
inline constexpr std::uint32_t kMaxSize = 100;
inline constexpr std::uint32_t kMaxLinks = 10;
inline constexpr std::uint32_t kMaxDepth = 10'000;  // hits that can be paged through

Result<search::Request> parse_search(const std::vector<Parameter>& parameters,
                                     UnknownNames unknown);

// The members of a JSON object as parameters: an array is a repeated name, numbers and truth values
// are written out.
Result<std::vector<Parameter>> parameters_of_json(std::string_view body);

// A whole number between `least` and `most`.
Result<std::uint32_t> parse_number(const Parameter& parameter, std::uint32_t least,
                                   std::uint32_t most);
Result<LinkState> parse_link_state(const Parameter& parameter);
// "the parameter … does not take the value …".
Error misfit(const Parameter& parameter, std::string hint);
// true, 1, false or 0.
Result<bool> parse_flag(const Parameter& parameter);
// "this request has no parameter …".
Error unknown_parameter(const Parameter& parameter, const std::vector<std::string_view>& known);

}  // namespace isthmus::searchd
