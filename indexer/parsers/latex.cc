#include "indexer/parsers/latex.h"

#include <algorithm>
#include <array>

#include "engine/text/utf8.h"
#include "indexer/parsers/latex_letters.h"

namespace isthmus::parsers {
namespace {

// Exporters glue these to the word behind them.
constexpr std::array kQuotes =
    std::to_array<std::string_view>({"textquoteleft", "textquoteright", "textquotedblleft",
                                     "textquotedblright", "textquotesingle", "textquotedbl"});

// Commands that change the look of what follows, and mean nothing here.
constexpr std::array kSwitches = std::to_array<std::string_view>(
    {"em",         "it",           "bf",         "sc",          "tt",        "rm",
     "sf",         "sl",           "itshape",    "bfseries",    "scshape",   "ttfamily",
     "rmfamily",   "sffamily",     "normalfont", "upshape",     "relax",     "protect",
     "small",      "footnotesize", "large",      "break",       "linebreak", "nobreak",
     "allowbreak", "noindent",     "xspace",     "ignorespaces"});

// Commands of form, which leave their argument.
constexpr std::array kFormats = std::to_array<std::string_view>(
    {"textit", "textbf", "texttt", "textsc", "textrm", "textsf", "emph"});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Translator {
 public:
  explicit Translator(std::string_view latex) : latex_(latex) {}

  std::string run() {
    while (at_ < latex_.size()) step();
    return std::move(out_);
  }

 private:
  bool starts(std::string_view text) const { return latex_.substr(at_).starts_with(text); }

  void put(std::string_view text, std::size_t length) {
    out_ += text;
    at_ += length;
  }

  void step() {
    const char c = latex_[at_];
    if (c == '\\') return command();
    if (c == '{' || c == '}') return put("", 1);
    if (c == '$' && !is_money_) return mathematics();
    if (c == '~') return put(" ", 1);
    if (starts("---")) return put("—", 3);
    if (starts("--")) return put("–", 2);
    if (starts("``")) return put("“", 2);
    if (starts("''")) return put("”", 2);
    put(latex_.substr(at_, 1), 1);
  }

  // From one dollar to the next, as it is; a lone dollar is money.
  void mathematics() {
    std::size_t end = at_ + 1;
    while (end < latex_.size() && latex_[end] != '$') end += latex_[end] == '\\' ? 2 : 1;
    if (end >= latex_.size()) {
      // None of the dollars that follow can close one either.
      is_money_ = true;
      return put("$", 1);
    }
    put(latex_.substr(at_, end + 1 - at_), end + 1 - at_);
  }

  void command() {
    if (at_ + 1 >= latex_.size()) return put("", 1);
    const char sign = latex_[at_ + 1];
    if (!is_letter(sign)) return sign_command(sign);
    std::size_t end = at_ + 1;
    while (end < latex_.size() && is_letter(latex_[end])) ++end;
    const std::string_view name = latex_.substr(at_ + 1, end - at_ - 1);
    if (!combining_mark(name).empty()) return accent(name, end);
    if (const std::string_view letter = letter_named(name); !letter.empty()) {
      put(letter, end - at_);
      return skip_blanks();
    }
    if (std::find(kSwitches.begin(), kSwitches.end(), name) != kSwitches.end()) {
      put("", end - at_);
      return skip_blanks();
    }
    if (const std::size_t length = glued_length(name); length != 0) {
      at_ += 1 + length;
      return;
    }
    if (name == "href" || name == "noopsort" || name == "hspace" || name == "vspace") {
      at_ = end;
      return skip_group();
    }
    const bool has_argument = end < latex_.size() && latex_[end] == '{';
    put(has_argument ? std::string_view() : latex_.substr(at_, end - at_), end - at_);
  }

  // Exporters that drop braces glue a command to the word behind it: "\\textquoterights",
  // "\\textitPolicy". Writes what the command stands for and gives its length; 0 when it is none.
  std::size_t glued_length(std::string_view name) {
    for (const std::string_view command : kQuotes) {
      if (!name.starts_with(command)) continue;
      out_ += letter_named(command);
      return command.size();
    }
    for (const std::string_view command : kFormats) {
      const bool has_argument = name == command && latex_.substr(at_ + 1 + name.size(), 1) == "{";
      if (name.starts_with(command) && !has_argument) return command.size();
    }
    return 0;
  }

  void sign_command(char sign) {
    const std::string_view name = latex_.substr(at_ + 1, 1);
    if (!combining_mark(name).empty()) return accent(name, at_ + 2);
    if (std::string_view("&%$#_{}").find(sign) != std::string_view::npos)
      return put(latex_.substr(at_ + 1, 1), 2);
    if (std::string_view("-/@!").find(sign) != std::string_view::npos) return put("", 2);
    if (std::string_view(" ,;:\\\n\t\r").find(sign) != std::string_view::npos) return put(" ", 2);
    if (sign == '(' || sign == ')') return put("$", 2);
    put(latex_.substr(at_, 1), 1);
  }

  // The letter that follows, in braces or not, with the accent: "e", "{e}", "{\i}", "\i".
  void accent(std::string_view name, std::size_t from) {
    at_ = from;
    skip_blanks();
    std::size_t braces = 0;
    for (; at_ < latex_.size() && latex_[at_] == '{'; ++at_) ++braces;
    if (braces > 0 && at_ < latex_.size() && latex_[at_] == '}') {
      if (name == "~" || name == "^") out_ += name;
      return;  // the closing braces go as all do
    }
    if (at_ >= latex_.size()) return;
    char32_t letter = 0;
    if (starts("\\i") || starts("\\j")) {
      letter = static_cast<char32_t>(latex_[at_ + 1]);
      at_ += 2;
      if (braces == 0) skip_blanks();
    } else if (latex_[at_] == '\\') {
      return;  // an accent over a command: the command alone
    } else {
      const text::DecodedCodePoint point = text::decode_code_point(latex_, at_);
      letter = point.value;
      at_ += point.length;
    }
    std::string base;
    text::append_utf8(base, letter);
    out_ += accented(base, combining_mark(name));
  }

  void skip_blanks() {
    while (at_ < latex_.size() && is_blank(latex_[at_])) ++at_;
  }

  void skip_group() {
    skip_blanks();
    std::size_t depth = 0;
    for (; at_ < latex_.size(); ++at_) {
      if (latex_[at_] == '{') ++depth;
      if (latex_[at_] == '}' && depth > 0) --depth;
      if (depth == 0) break;
    }
    at_ += at_ < latex_.size() && latex_[at_] == '}' ? 1 : 0;
  }

  std::string_view latex_;
  std::size_t at_ = 0;
  bool is_money_ = false;
  std::string out_;
};

}  // namespace

std::string text_of_latex(std::string_view latex) { return Translator(latex).run(); }

std::string literal_of_latex(std::string_view latex) {
  std::string out;
  for (std::size_t i = 0; i < latex.size(); ++i) {
    constexpr std::string_view kTilde = "\\textasciitilde";
    if (latex.substr(i).starts_with(kTilde)) {
      out += '~';
      i += kTilde.size() - 1;
      continue;
    }
    if (latex.substr(i).starts_with("\\url")) {
      i += 3;
      continue;
    }
    const bool is_escape =
        latex[i] == '\\' && i + 1 < latex.size() &&
        std::string_view("&%$#_{}~").find(latex[i + 1]) != std::string_view::npos;
    if (is_escape) out += latex[++i];
    const bool is_dropped = is_escape || latex[i] == '{' || latex[i] == '}';
    if (!is_dropped) out += latex[i];
  }
  return out;
}

}  // namespace isthmus::parsers
