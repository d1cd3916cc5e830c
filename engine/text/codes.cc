#include "engine/text/codes.h"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/text/chains.h"
#include "engine/text/code_words.h"

namespace isthmus::text {
namespace {

constexpr std::size_t kMaxChainLength = 16;  // longer ones are paths, not codes
constexpr std::size_t kMaxPlainWords = 4;  // more words without a digit are a sentence with hyphens
constexpr std::size_t kMaxCodeLength = 64;  // bytes of the canonical form

// Is a chain a code?
class CodeJudge {
 public:
  CodeJudge(const Words& words, CodeRules rules) : words_(words), rules_(rules) {}

  bool is_code(Chain chain) const {
    std::size_t plain_words = 0;
    bool has_letter = false;
    for (std::size_t i = chain.first; i < chain.last; ++i) {
      if (!any_digit(words_[i])) ++plain_words;
      has_letter = has_letter || !all_digits(words_[i]);
    }
    if (plain_words == chain.size() || plain_words > kMaxPlainWords) return false;
    if (is_date_or_time(chain)) return false;
    return has_letter ? !is_quantity(chain) && !is_number_with_words(chain)
                      : is_numeric_code(chain);
  }

 private:
  bool is_numeric_code(Chain chain) const {
    if (words_.has_joiner(chain, 'x')) return !words_.has_joiner(chain, '.');  // 7.56×10 is a value
    const bool has_dots = words_.has_joiner(chain, '.');
    const bool has_hyphens = words_.has_joiner(chain, '-');
    for (const char other : {':', '+', '/', '_'}) {
      if (words_.has_joiner(chain, other)) return false;
    }
    if (has_hyphens && chain.size() == 3) {
      return is_cas_number(words_[chain.first], words_[chain.first + 1], words_[chain.first + 2]);
    }
    return chain.size() >= 4 && has_dots != has_hyphens;
  }

  // 2024-05-01, 2024-05-01T12:30:00Z, 12:30, 12:30pm.
  bool is_date_or_time(Chain chain) const {
    if (chain.size() >= 2 && words_.joiner_after(chain.first) == ':' &&
        is_number_between(words_[chain.first], 0, 24) &&
        leading_digits(words_[chain.first + 1]) == 2) {
      return true;
    }
    if (chain.size() < 3 || !is_number_between(words_[chain.first], 1000, 2999) ||
        !is_number_between(words_[chain.first + 1], 1, 12)) {
      return false;
    }
    const std::string_view day = words_[chain.first + 2];
    const std::size_t digits = leading_digits(day);
    if (!is_number_between(day.substr(0, digits), 1, 31)) return false;
    return digits == day.size() || day[digits] == 't';
  }

  // 5mm, 2.5mm, 10-20mm, 1.1×10-5mol, 20km/h, 2nd, 1990s.
  bool is_quantity(Chain chain) const {
    std::size_t i = chain.first;
    while (i + 1 < chain.last && all_digits(words_[i]) && words_.joiner_after(i) != '/') ++i;
    if (!is_measured_number(words_[i])) return false;
    for (; i + 1 < chain.last; ++i) {
      if (words_.joiner_after(i) != '/' || !is_unit(words_[i + 1])) return false;
    }
    return true;
  }

  // 11-inch, 6500-foot-per-second, 45degree: a number and words in lower case.
  bool is_number_with_words(Chain chain) const {
    if (rules_ == CodeRules::kQuery) return false;
    std::size_t i = chain.first;
    while (i + 1 < chain.last && all_digits(words_[i])) ++i;
    const std::string_view head = words_.original(i);
    const std::string_view letters = head.substr(std::min(leading_digits(head), head.size()));
    const bool is_plain = any_digit(head) ? letters.size() >= 3 : i > chain.first;
    if (!is_plain || !std::all_of(letters.begin(), letters.end(), is_ascii_lower)) return false;
    for (++i; i < chain.last; ++i) {
      const std::string_view word = words_.original(i);
      if (!std::all_of(word.begin(), word.end(), is_ascii_lower)) return false;
    }
    return true;
  }

  const Words& words_;
  CodeRules rules_;
};

class CodeFinder {
 public:
  CodeFinder(std::string_view text, const SplitText& split, CodeRules rules)
      : words_(text, split.atoms),
        judge_(words_, rules),
        seeds_(split.digit_atoms),
        rules_(rules) {}

