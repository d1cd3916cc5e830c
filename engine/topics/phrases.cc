#include "engine/topics/phrases.h"

#include <algorithm>

#include "engine/text/analysis.h"
#include "engine/text/characters.h"
#include "engine/text/utf8.h"

namespace isthmus::topics {
namespace {

constexpr std::size_t kLongestPhrase = 48;    // bytes
constexpr std::size_t kMostWords = 3;         // of a title that are one phrase
constexpr std::size_t kAnalysedBytes = 1000;  // of a title
constexpr std::size_t kMostPhrases = 64;      // of a record

// A word of a title with its place: [begin, end) in bytes and atoms.
struct Word {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t first_atom = 0;
  std::uint32_t end_atom = 0;
  bool is_han = false;
  bool is_function_word = false;
};

std::vector<Word> words_of(const text::Analysis& analysis) {
  std::vector<Word> words;
  const auto& atoms = analysis.atoms;
  for (std::uint32_t i = 0; i < atoms.size(); ++i) {
    if (atoms[i].atom_class != text::AtomClass::kWord) continue;
    words.push_back(
        {atoms[i].begin, atoms[i].end, i, i + 1, false, text::is_stop_word(atoms[i].text)});
  }
  for (const text::HanWord& word : analysis.words) {
    if (word.atom_count == 0) continue;
    const std::uint32_t end = word.first_atom + word.atom_count;
    words.push_back(
        {atoms[word.first_atom].begin, atoms[end - 1].end, word.first_atom, end, true, false});
  }
  std::sort(words.begin(), words.end(),
            [](const Word& a, const Word& b) { return a.first_atom < b.first_atom; });
  return words;
}

bool are_neighbours(const Word& word, const Word& next, std::string_view title) {
  if (word.is_han != next.is_han || next.first_atom != word.end_atom) return false;
  if (word.is_han) return next.begin == word.end;
  return next.begin == word.end + 1 && title[word.end] == ' ';
}

void add_title(std::string_view title, std::vector<std::string>& phrases) {
  title = title.substr(0, kAnalysedBytes);
  const std::vector<Word> words = words_of(text::analyse(title));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].is_function_word) continue;
    const std::size_t last = std::min(words.size(), i + kMostWords);
    for (std::size_t j = i + 1; j < last; ++j) {
      if (!are_neighbours(words[j - 1], words[j], title)) break;
      if (words[j].is_function_word) continue;
      phrases.emplace_back(title.substr(words[i].begin, words[j].end - words[i].begin));
    }
  }
}

}  // namespace

std::vector<std::string> phrases_of(const TopicSubject& subject) {
  std::vector<std::string> phrases;
  for (const std::string& keyword : subject.keywords) phrases.push_back(keyword);
  add_title(subject.title, phrases);
  for (const auto& [language, title] : subject.title_translations) add_title(title, phrases);
  std::erase_if(phrases, [](const std::string& phrase) {
    return phrase.empty() || phrase.size() > kLongestPhrase;
  });
  if (phrases.size() > kMostPhrases) phrases.resize(kMostPhrases);
  std::sort(phrases.begin(), phrases.end());
  phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
  return phrases;
}

std::string phrase_key(std::string_view phrase) { return text::fold(phrase); }

namespace {

bool has_script(std::string_view text, text::Script script) {
  for (std::size_t at = 0; at < text.size();) {
    const text::DecodedCodePoint point = text::decode_code_point(text, at);
    if (point.is_valid && text::character_of(point.value).script == script) return true;
    at += std::max<std::size_t>(point.length, 1);
  }
  return false;
}

}  // namespace

bool is_chinese(std::string_view text) { return has_script(text, text::Script::kHan); }
bool is_english(std::string_view text) {
  return has_script(text, text::Script::kLatin) && !is_chinese(text);
}

}  // namespace isthmus::topics
