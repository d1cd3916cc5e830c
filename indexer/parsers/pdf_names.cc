#include "indexer/parsers/pdf_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <unordered_set>

#include "engine/text/characters.h"
#include "engine/text/utf8.h"
#include "indexer/parsers/pdf_marks.h"
#include "indexer/parsers/pdf_name_words.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr std::array<std::string_view, 7> kSeparators = {",", ";", "，", "；", "、", "|", "&"};

// Footnote marks, and the signs that fonts have for ORCID, letters and envelopes.
bool is_mark(char32_t value) {
  if (value < 0x80)
    return std::string_view("*#+^~@$%(){}[]<>=/\\\"").find(static_cast<char>(value)) !=
           std::string_view::npos;
  return (value >= 0x2020 && value <= 0x2022) || value == 0xa7 || value == 0xb6 ||
         value == 0x2016 || (value >= 0x2190 && value <= 0x2bff) ||
         (value >= 0xe000 && value <= 0xf8ff) || value == 0xb9 || value == 0xb2 || value == 0xb3 ||
         (value >= 0x2070 && value <= 0x209f) || value == 0xfffd || value == 0x204e ||
         value == 0x2217;
}

// Marks and numbers go, and what stands in brackets; a blank stays for each.
std::string without_marks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bracket = std::string_view("(<[").find(text[at]);
    const std::size_t close =
        bracket == std::string_view::npos ? bracket : text.find(")>]"[bracket], at);
    if (close != std::string_view::npos) {
      at = close + 1;
      continue;
    }
    const text::DecodedCodePoint point = text::decode_code_point(text, at);
    const bool is_digit = point.value >= '0' && point.value <= '9';
    if (is_mark(point.value) || is_digit)
      out += ' ';
    else
      out += text.substr(at, point.length);
    at += point.length;
  }
  return squeezed(out);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty()) words.emplace_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return words;
}

std::string plain(std::string_view word) {
  std::string out = lower_case(word);
  std::erase(out, '.');
  while (!out.empty() && (out.back() == ':' || out.back() == ',')) out.pop_back();
  return out;
}

struct Letters {
  std::size_t han = 0;
  std::size_t other = 0;
  bool begins_with_capital = false;
};

// Letters beyond ASCII count as capitals: few scripts have two cases.
Letters letters_of(std::string_view word) {
  Letters letters;
  for (std::size_t at = 0; at < word.size();) {
    const text::DecodedCodePoint point = text::decode_code_point(word, at);
    const text::Character& character = text::character_of(point.value);
    if (character.character_class == text::CharacterClass::kHan) {
      ++letters.han;
    } else if (character.character_class == text::CharacterClass::kWord) {
      if (letters.other == 0)
        letters.begins_with_capital =
            point.value >= 0x80
                ? character.folded != point.value || character.script != text::Script::kLatin
                : point.value >= 'A' && point.value <= 'Z';
      ++letters.other;
    }
    at += point.length;
  }
  return letters;
}

bool begins_with_han(std::string_view text) { return letters_of(text.substr(0, 3)).han > 0; }

std::string chinese_name(const std::vector<std::string>& words) {
  std::string name;
  for (const std::string& word : words) name += word;
  const Letters letters = letters_of(name);
  const bool is_foreign =
      std::any_of(kChineseForeign.begin(), kChineseForeign.end(),
                  [&](std::string_view word) { return name.find(word) != std::string::npos; });
  const bool is_transcribed = name.find("·") != std::string::npos;
  constexpr std::size_t kHanBytes = 3;
  const bool is_known = kFamilyNames.find(name.substr(0, kHanBytes)) != std::string_view::npos;
  if (letters.other > 0 || is_foreign || !(is_known || is_transcribed) || letters.han < 2 ||
      letters.han > (is_transcribed ? 12U : 4U))
    return {};
  return name;
}

