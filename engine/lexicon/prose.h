// Small questions to a text around a pair of parentheses: its last words, its last Chinese
// characters, where the parentheses close.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::lexicon {

// Of ASCII alone.
bool is_letter(char c);
bool is_capital(char c);
char lower(char c);

// Fenced blocks and spans of code are a line end each.
std::string without_code(std::string_view markdown);

// The next "(" or "（" from `from` on, or the size of the text; the bytes of the one at `at`.
std::size_t next_opening(std::string_view text, std::size_t from);
std::size_t parenthesis_size(std::string_view text, std::size_t at);
// Up to the closing parenthesis, trimmed; empty when another opens or the line ends before it.
std::string_view before_closing(std::string_view text);

// Between commas and semicolons of either script, trimmed, without empty ones.
std::vector<std::string_view> split_parts(std::string_view text);
// Without quotation marks, colons and blanks around it.
std::string_view without_quotes(std::string_view text);
std::string_view without_end_quotes(std::string_view text);

// "PLCs" is "PLC".
std::string singular(std::string_view text);
// Runs of blanks and line ends as one blank.
std::string one_line(std::string_view text);

// Between blanks and hyphens, in lower case; between blanks, as written.
std::vector<std::string> words_of(std::string_view text);
std::vector<std::string_view> split_words(std::string_view text);
// The last words of letters, digits and hyphens with one blank or line end between two, in order;
// `most` of them at most.
std::vector<std::string_view> last_words(std::string_view text, std::size_t most);

// How many characters it has when all are Han; 0 otherwise.
std::size_t han_count(std::string_view text);
bool ends_with_han(std::string_view text);
std::string_view last_han(std::string_view text);
// Does it end within a word or formula of another script, so that Han after it belongs to it?
bool is_part_of_word(std::string_view text);

// What follows the last of these words in a run of Han. A word of one character counts only where
// segmentation sees it as one: 用 is none in 作用.
std::string_view after_last_word(std::string_view run, std::span<const std::string_view> words);

}  // namespace isthmus::lexicon
