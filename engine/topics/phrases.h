// Phrases: the names of things as titles and keywords have them, for labels.
//
// A keyword is a phrase as it is. Of a title, two or three neighbouring words are one: Chinese ones
// with nothing between them, English ones with one blank, neither beginning nor ending in a function
// word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/topic.h"

namespace isthmus::topics {

// Each once, sorted. Short of a label's length (kLongestPhrase bytes).
std::vector<std::string> phrases_of(const TopicSubject& subject);

// A form in which two ways of writing a phrase are equal.
std::string phrase_key(std::string_view phrase);

bool is_chinese(std::string_view text);  // has a Han character
bool is_english(std::string_view text);  // has a Latin letter, and no Han character

}  // namespace isthmus::topics
