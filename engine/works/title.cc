#include "engine/works/title.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace isthmus::works {
namespace {

constexpr std::size_t kTellingLetters = 20;
constexpr std::size_t kTellingHan = 8;
// A contained title has so many words; a near one has one differing word in so many of both.
constexpr std::size_t kContainedWords = 4;
constexpr std::size_t kWordsForOneDifference = 16;

using Words = std::vector<std::string_view>;

Words split(std::string_view words) {
  Words list;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    list.push_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return list;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_wide(std::string_view word) { return static_cast<unsigned char>(word.front()) >= 0xE3; }

std::size_t letters_of(std::string_view words) {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [](char c) {
    return c != ' ' && (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

std::size_t wide_letters_of(const Words& words) {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), is_wide));
}

// Words that number things without digits. "a", "i" and Han numerals say too much else.
bool is_numeral(std::string_view word) {
  static constexpr std::array<std::string_view, 20> kNumerals = {
      "ii",    "iii",     "iv",     "vi",     "vii",   "viii",      "ix",
      "xi",    "xii",     "first",  "second", "third", "fourth",    "fifth",
      "sixth", "seventh", "eighth", "ninth",  "tenth", "supplement"};
  if (word.size() == 1) return word != "a" && word != "i" && word != "s";
  return std::find(kNumerals.begin(), kNumerals.end(), word) != kNumerals.end();
}

bool is_han_numeral(std::string_view word) {
  static constexpr std::string_view kNumerals = "一二三四五六七八九十上中下甲乙丙丁";
  return is_wide(word) && kNumerals.find(word) != std::string_view::npos;
}

// Runs of digits without leading zeros, and numerals; sorted.
std::vector<std::string> numbers_of(const Words& words) {
  std::vector<std::string> numbers;
  for (const std::string_view word : words) {
    if (is_numeral(word) && !is_digit(word.front())) numbers.emplace_back(word);
    for (std::size_t i = 0; i < word.size();) {
      std::size_t end = i;
      while (end < word.size() && is_digit(word[end])) ++end;
      if (end == i) {
        ++i;
        continue;
      }
      while (i + 1 < end && word[i] == '0') ++i;
      numbers.emplace_back(word.substr(i, end - i));
      i = end;
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Words sorted(Words words) {
  std::sort(words.begin(), words.end());
  return words;
}

// One title with the other's words in a row.
bool contains(const Words& longer, const Words& shorter, std::string_view text) {
  if (shorter.size() < kContainedWords || !is_telling(text)) return false;
  return std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) != longer.end();
}

// As one sorted list of words and the other have them.
struct Comparison {
  std::size_t common = 0;
  Words differing;
};

Comparison compare(const Words& left, const Words& right) {
  const Words a = sorted(left);
  const Words b = sorted(right);
  Comparison comparison;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(),
                                std::back_inserter(comparison.differing));
  comparison.common = (a.size() + b.size() - comparison.differing.size()) / 2;
  return comparison;
}

bool is_near(const Words& longer, const Words& shorter, std::string_view shorter_text,
             const Comparison& comparison) {
  const bool counts =
      std::any_of(comparison.differing.begin(), comparison.differing.end(), is_han_numeral);
  if (counts) return false;
  if (contains(longer, shorter, shorter_text)) return true;
  return comparison.differing.size() * kWordsForOneDifference <= longer.size() + shorter.size();
}

TitleMatch match(std::string_view one, std::string_view other) {
  if (one.empty() || other.empty()) return TitleMatch::kUnknown;
  if (title_key(one) == title_key(other)) return TitleMatch::kSame;
  if (one.size() < other.size()) std::swap(one, other);
  const Words longer = split(one);
  const Words shorter = split(other);
  const std::size_t wide = wide_letters_of(longer);
  const std::size_t other_wide = wide_letters_of(shorter);
  if ((wide == 0 && other_wide * 2 > shorter.size()) ||
      (other_wide == 0 && wide * 2 > longer.size())) {
    return TitleMatch::kForeign;
  }
  if (numbers_of(longer) != numbers_of(shorter)) return TitleMatch::kNumbersDiffer;
  const Comparison comparison = compare(longer, shorter);
  if (is_near(longer, shorter, other, comparison)) return TitleMatch::kNear;
  const bool is_related = comparison.common * 2 >= std::min(longer.size(), shorter.size());
  return is_related ? TitleMatch::kRelated : TitleMatch::kDifferent;
}

}  // namespace

std::string title_words(std::string_view title) { return title_words(text::split_atoms(title)); }

std::string title_words(const std::vector<text::Atom>& title) {
  std::string words;
  for (const text::Atom& atom : title) {
    if (!words.empty()) words += ' ';
    words += atom.text;
  }
  return words;
}

std::string title_key(std::string_view words) {
  std::string key(words);
  std::erase(key, ' ');
  return key;
}

bool is_telling(std::string_view words) {
  const std::size_t wide = wide_letters_of(split(words));
  const std::size_t narrow = letters_of(words) - std::min(wide, letters_of(words));
  return wide * kTellingLetters + narrow * kTellingHan >= kTellingLetters * kTellingHan;
}

TitleMatch match_titles(const std::vector<std::string>& titles,
                        const std::vector<std::string>& others) {
  if (titles.empty() || others.empty()) return TitleMatch::kUnknown;
  TitleMatch best = TitleMatch::kDifferent;
  bool do_numbers_differ = false;
  for (const std::string& one : titles) {
    for (const std::string& other : others) {
      const TitleMatch now = match(one, other);
      do_numbers_differ = do_numbers_differ || now == TitleMatch::kNumbersDiffer;
      best = std::min(best, now);
    }
  }
  return do_numbers_differ && best != TitleMatch::kSame ? TitleMatch::kNumbersDiffer : best;
}

}  // namespace isthmus::works
