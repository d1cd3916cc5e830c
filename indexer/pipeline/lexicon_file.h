// A lexicon as it was read from a file, and what every form of a term has to be.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/parser.h"
#include "schema/lexicon.h"

namespace isthmus::pipeline {

struct LexiconFile {
  std::vector<LexiconEntry> entries;
  std::vector<parsers::Diagnostic> diagnostics;
};

// Of one language of an entry: more are no synonyms but a list.
inline constexpr std::size_t kMostForms = 64;

// The text without what stands in brackets of any kind.
std::string without_brackets(std::string_view text);

// Can it stand in a text, and be looked up there? At most 200 bytes and six words.
bool is_form(std::string_view text);

// Unless it is there already, or there are enough.
void add_form(std::string form, std::vector<std::string>& forms);

// Are there two forms at least?
bool pairs_something(const LexiconEntry& entry);

}  // namespace isthmus::pipeline
