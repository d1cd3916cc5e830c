#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include <libstemmer.h>

#include "engine/text/analysis.h"
#include "engine/text/characters.h"
#include "engine/text/utf8.h"
#include "schema/hash.h"

namespace isthmus::text {
namespace {

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

// The door to libstemmer; null when it was built without English.
sb_stemmer* english_stemmer() {
  thread_local const std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer(
      sb_stemmer_new("english", "UTF_8"));
  return stemmer.get();
}

bool is_latin_word(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    const DecodedCodePoint decoded = decode_code_point(word, i);
    const Character& character = character_of(decoded.value);
    if (decoded.value != '\'' && character.script != Script::kLatin) return false;
    i += decoded.length;
  }
  return true;
}

std::string stem_uncached(std::string_view folded_word) {
  sb_stemmer* stemmer = english_stemmer();
  if (stemmer == nullptr || !is_latin_word(folded_word)) return std::string(folded_word);
  const auto* bytes = reinterpret_cast<const sb_symbol*>(folded_word.data());
  const sb_symbol* stemmed = sb_stemmer_stem(stemmer, bytes, static_cast<int>(folded_word.size()));
  if (stemmed == nullptr) return std::string(folded_word);
  return {reinterpret_cast<const char*>(stemmed),
          static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

// The last stems by hash of the word. Words repeat: a few thousand make up most of any text, and
// stemming is the costly part of analysing English.
class StemCache {
 public:
  std::string stem_of(std::string_view word) {
    Entry& entry = entries_[hash64(word) % entries_.size()];
    if (entry.word != word) entry = {std::string(word), stem_uncached(word)};
    return entry.stem;
  }

 private:
  struct Entry {
    std::string word;
    std::string stem;
  };
  std::vector<Entry> entries_ = std::vector<Entry>(8192);  // about 0.5 MB a thread
};

}  // namespace

std::string stem(std::string_view folded_word) {
  thread_local StemCache cache;
  return cache.stem_of(folded_word);
}

bool is_stop_word(std::string_view folded_word) {
  static const std::unordered_set<std::string_view> words = {
      "a",     "about", "an",    "and",   "are",  "as",   "at",    "be",   "been", "but",  "by",
      "can",   "do",    "does",  "for",   "from", "had",  "has",   "have", "he",   "how",  "i",
      "if",    "in",    "into",  "is",    "it",   "its",  "of",    "on",   "or",   "that", "the",
      "their", "them",  "there", "these", "they", "this", "those", "to",   "was",  "we",   "were",
      "what",  "when",  "where", "which", "who",  "why",  "will",  "with", "you",  "your"};
  return words.contains(folded_word);
}

}  // namespace isthmus::text
