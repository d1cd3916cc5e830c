// The wording of messages: how the user's text is quoted, which known name an unknown one was
// probably meant to be, and how things are counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus {

// The text in double quotes, cut after 80 bytes (never within a UTF-8 character), control
// characters as blanks.
std::string quote(std::string_view text);

// How many edits (insert, delete, replace, swap neighbours) make the one text of the other; no part
// is edited twice. Shape: bytes, time and space by the product of the lengths.
std::size_t edits_between(std::string_view a, std::string_view b);

// The candidate at most two edits (insert, delete, replace, swap neighbours) away and nearest to
// `name`, the first of equals; empty when there is none, or when the name is so short that anything
// would do.
std::string_view nearest_name(std::string_view name,
                              const std::vector<std::string_view>& candidates);

// `did you mean "kind"?`, or `known names: a, b, c` when nothing is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates);

// "1 file", "2 files"; `thing` is one of them, and takes an s.
std::string counted(std::uint64_t count, std::string_view thing);

}  // namespace isthmus