// Small words at the end are marks that stood a little above: "Smith a b".
void drop_titles(std::vector<std::string>& words) {
  const auto is_title = [](const std::string& word) { return kTitles.contains(plain(word)); };
  while (!words.empty() && is_title(words.front()) && words.front().size() > 1)
    words.erase(words.begin());
  while (!words.empty() && (is_title(words.back()) ||
                            (words.back().size() == 1 &&
                             std::islower(static_cast<unsigned char>(words.back()[0])) != 0)))
    words.pop_back();
  if (words.size() > 2 && kMonths.contains(plain(words.back()))) words.pop_back();
}

bool is_name_word(const std::string& word, bool is_inner) {
  const std::string simple = plain(word);
  if (is_inner && kParticles.contains(simple)) return true;
  if (kForeignWords.contains(simple) && word.size() > 1) return false;
  const Letters letters = letters_of(word);
  if (letters.other == 0 || letters.han > 0) return false;
  const bool has_strange = std::any_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 &&
           std::isalpha(static_cast<unsigned char>(c)) == 0 &&
           std::string_view(".-'`").find(c) == std::string_view::npos;
  });
  if (has_strange) return false;
  if (letters.begins_with_capital) return true;
  // "d'Alembert", "al-Khwarizmi", "’t": a small particle joined to a name
  return std::any_of(word.begin() + 1, word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Empty when the part is no name.
std::string name_of(std::string_view part) {
  std::vector<std::string> words = words_of(part);
  drop_titles(words);
  if (words.empty()) return {};
  if (std::string name = chinese_name(words); !name.empty()) return name;
  constexpr std::size_t kMostWords = 7;
  if (words.size() < 2 || words.size() > kMostWords || kParticles.contains(words.front()))
    return {};
  std::size_t long_words = 0;
  std::string name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_name_word(words[i], i + 1 < words.size())) return {};
    const Letters letters = letters_of(words[i]);
    if (letters.other > 1 && letters.begins_with_capital) ++long_words;
    name += (i > 0 ? " " : "") + words[i];
  }
  while (name.ends_with(".") && words.back().size() > 3 && words.back() != "Jr.") name.pop_back();
  return long_words > 0 ? name : std::string();
}

// "and" between blanks is a separator too.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts(1);
  while (!text.empty()) {
    std::string_view separator;
    for (const std::string_view candidate : kSeparators) {
      if (text.starts_with(candidate)) separator = candidate;
    }
    const bool at_word = parts.back().empty() || parts.back().back() == ' ';
    for (const std::string_view word : {"and ", "And ", "AND ", "und ", "et "}) {
      if (at_word && text.starts_with(word)) separator = word;
    }
    if (separator.empty()) {
      parts.back() += text.front();
      text.remove_prefix(1);
    } else {
      parts.emplace_back();
      text.remove_prefix(separator.size());
    }
  }
  return parts;
}

bool is_only_titles(std::string_view part) {
  std::vector<std::string> words = words_of(part);
  drop_titles(words);
  return words.empty();
}

// Chinese names that blanks part, as journals print them: "王小明 李 伟 欧阳建国". A name of two
// characters may have a blank within. Empty when it is one name, or when one of them is none.
std::vector<std::string> chinese_names(std::string_view part) {
  constexpr std::array<std::string_view, 10> kLongFamilyNames = {
      "欧阳", "上官", "诸葛", "司马", "慕容", "司徒", "皇甫", "夏侯", "尉迟", "东方"};
  constexpr std::size_t kHanBytes = 3;
  const std::vector<std::string> words = words_of(part);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_spaced =
        words[i].size() == kHanBytes && i + 1 < words.size() && words[i + 1].size() == kHanBytes;
    std::string name = chinese_name({is_spaced ? words[i] + words[i + 1] : words[i]});
    const bool is_half =
        std::find(kLongFamilyNames.begin(), kLongFamilyNames.end(), name) != kLongFamilyNames.end();
    if (name.empty() || is_half) return {};
    names.push_back(std::move(name));
    if (is_spaced) ++i;
  }
  return names.size() > 1 ? names : std::vector<std::string>();
}