  std::vector<Code> run() {
    std::size_t done = 0;  // atoms before this one belong to chains already read
    for (const std::uint32_t seed : seeds_) {
      if (seed < done) continue;
      const Chain chain = chain_around(seed, done);
      done = chain.last;
      read_chain(chain);
    }
    sort_codes();
    return std::move(codes_);
  }

 private:
  Chain chain_around(std::size_t seed, std::size_t floor) const {
    Chain chain{seed, seed + 1};
    while (chain.last < words_.count() && words_.joiner_after(chain.last - 1) != '\0') ++chain.last;
    while (chain.first > floor && seed - chain.first <= kMaxChainLength &&
           words_.joiner_after(chain.first - 1) != '\0') {
      --chain.first;
    }
    return chain;
  }

  void read_chain(Chain chain) {
    if (const std::optional<Chain> doi = find_doi(chain)) return add(*doi);
    const bool is_address = words_.is_preceded_by(chain.first, "://");
    if (is_address || chain.size() > kMaxChainLength) return add_parts(chain);
    if (words_.is_preceded_by(chain.first, "%")) return;  // an escaped blank in an address
    chain = trim(chain);
    if (follow_blank(chain)) return;
    add_if_code(chain);
    if (add_without_year(chain, first_number(chain))) return;
    add_without_tail(chain);
    if (!words_.has_joiner(chain, '/') && !words_.has_joiner(chain, '+')) return;
    if (judge_.is_code(chain)) add_parts(chain);
  }

  // "10." registrant "/" suffix, anywhere in the chain: a resolver's address may stand before it.
  std::optional<Chain> find_doi(Chain chain) const {
    for (std::size_t i = chain.first; i + 2 < chain.last; ++i) {
      const std::string_view registrant = words_[i + 1];
      if (words_[i] == "10" && words_.joiner_after(i) == '.' && all_digits(registrant) &&
          registrant.size() >= 4 && registrant.size() <= 9 && words_.joiner_after(i + 1) == '/') {
        return Chain{i, chain.last};
      }
    }
    return std::nullopt;
  }

  // Without "alarm." before and ".Next" after: words that punctuation only happens to touch.
  Chain trim(Chain chain) const {
    while (chain.size() > 1 && !any_digit(words_[chain.last - 1]) &&
           is_loose(words_.joiner_after(chain.last - 2))) {
      --chain.last;
    }
    while (chain.size() > 1 && is_label(chain.first)) ++chain.first;
    return chain;
  }

  static bool is_loose(char joiner) { return joiner == '.' || joiner == '+'; }

  bool is_label(std::size_t atom) const {
    const std::string_view word = words_[atom];
    if (any_digit(word)) return false;
    const char joiner = words_.joiner_after(atom);
    if (joiner == '/') return word.size() >= 4;
    if (!is_loose(joiner)) return false;
    return word.size() >= 3 || word == "no" || word == "eq" || word == "pp" || word == "ch";
  }

  // Letters and one blank before the chain: "E 203", "GB/T 7714-2015". True when the chain is a
  // standard's number.
  bool follow_blank(Chain chain) {
    if (chain.first == 0 || leading_digits(words_[chain.first]) < 2) return false;
    const std::size_t letters_last = chain.first - 1;
    if (!words_.is_plain(letters_last) || !words_.is_one_blank_after(letters_last)) return false;
    std::size_t letters_first = letters_last;
    while (letters_first > 0 && letters_last - letters_first < 3 &&
           joins_letters(letters_first - 1)) {
      --letters_first;
    }
    if (is_standard({letters_first, chain.first}, "")) {
      add({letters_first, chain.last});
      add_without_year({letters_first, chain.last}, chain.first);
      return true;
    }
    if (all_digits(words_[chain.first]) && is_short_prefix(letters_last)) {
      add({letters_last, chain.last});
    }
    return false;
  }

  bool joins_letters(std::size_t atom) const {
    const char joiner = words_.joiner_after(atom);
    return (joiner == '/' || joiner == '-') && words_.is_plain(atom);
  }

