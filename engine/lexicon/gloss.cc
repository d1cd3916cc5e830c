#include "engine/lexicon/gloss.h"

#include <algorithm>
#include <optional>

#include "engine/lexicon/gloss_words.h"
#include "engine/lexicon/key.h"
#include "engine/lexicon/prose.h"
#include "engine/text/analysis.h"

namespace isthmus::lexicon {
namespace {

constexpr std::size_t kMostInner = 160;      // bytes between parentheses; more are a remark
constexpr std::size_t kMostBefore = 240;     // bytes that are looked at before them
constexpr std::size_t kMostParts = 4;        // between commas, likewise
constexpr std::size_t kMostLetters = 8;      // of an abbreviation
constexpr std::size_t kMostWordsBefore = 4;  // of an English term before a Chinese one

template <std::size_t kCount>
bool is_among(std::string_view text, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::size_t letters_of(std::string_view abbreviation) {
  return static_cast<std::size_t>(
      std::count_if(abbreviation.begin(), abbreviation.end(), is_letter));
}

// Words [word…] from their first letters and what may follow within each, for the letters from
// `letter` on. Both lists are short, so this need not remember what it tried.
bool matches(std::string_view letters, const std::vector<std::string>& words, std::size_t word) {
  if (word == words.size()) return letters.empty();
  const std::string& text = words[word];
  if (text::is_stop_word(text) && matches(letters, words, word + 1)) return true;
  if (letters.empty() || text.front() != letters.front()) return false;
  std::size_t at = 0;
  for (std::size_t taken = 1; taken <= letters.size(); ++taken) {
    if (matches(letters.substr(taken), words, word + 1)) return true;
    at = taken < letters.size() ? text.find(letters[taken], at + 1) : std::string::npos;
    if (at == std::string::npos) return false;
  }
  return false;
}

// An English term that stands by itself.
bool is_english_term(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  if (words.empty() || words.size() > kMostWords || key_of(text).empty()) return false;
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || c == ' ' || c == '-' || c == '\'';
  });
  const auto is_odd = [](std::string_view word) {  // camelCase is a name of code
    return word.size() > 1 && std::any_of(word.begin() + 1, word.end(), is_capital);
  };
  const std::vector<std::string_view> written = split_words(text);
  return is_plain && text.size() > 3 && std::none_of(written.begin(), written.end(), is_odd) &&
         !text::is_stop_word(words.front()) && !is_among(words.front(), kNoTermBegins) &&
         !text::is_stop_word(words.back());
}

bool is_chinese_term(std::string_view text) {
  const std::size_t size = han_count(text);
  const auto stands_in = [&](std::string_view one) {
    return text.find(one) != std::string_view::npos;
  };
  return size >= 2 && size <= kMostHan &&
         std::none_of(kNotInTerms.begin(), kNotInTerms.end(), stands_in);
}

// What stands between the parentheses, as far as it is a term.
struct Inner {
  std::string abbreviation;
  std::string english;
  std::string chinese;
};

std::string_view without_introduction(std::string_view part) {
  for (const std::string_view introduction : kIntroductions) {
    if (!part.starts_with(introduction)) continue;
    part.remove_prefix(introduction.size());
    return without_quotes(part);
  }
  return without_quotes(part);
}

Inner inner_of(std::string_view text) {
  Inner inner;
  const std::vector<std::string_view> parts = split_parts(text);
  if (parts.size() > kMostParts) return inner;
  for (const std::string_view part : parts) {
    const std::string term(without_introduction(part));
    if (is_abbreviation(singular(term))) {
      if (inner.abbreviation.empty()) inner.abbreviation = singular(term);
    } else if (is_english_term(term)) {
      if (inner.english.empty()) inner.english = term;
    } else if (is_chinese_term(term)) {
      if (inner.chinese.empty()) inner.chinese = term;
    } else {
      return {};  // a sentence, a formula: what is beside it is none either
    }
  }
  return inner;
}

// The words before the parentheses that the abbreviation stands for; empty when there are none.
std::string long_form_before(std::string_view before, std::string_view abbreviation) {
  const std::vector<std::string_view> words = last_words(before, letters_of(abbreviation) + 4);
  for (std::size_t count = 1; count <= words.size(); ++count) {
    const std::string_view first = words[words.size() - count];
    const auto begin = static_cast<std::size_t>(first.data() - before.data());
    const std::string form = one_line(before.substr(begin));
    if (!text::is_stop_word(text::fold(first)) && stands_for(abbreviation, form)) return form;
  }
  return {};
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<Gloss> find() {
    for (std::size_t at = next_opening(text_, 0); at < text_.size(); at = next_opening(text_, at)) {
      const std::size_t opening = at;
      at += parenthesis_size(text_, at);
      const std::string_view within = before_closing(text_.substr(at, kMostInner));
      if (within.empty()) continue;
      const std::size_t from = opening - std::min(opening, kMostBefore);
      read(without_end_quotes(text_.substr(from, opening - from)), inner_of(within));
    }
    return std::move(glosses_);
  }

 private:
  void read(std::string_view before, const Inner& inner) {
    if (!inner.english.empty() && stands_for(inner.abbreviation, inner.english))
      add(GlossKind::kAbbreviation, inner.english, inner.abbreviation);
    if (ends_with_han(before)) return read_chinese(before, inner);
    const std::vector<std::string_view> last = last_words(before, 1);
    if (last.empty()) return;
    if (is_abbreviation(last.front())) return read_short(last.front(), inner);
    if (const std::string form = long_form_before(before, inner.abbreviation); !form.empty())
      add(GlossKind::kAbbreviation, form, inner.abbreviation);
    read_english(before, inner);
  }

  void read_chinese(std::string_view before, const Inner& inner) {
    const std::string term = chinese_before(before);
    if (term.empty()) return;
    if (!inner.english.empty()) add(GlossKind::kTranslation, term, inner.english);
    read_chinese_short(term, inner.abbreviation);
  }

  void read_chinese_short(const std::string& term, std::string_view abbreviation) {
    // What ends so is a group of an experiment: its letters hold in one text.
    if (!abbreviation.empty() && han_count(term) >= letters_of(abbreviation) &&
        !term.ends_with("组"))
      add(GlossKind::kAbbreviation, term, abbreviation);
  }

  void read_short(std::string_view abbreviation, const Inner& inner) {
    if (!inner.english.empty() && stands_for(abbreviation, inner.english))
      add(GlossKind::kAbbreviation, inner.english, abbreviation);
    if (!inner.chinese.empty()) read_chinese_short(inner.chinese, abbreviation);
  }

  // Nobody says where an English term begins either: the whole run of words, when it is short.
  void read_english(std::string_view before, const Inner& inner) {
    const std::vector<std::string_view> words = last_words(before, kMostWordsBefore + 1);
    if (inner.chinese.empty() || words.empty() || words.size() > kMostWordsBefore) return;
    const auto begin = static_cast<std::size_t>(words.front().data() - before.data());
    const std::string term = one_line(before.substr(begin));
    if (is_english_term(term)) add(GlossKind::kTranslation, inner.chinese, term);
  }

  // From the last word that belongs to no term on.
  static std::string chinese_before(std::string_view before) {
    const std::string_view run = last_han(before);
    if (is_part_of_word(before.substr(0, before.size() - run.size()))) return {};
    const std::string_view term = after_last_word(run, kBeforeTerms);
    return is_chinese_term(term) ? std::string(term) : std::string();
  }

  void add(GlossKind kind, std::string_view term, std::string_view other) {
    Gloss gloss{kind, std::string(term), std::string(other)};
    if (std::find(glosses_.begin(), glosses_.end(), gloss) == glosses_.end())
      glosses_.push_back(std::move(gloss));
  }

  std::string_view text_;
  std::vector<Gloss> glosses_;
};

}  // namespace

std::string_view name_of(GlossKind kind) {
  if (kind == GlossKind::kSpelling) return "spelling";
  return kind == GlossKind::kAbbreviation ? "abbreviation" : "translation";
}

bool is_abbreviation(std::string_view text) {
  const std::size_t letters = letters_of(text);
  if (letters < 2 || letters > kMostLetters || is_among(text, kNoAbbreviations)) return false;
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return is_capital(c) || c == 'o' || c == '-' || c == '/' || c == '&';
  });
  return is_plain && is_capital(text.front()) && is_capital(text.back());
}

bool stands_for(std::string_view abbreviation, std::string_view words) {
  std::string letters;
  for (const char c : abbreviation) {
    if (is_letter(c)) letters += lower(c);
  }
  const std::vector<std::string> all = words_of(words);
  if (letters.size() < 2 || all.empty() || all.size() > letters.size() + 4) return false;
  // One word says too little for two letters.
  if (all.size() == 1 && (letters.size() < 3 || all.front().size() < letters.size() * 2))
    return false;
  return matches(letters, all, 0);
}

std::vector<Gloss> find_glosses(std::string_view markdown) {
  const std::string prose = without_code(markdown);
  return Finder(prose).find();
}

}  // namespace isthmus::lexicon
