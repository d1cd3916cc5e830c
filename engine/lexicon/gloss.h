// What texts themselves say of terms that mean the same: "regenerative chatter vibration (RCV)",
// "循环冗余校验（CRC, cyclic redundancy check）", "颤振(chatter)", and each the other way round.
//
// An abbreviation goes with an English form that has its letters: one word for each at most, the
// first letter of every word that is not a function word. With a Chinese one it goes when that
// stands immediately before the parentheses and has a character for each letter at least.
//
// Where a Chinese term begins no text says. What is given reaches from the last word that belongs to
// no term (采用, 的) to the parentheses; several texts together tell more
// (indexer/pipeline/proposals.h).
//
// Source: Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in
// biomedical text, 2003, made stricter: no word of the long form without a letter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::lexicon {

enum class GlossKind : std::uint8_t {
  kAbbreviation,  // term: the long form, other: the short one
  kTranslation,   // term: Chinese, other: English
  kSpelling       // of one English term; not by a gloss (indexer/pipeline/spellings.h)
};
std::string_view name_of(GlossKind kind);  // "abbreviation", "translation", "spelling"

struct Gloss {
  GlossKind kind = GlossKind::kAbbreviation;
  std::string term;
  std::string other;
  bool operator==(const Gloss&) const = default;
};

// In the order of the text, each once. Code of Markdown is not looked into.
std::vector<Gloss> find_glosses(std::string_view markdown);

// Capital letters, two to eight, with '-', '/' or '&' between them: "CNC", "TCP/IP", "IoT".
bool is_abbreviation(std::string_view text);

// Could these words be what the abbreviation stands for?
bool stands_for(std::string_view abbreviation, std::string_view words);

}  // namespace isthmus::lexicon