  bool is_short_prefix(std::size_t atom) const {
    const std::string_view letters = words_[atom];
    if (letters.size() > 4 || is_stop_word(letters)) return false;
    if (!std::all_of(letters.begin(), letters.end(), is_ascii_lower)) return false;
    if (rules_ == CodeRules::kQuery) return true;
    if (!words_.is_upper_case(atom)) return false;
    // In a text all in capitals "READ 100" is no code.
    const bool shouts = atom > 0 && words_[atom - 1].size() > 1 && words_.is_upper_case(atom - 1);
    return !shouts || letters.size() <= 2;
  }

  // Do the letters of `prefix` and `more`, the beginning of the next word, name a body of
  // standards? Those recommended to a trade in China end with "/T": YY/T, HG/T.
  bool is_standard(Chain prefix, std::string_view more) const {
    const std::string letters = words_.canonical(prefix).append(more);
    if (is_standards_body(letters)) return true;
    const std::size_t before_t = more.empty() ? 2 : 1;  // words of the prefix up to the slash
    if (prefix.size() < before_t || letters.size() < 2 || letters.size() > 4) return false;
    const std::string_view tail = more.empty() ? words_[prefix.last - 1] : more;
    return tail == "t" && words_.joiner_after(prefix.last - before_t) == '/';
  }

  // "GB/T 7714-2015" is also found as "GB/T 7714". `number` is the first word of the chain with a
  // digit. True when the chain is a standard.
  bool add_without_year(Chain chain, std::size_t number) {
    const std::string_view head = words_[number];
    const auto* digits = std::find_if(head.begin(), head.end(), is_ascii_digit);
    const auto letters = static_cast<std::size_t>(digits - head.begin());
    if (!is_standard({chain.first, number}, head.substr(0, letters))) return false;
    if (chain.last - number < 2 || !is_year(words_[chain.last - 1])) return true;
    const char joiner = words_.joiner_after(chain.last - 2);
    if (joiner == '-' || joiner == ':') add({chain.first, chain.last - 1});
    return true;
  }

  std::size_t first_number(Chain chain) const {
    std::size_t number = chain.first;
    while (number + 1 < chain.last && !any_digit(words_[number])) ++number;
    return number;
  }

  // "COVID-19-related" is also found as "COVID-19".
  void add_without_tail(Chain chain) {
    Chain shorter = chain;
    while (shorter.size() > 1 && !any_digit(words_[shorter.last - 1]) &&
           words_[shorter.last - 1].size() >= 4) {
      --shorter.last;
    }
    if (shorter.size() < chain.size()) add_if_code(shorter);
  }

  // "E-203/E-204" is also found as either.
  void add_parts(Chain chain) {
    std::size_t begin = chain.first;
    for (std::size_t i = chain.first; i < chain.last; ++i) {
      const char joiner = i + 1 < chain.last ? words_.joiner_after(i) : '/';
      if (joiner != '/' && joiner != '+') continue;
      const Chain part = trim({begin, i + 1});
      if (part.size() <= kMaxChainLength) add_if_code(part);
      begin = i + 1;
    }
  }

  void add_if_code(Chain chain) {
    if (judge_.is_code(chain)) add(chain);
  }

  void add(Chain chain) {
    Code code{words_.canonical(chain), static_cast<std::uint32_t>(chain.first),
              static_cast<std::uint32_t>(chain.size())};
    if (code.text.size() <= kMaxCodeLength) codes_.push_back(std::move(code));
  }

  void sort_codes() {
    const auto before = [](const Code& left, const Code& right) {
      if (left.first_atom != right.first_atom) return left.first_atom < right.first_atom;
      return left.atom_count > right.atom_count;
    };
    std::stable_sort(codes_.begin(), codes_.end(), before);
    const auto same = [](const Code& left, const Code& right) {
      return left.first_atom == right.first_atom && left.atom_count == right.atom_count;
    };
    codes_.erase(std::unique(codes_.begin(), codes_.end(), same), codes_.end());
  }

  Words words_;
  CodeJudge judge_;
  const std::vector<std::uint32_t>& seeds_;
  CodeRules rules_;
  std::vector<Code> codes_;
};

}  // namespace

std::vector<Code> find_codes(std::string_view text, const SplitText& split, CodeRules rules) {
  return CodeFinder(text, split, rules).run();
}

}  // namespace isthmus::text