// "2022年10月", "2022 年 10 月" are no names with marks; "王小明1 李伟2" is.
bool has_number_within(std::string_view part) {
  const std::size_t digit = part.find_first_of("0123456789");
  if (digit == std::string_view::npos) return false;
  const std::size_t after = part.find_first_not_of("0123456789", digit);
  if (after == std::string_view::npos) return false;
  if (part[after] != ' ') return begins_with_han(part.substr(after));
  const std::string_view rest =
      part.substr(std::min(part.size(), part.find_first_not_of(' ', after)));
  return rest.starts_with("年") || rest.starts_with("月") || rest.starts_with("日");
}

// "Thomas L.", "Kristina", "J.": what may go on on the next line.
bool is_partial(std::string_view part) {
  const std::vector<std::string> words = words_of(part);
  constexpr std::size_t kMostWords = 3;
  return !words.empty() && words.size() <= kMostWords &&
         std::all_of(words.begin(), words.end(),
                     [](const std::string& word) { return is_name_word(word, true); });
}

}  // namespace

Names names_in(std::string_view text) {
  Names out;
  for (const std::string& raw : parts_of(text)) {
    const std::string part = has_number_within(raw) ? raw : without_marks(raw);
    if (part.empty() || is_only_titles(part) || part == "." || part == "and") continue;
    if (const std::vector<std::string> several = chinese_names(part); !several.empty()) {
      out.names.insert(out.names.end(), several.begin(), several.end());
      out.ends_in_partial = false;
      continue;
    }
    std::string name = raw.find('@') == std::string::npos ? name_of(part) : std::string();
    out.ends_in_partial = name.empty() && is_partial(part);
    if (name.empty())
      ++out.others;
    else
      out.names.push_back(std::move(name));
  }
  return out;
}

std::vector<std::string> leading_names(std::string_view text) {
  std::vector<std::string> names;
  for (const std::string& raw : parts_of(text)) {
    std::string name = name_of(without_marks(raw));
    if (name.empty()) break;
    names.push_back(std::move(name));
  }
  return names;
}

std::string_view after_author_label(std::string_view line) {
  constexpr std::array<std::string_view, 14> kLabels = {
      "作者",   "姓名",    "研究生", "申请人",  "学生",      "编写", "撰稿",
      "author", "authors", "name",   "student", "candidate", "by",   "prepared by"};
  for (const std::string_view colon : {":", "："}) {
    const std::size_t at = line.find(colon);
    if (at == std::string_view::npos) continue;
    std::string label = lower_case(squeezed(line.substr(0, at)));
    if (label.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos)
      std::erase(label, ' ');
    const bool is_ours = std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view word) {
      return static_cast<unsigned char>(word[0]) >= 0x80 ? label.find(word) != std::string::npos
                                                         : label == word;
    });
    return is_ours ? line.substr(at + colon.size()) : std::string_view();
  }
  return line;
}

bool names_an_institution(std::string_view text) {
  constexpr std::array<std::string_view, 16> kPlain = {
      "universi", "department", "institut",   "laborator", "college", "school of",
      "faculty",  "center for", "centre for", "academy",   "gmbh",    "@",
      "大学",     "学院",       "研究所",     "公司"};
  const std::string lower = lower_case(text);
  return std::any_of(kPlain.begin(), kPlain.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool ends_in_separator(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.ends_with(" and") || text == "and") return true;
  return std::any_of(kSeparators.begin(), kSeparators.end(),
                     [&](std::string_view separator) { return text.ends_with(separator); });
}

bool has_separator(std::string_view text) {
  return text.find(" and ") != std::string_view::npos ||
         std::any_of(kSeparators.begin(), kSeparators.end(), [&](std::string_view separator) {
           return text.find(separator) != std::string_view::npos;
         });
}

bool ends_with_last_name(std::string_view text) {
  const std::size_t last = std::max(text.rfind(" and ") + 1, text.rfind("&") + 1);
  return last != 0 && !has_separator(text.substr(last + 3));
}

}  // namespace isthmus::parsers
