#include "engine/text/codes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "engine/text/characters.h"
#include "engine/text/utf8.h"

namespace isthmus::text {
namespace {

constexpr std::size_t kMaxChainLength = 16;  // longer ones are paths and addresses, not codes
constexpr std::size_t kMaxCodeLength = 64;   // bytes of the canonical form

// '\0' when the bytes between two words are no joiner; '-' stands for all hyphens and dashes, 'x'
// for '×' and '*'.
char joiner_of(char32_t code_point) {
  switch (character_of(code_point).folded) {
    case '-':
    case 0x2010:  // hyphen
    case 0x2012:  // figure dash
    case 0x2013:  // en dash
    case 0x2014:  // em dash, usual in Chinese standards: GB/T 7714—2015
    case 0x2212:  // minus sign
      return '-';
    case '_':
      return '_';
    case '/':
    case 0x2044:  // fraction slash
    case 0x2215:  // division slash
      return '/';
    case '.':
      return '.';
    case ':':
      return ':';
    case '+':
      return '+';
    case '*':
    case 0x00D7:
      return 'x';
    default:
      return '\0';
  }
}

// The joiner that the bytes are, ignorable characters apart.
char joiner_in(std::string_view gap) {
  char joiner = '\0';
  for (std::size_t i = 0; i < gap.size();) {
    const DecodedCodePoint decoded = decode_code_point(gap, i);
    i += decoded.length;
    if (character_of(decoded.value).character_class == CharacterClass::kIgnored) continue;
    if (joiner != '\0') return '\0';
    joiner = joiner_of(decoded.value);
    if (joiner == '\0') return '\0';
  }
  return joiner;
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool any_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

std::size_t leading_digits(std::string_view text) {
  const auto* end = std::find_if_not(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

bool number_between(std::string_view digits, int least, int most) {
  if (digits.empty() || digits.size() > 4 || !all_digits(digits)) return false;
  const int value = std::stoi(std::string(digits));
  return value >= least && value <= most;
}

bool is_year(std::string_view text) { return text.size() == 4 && number_between(text, 1900, 2099); }

// Publishers of standards as they are written before a number, without joiners.
bool is_standards_body(std::string_view letters) {
  static const std::unordered_set<std::string_view> bodies = {
      "ansi", "api",  "asme",  "astm",  "bs",   "bsen", "cen",    "cjj",   "db",    "dbt",
      "din",  "dlt",  "en",    "etsi",  "gb",   "gbt",  "gbz",    "gjb",   "gost",  "hgt",
      "hjt",  "iec",  "iects", "iectr", "ieee", "iso",  "isoiec", "isotr", "isots", "itu",
      "itur", "itut", "jbt",   "jgj",   "jis",  "jjf",  "jjg",    "nbt",   "nfpa",  "nist",
      "qct",  "rfc",  "sae",   "sjt",   "ul",   "vde",  "vdi",    "ydt",   "yyt",   "гост"};
  return bodies.contains(letters);
}

bool is_unit(std::string_view letters) {
  static const std::unordered_set<std::string_view> units = {
      "mm",  "cm",  "m",   "km",  "nm",  "um",  "μm", "kg", "g",   "mg",  "s",   "ms", "us",  "h",
      "hz",  "khz", "mhz", "ghz", "v",   "kv",  "mv", "a",  "ma",  "w",   "kw",  "mw", "pa",  "kpa",
      "mpa", "bar", "ml",  "l",   "b",   "kb",  "mb", "gb", "tb",  "px",  "rpm", "db", "dpi", "n",
      "kn",  "m2",  "m3",  "mm2", "cm2", "cm3", "°c", "k",  "min", "mol", "ppm"};
  return units.contains(letters);
}

bool is_ordinal_suffix(std::string_view letters) {
  return letters == "st" || letters == "nd" || letters == "rd" || letters == "th" || letters == "s";
}

// Words from `first` to before `last`, and the joiner after each but the last.
struct Chain {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t size() const { return last - first; }
};

class CodeFinder {
 public:
  CodeFinder(std::string_view text, const SplitText& split, CodeRules rules)
      : text_(text), atoms_(split.atoms), seeds_(split.digit_atoms), rules_(rules) {}

  std::vector<Code> run() {
    std::size_t done = 0;  // atoms before this one belong to chains already read
    for (const std::uint32_t seed : seeds_) {
      if (seed < done) continue;
      const Chain chain = chain_around(seed, done);
      done = chain.last;
      if (chain.size() <= kMaxChainLength) {
        read_chain(chain);
      } else {
        for (std::size_t i = chain.first; i < chain.last; ++i) add_if_code({i, i + 1});
      }
    }
    sort_codes();
    return std::move(codes_);
  }

 private:
  std::string_view word(std::size_t atom) const { return atoms_[atom].text; }

  // What joins `atom` to the next one; '\0' for nothing.
  char joiner_after(std::size_t atom) const {
    const Atom& left = atoms_[atom];
    const Atom& right = atoms_[atom + 1];
    if (left.atom_class != AtomClass::kWord || right.atom_class != AtomClass::kWord) return '\0';
    if (right.begin <= left.end || right.begin - left.end > 8) return '\0';
    const char joiner = joiner_in(text_.substr(left.end, right.begin - left.end));
    if (joiner != 'x') return joiner;
    const bool between_digits = is_digit(left.text.back()) && is_digit(right.text.front());
    return between_digits ? joiner : '\0';
  }

  Chain chain_around(std::size_t seed, std::size_t floor) const {
    Chain chain{seed, seed + 1};
    while (chain.last < atoms_.size() && joiner_after(chain.last - 1) != '\0') ++chain.last;
    while (chain.first > floor && seed - chain.first <= kMaxChainLength &&
           joiner_after(chain.first - 1) != '\0') {
      --chain.first;
    }
    return chain;
  }

  void read_chain(Chain chain) {
    if (const std::optional<Chain> doi = find_doi(chain)) {
      add(*doi);
      return;
    }
    chain = trim(chain);
    if (chain.size() == 0) return;
    if (follow_blank(chain)) return;
    add_if_code(chain);
    if (add_without_year(chain, first_number(chain))) return;
    add_without_tail(chain);
    add_parts(chain);
  }

  // "10." registrant "/" suffix, anywhere in the chain: a resolver's address may stand before it.
  std::optional<Chain> find_doi(Chain chain) const {
    for (std::size_t i = chain.first; i + 2 < chain.last; ++i) {
      if (word(i) == "10" && joiner_after(i) == '.' && all_digits(word(i + 1)) &&
          word(i + 1).size() >= 4 && word(i + 1).size() <= 9 && joiner_after(i + 1) == '/') {
        return Chain{i, chain.last};
      }
    }
    return std::nullopt;
  }

  // Without "alarm:" before and ".Next" after: words that punctuation only happens to touch.
  Chain trim(Chain chain) const {
    while (chain.size() > 1 && !any_digit(word(chain.last - 1)) &&
           is_loose(joiner_after(chain.last - 2))) {
      --chain.last;
    }
    while (chain.size() > 1 && !any_digit(word(chain.first)) &&
           is_loose(joiner_after(chain.first)) && is_label(word(chain.first))) {
      ++chain.first;
    }
    return chain;
  }

  static bool is_loose(char joiner) { return joiner == '.' || joiner == ':' || joiner == '+'; }

  static bool is_label(std::string_view letters) {
    return letters.size() >= 3 || letters == "no" || letters == "eq" || letters == "pp" ||
           letters == "ch" || letters == "ed";
  }

  // Letters and one blank before the chain: "E 203", "GB/T 7714-2015". True when the two together
  // were added.
  bool follow_blank(Chain chain) {
    if (chain.first == 0 || leading_digits(word(chain.first)) < 2) return false;
    const std::size_t letters_last = chain.first - 1;
    if (!is_letters(letters_last) || !is_one_blank(letters_last)) return false;
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
    if (!all_digits(word(chain.first)) || !is_short_prefix(letters_last)) return false;
    add({letters_last, chain.last});
    return false;
  }

  bool is_letters(std::size_t atom) const {
    return atoms_[atom].atom_class == AtomClass::kWord && !any_digit(word(atom));
  }

  bool joins_letters(std::size_t atom) const {
    const char joiner = joiner_after(atom);
    return (joiner == '/' || joiner == '-') && is_letters(atom);
  }

  bool is_one_blank(std::size_t atom) const {
    const std::uint32_t begin = atoms_[atom].end;
    const std::uint32_t end = atoms_[atom + 1].begin;
    if (end <= begin || end - begin > 3) return false;
    const DecodedCodePoint decoded = decode_code_point(text_, begin);
    return decoded.length == end - begin &&
           character_of(decoded.value).character_class == CharacterClass::kBlank;
  }

  bool is_short_prefix(std::size_t atom) const {
    const std::string_view letters = word(atom);
    if (letters.size() > 4 || is_stop_word(letters)) return false;
    const std::string_view original =
        text_.substr(atoms_[atom].begin, atoms_[atom].end - atoms_[atom].begin);
    const auto is_lower = [](char byte) { return byte >= 'a' && byte <= 'z'; };
    const auto is_upper = [](char byte) { return byte >= 'A' && byte <= 'Z'; };
    if (!std::all_of(letters.begin(), letters.end(), is_lower)) return false;
    return rules_ == CodeRules::kQuery || std::all_of(original.begin(), original.end(), is_upper);
  }

  // Do the letters of `prefix` and `more`, the beginning of the next word, name a body of
  // standards? Those recommended to a trade in China end with "/T": YY/T, HG/T.
  bool is_standard(Chain prefix, std::string_view more) const {
    const std::string letters = canonical(prefix).append(more);
    if (is_standards_body(letters)) return true;
    if (prefix.size() == 0 || letters.size() < 2 || letters.size() > 4) return false;
    const std::size_t slash = more.empty() ? prefix.last - 2 : prefix.last - 1;
    const std::string_view tail = more.empty() ? word(prefix.last - 1) : more;
    return tail == "t" && (prefix.size() > 1 || !more.empty()) && joiner_after(slash) == '/';
  }

  // "GB/T 7714-2015" is also found as "GB/T 7714". `number` is the first word of the chain with a
  // digit. True when the chain is a standard.
  bool add_without_year(Chain chain, std::size_t number) {
    const std::string_view letters = word(number).substr(0, number_begin(word(number)));
    if (!is_standard({chain.first, number}, letters)) return false;
    const char joiner = chain.size() > 1 ? joiner_after(chain.last - 2) : '\0';
    if (chain.last - 1 > number && (joiner == '-' || joiner == ':') &&
        is_year(word(chain.last - 1))) {
      add({chain.first, chain.last - 1});
    }
    return true;
  }

  std::size_t first_number(Chain chain) const {
    std::size_t number = chain.first;
    while (number + 1 < chain.last && !any_digit(word(number))) ++number;
    return number;
  }

  static std::size_t number_begin(std::string_view head) {
    return static_cast<std::size_t>(std::find_if(head.begin(), head.end(), is_digit) -
                                    head.begin());
  }

  // "COVID-19-related" is also found as "COVID-19".
  void add_without_tail(Chain chain) {
    Chain shorter = chain;
    while (shorter.size() > 1 && !any_digit(word(shorter.last - 1)) &&
           word(shorter.last - 1).size() >= 4) {
      --shorter.last;
    }
    if (shorter.size() < chain.size()) add_if_code(shorter);
  }

  // "E-203/E-204" is also found as either.
  void add_parts(Chain chain) {
    std::size_t begin = chain.first;
    for (std::size_t i = chain.first; i < chain.last; ++i) {
      const char joiner = i + 1 < chain.last ? joiner_after(i) : '/';
      if (joiner != '/' && joiner != '+') continue;
      const Chain part{begin, i + 1};
      if (part.size() < chain.size()) add_if_code(part);
      begin = i + 1;
    }
  }

  bool is_code(Chain chain) const {
    bool has_digit = false;
    bool has_letter = false;
    for (std::size_t i = chain.first; i < chain.last; ++i) {
      const bool digits_only = all_digits(word(i));
      has_digit = has_digit || any_digit(word(i));
      has_letter = has_letter || !digits_only;
    }
    if (!has_digit || is_date_or_time(chain)) return false;
    return has_letter ? !is_quantity(chain) : is_numeric_code(chain);
  }

  bool has_joiner(Chain chain, char wanted) const {
    for (std::size_t i = chain.first; i + 1 < chain.last; ++i) {
      if (joiner_after(i) == wanted) return true;
    }
    return false;
  }

  bool is_numeric_code(Chain chain) const {
    if (has_joiner(chain, 'x')) return true;
    if (has_joiner(chain, ':') || has_joiner(chain, '+') || has_joiner(chain, '/')) return false;
    const bool is_cas_number = chain.size() == 3 && !has_joiner(chain, '.') &&
                               word(chain.first).size() >= 2 && word(chain.first).size() <= 7 &&
                               word(chain.first + 1).size() == 2 &&
                               word(chain.first + 2).size() == 1;
    return chain.size() >= 4 || is_cas_number;
  }

  // 2024-05-01, 2024-05-01T12:30:00Z, 12:30pm.
  bool is_date_or_time(Chain chain) const {
    if (chain.size() >= 2 && joiner_after(chain.first) == ':' &&
        number_between(word(chain.first), 0, 24) && leading_digits(word(chain.first + 1)) == 2) {
      return true;
    }
    if (chain.size() < 3 || !number_between(word(chain.first), 1000, 2999) ||
        !number_between(word(chain.first + 1), 1, 12)) {
      return false;
    }
    const std::string_view day = word(chain.first + 2);
    const std::size_t digits = leading_digits(day);
    if (!number_between(day.substr(0, digits), 1, 31)) return false;
    return digits == day.size() || day[digits] == 't';
  }

  // 5mm, 2.5mm, 10-20mm, 2nd, 1990s.
  bool is_quantity(Chain chain) const {
    for (std::size_t i = chain.first; i + 1 < chain.last; ++i) {
      const char joiner = joiner_after(i);
      if (!all_digits(word(i)) || (joiner != '.' && joiner != '-')) return false;
    }
    const std::string_view last = word(chain.last - 1);
    const std::size_t digits = leading_digits(last);
    if (digits == 0) return false;
    const std::string_view letters = last.substr(digits);
    return is_unit(letters) || is_ordinal_suffix(letters);
  }

  std::string canonical(Chain chain) const {
    std::string text;
    for (std::size_t i = chain.first; i < chain.last; ++i) {
      text += word(i);
      const char joiner = i + 1 < chain.last ? joiner_after(i) : '\0';
      if (joiner == '.' || joiner == '+' || joiner == 'x') text.push_back(joiner);
    }
    return text;
  }

  void add_if_code(Chain chain) {
    if (is_code(chain)) add(chain);
  }

  void add(Chain chain) {
    Code code{canonical(chain), static_cast<std::uint32_t>(chain.first),
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

  std::string_view text_;
  const std::vector<Atom>& atoms_;
  const std::vector<std::uint32_t>& seeds_;
  CodeRules rules_;
  std::vector<Code> codes_;
};

}  // namespace

std::vector<Code> find_codes(std::string_view text, const SplitText& split, CodeRules rules) {
  return CodeFinder(text, split, rules).run();
}

}  // namespace isthmus::text
