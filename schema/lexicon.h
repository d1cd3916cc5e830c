// The lexicon: words of a trade that mean the same, across languages and between shop floor and
// textbook.
//
// A lexicon is a named list of entries. It is stored by term, so that a query finds what its words
// mean with one read a word: each form of an entry has the other forms as its alternatives.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace isthmus {

// One concept: all its forms in Chinese, in English, and in short.
struct LexiconEntry {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  std::vector<std::string> abbreviations;
  std::string scope;  // the programme or field in which it holds; empty: everywhere
  bool operator==(const LexiconEntry&) const = default;
};

struct LexiconAlternative {
  std::string text;   // as written in the lexicon
  std::string scope;  // as in the entry

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "text", self.text);
    visit(2, "scope", self.scope);
  }
  bool operator==(const LexiconAlternative&) const = default;
};

// What a term of one lexicon means.
struct LexiconTerm {
  std::string text;  // as written in the lexicon
  std::vector<LexiconAlternative> alternatives;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "text", self.text);
    visit(2, "alternatives", self.alternatives);
  }
  bool operator==(const LexiconTerm&) const = default;
};

// What a person has said of two terms that were proposed as meaning the same.
enum class PairVerdict : std::uint8_t { kNone = 0, kAccepted = 1, kRefused = 2 };
struct PairDecision {
  PairVerdict verdict = PairVerdict::kNone;
  std::string term;  // both as written
  std::string other;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "verdict", self.verdict);
    visit(2, "term", self.term);
    visit(3, "other", self.other);
  }
  bool operator==(const PairDecision&) const = default;
};

struct Lexicon {
  std::string name;
  std::string source;  // the file that it was read from
  std::uint64_t entries = 0;
  std::uint64_t terms = 0;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "name", self.name);
    visit(2, "source", self.source);
    visit(3, "entries", self.entries);
    visit(4, "terms", self.terms);
  }
  bool operator==(const Lexicon&) const = default;
};

}  // namespace isthmus
