#include "engine/lexicon/prose.h"

#include <algorithm>

#include "engine/text/analysis.h"
#include "engine/text/characters.h"
#include "engine/text/utf8.h"
#include "schema/blanks.h"

namespace isthmus::lexicon {
namespace {

constexpr auto kSeparators =
    std::to_array<std::string_view>({",", "，", ";", "；", "、", "|", "∣", "｜"});
constexpr auto kQuotes = std::to_array<std::string_view>(
    {"\"", "“", "”", "'", "‘", "’", "「", "」", "《", "》", ":", "：", " ", "*"});

constexpr std::size_t kLongestCode = 100'000;  // bytes; so that ticks alone cost little

template <std::size_t kCount>
std::size_t one_at_begin(std::string_view text, const std::array<std::string_view, kCount>& all) {
  for (const std::string_view one : all) {
    if (text.starts_with(one)) return one.size();
  }
  return 0;
}

template <std::size_t kCount>
std::size_t one_at_end(std::string_view text, const std::array<std::string_view, kCount>& all) {
  for (const std::string_view one : all) {
    if (text.ends_with(one)) return one.size();
  }
  return 0;
}

bool is_blank_or_end(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_word_part(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '\'';
}

// The bytes of the last character.
std::size_t last_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && size < 4 &&
         (static_cast<unsigned char>(text[text.size() - size]) & 0xC0U) == 0x80)
    ++size;
  return size;
}

bool is_han(std::string_view character) {
  const char32_t value = text::decode_code_point(character, 0).value;
  return text::character_of(value).script == text::Script::kHan;
}

// Which atoms are part of a word that is none of these, so that they are no words themselves.
std::vector<bool> within_longer_words(std::string_view run, const text::Analysis& analysis,
                                      std::span<const std::string_view> words) {
  std::vector<bool> is_within(analysis.atoms.size(), false);
  for (const text::HanWord& word : analysis.words) {
    const text::Atom& first = analysis.atoms[word.first_atom];
    const std::size_t last = word.first_atom + word.atom_count - 1;
    const std::string_view written =
        run.substr(first.begin, analysis.atoms[last].end - first.begin);
    const bool is_listed = std::find(words.begin(), words.end(), written) != words.end();
    for (std::size_t i = word.first_atom; i <= last; ++i) is_within[i] = !is_listed || i < last;
    // The dictionary has 中的 as a verb; where it stands it is nearly always a noun's end and 的.
    if (written.ends_with("的") && written != "目的") is_within[last] = false;
  }
  return is_within;
}

// Where a fence or span of code that begins at `at` ends.
std::size_t end_of_code(std::string_view markdown, std::size_t at) {
  std::size_t ticks = 0;
  while (at + ticks < markdown.size() && markdown[at + ticks] == '`') ++ticks;
  const std::string_view mark = markdown.substr(at, ticks);
  const std::size_t end = markdown.substr(0, at + kLongestCode).find(mark, at + ticks);
  if (end == std::string_view::npos) return at + ticks;  // a tick alone
  return end + ticks;
}

}  // namespace

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_capital(c); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }

std::string without_code(std::string_view markdown) {
  std::string prose;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t code = std::min(markdown.find('`', at), markdown.size());
    prose += markdown.substr(at, code - at);
    if (code == markdown.size()) break;
    prose += '\n';
    at = end_of_code(markdown, code);
  }
  return prose;
}

std::size_t parenthesis_size(std::string_view text, std::size_t at) {
  constexpr std::string_view kWide = "（";
  return text[at] == '(' ? 1 : kWide.size();
}

std::size_t next_opening(std::string_view text, std::size_t from) {
  return std::min({text.find('(', from), text.find("（", from), text.size()});
}

std::string_view before_closing(std::string_view text) {
  const std::size_t end = std::min(text.find(')'), text.find("）"));
  if (end == std::string_view::npos) return {};
  const std::string_view within = text.substr(0, end);
  const bool is_simple =
      next_opening(within, 0) == within.size() && within.find('\n') == std::string_view::npos;
  return is_simple ? trimmed(within) : std::string_view();
}

std::vector<std::string_view> split_parts(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t size = at == text.size() ? 1 : one_at_begin(text.substr(at), kSeparators);
    if (size > 0) {
      const std::string_view part = trimmed(text.substr(begin, at - begin));
      if (!part.empty()) parts.push_back(part);
      begin = at + size;
    }
    at += std::max<std::size_t>(size, 1);
  }
  return parts;
}

std::string_view without_end_quotes(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(kBlankCharacters) + 1);
  while (const std::size_t size = one_at_end(text, kQuotes)) text.remove_suffix(size);
  return text;
}

std::string_view without_quotes(std::string_view text) {
  while (const std::size_t size = one_at_begin(text, kQuotes)) text.remove_prefix(size);
  return without_end_quotes(text);
}

std::string singular(std::string_view text) {
  const bool is_plural = text.size() > 2 && text.back() == 's' && is_capital(text[text.size() - 2]);
  return std::string(text.substr(0, text.size() - (is_plural ? 1 : 0)));
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    if (!is_blank_or_end(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (!is_blank_or_end(c) && c != '-') {
      words.back() += lower(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = trimmed(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(kBlankCharacters), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::vector<std::string_view> last_words(std::string_view text, std::size_t most) {
  std::vector<std::string_view> words;
  while (words.size() < most) {
    std::size_t begin = text.size();
    while (begin > 0 && is_word_part(text[begin - 1])) --begin;
    if (begin == text.size()) break;
    words.insert(words.begin(), text.substr(begin));
    text = text.substr(0, begin);
    if (text.empty() || !is_blank_or_end(text.back())) break;
    text.remove_suffix(1);
  }
  return words;
}

std::size_t han_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (!is_han(text.substr(at))) return 0;
    at += text::decode_code_point(text, at).length;
  }
  return count;
}

bool ends_with_han(std::string_view text) { return !last_han(text).empty(); }

std::string_view last_han(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    const std::size_t size = last_size(text.substr(0, begin));
    if (!is_han(text.substr(begin - size, size))) break;
    begin -= size;
  }
  return text.substr(begin);
}

bool is_part_of_word(std::string_view text) {
  if (text.empty()) return false;
  if (static_cast<unsigned char>(text.back()) < 0x80)
    return is_word_part(text.back()) || text.back() == ')' || text.back() == ']';
  const char32_t value = text::decode_code_point(text, text.size() - last_size(text)).value;
  return text::character_of(value).character_class == text::CharacterClass::kWord || value == U'）';
}

std::string_view after_last_word(std::string_view run, std::span<const std::string_view> words) {
  const text::Analysis analysis = text::analyse(run);
  const std::vector<bool> is_within = within_longer_words(run, analysis, words);
  for (std::size_t last = analysis.atoms.size(); last > 0; --last) {
    if (is_within[last - 1]) continue;
    const std::string_view head = run.substr(0, analysis.atoms[last - 1].end);
    const auto ends = [&](std::string_view word) { return head.ends_with(word); };
    if (std::any_of(words.begin(), words.end(), ends)) return run.substr(head.size());
  }
  return run;
}

}  // namespace isthmus::lexicon
