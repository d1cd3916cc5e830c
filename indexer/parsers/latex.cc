#include "indexer/parsers/latex.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/utf8.h"

namespace isthmus::parsers {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// An accent command, the combining mark that it is, and the letters that Unicode has with it.
struct Accent {
  char command;
  char32_t mark;
  std::u32string_view letters;
  std::u32string_view accented;
};
// Source: the canonical compositions of Unicode 15 (NFC).
constexpr std::array kAccents = std::to_array<Accent>({
    {'`', 0x0300, U"AEINOUWYaeinouwy", U"ÀÈÌǸÒÙẀỲàèìǹòùẁỳ"},
    {'\'', 0x0301, U"ACEGIKLMNOPRSUWYZacegiklmnoprsuwyzÆæØø",
     U"ÁĆÉǴÍḰĹḾŃÓṔŔŚÚẂÝŹáćéǵíḱĺḿńóṕŕśúẃýźǼǽǾǿ"},
    {'^', 0x0302, U"ACEGHIJOSUWYZaceghijosuwyz", U"ÂĈÊĜĤÎĴÔŜÛŴŶẐâĉêĝĥîĵôŝûŵŷẑ"},
    {'~', 0x0303, U"AEINOUVYaeinouvy", U"ÃẼĨÑÕŨṼỸãẽĩñõũṽỹ"},
    {'=', 0x0304, U"AEGIOUYaegiouyÆæ", U"ĀĒḠĪŌŪȲāēḡīōūȳǢǣ"},
    {'u', 0x0306, U"AEGIOUaegiou", U"ĂĔĞĬŎŬăĕğĭŏŭ"},
    {'.', 0x0307, U"ABCDEFGHIMNOPRSTWXYZabcdefghmnoprstwxyz",
     U"ȦḂĊḊĖḞĠḢİṀṄȮṖṘṠṪẆẊẎŻȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏż"},
    {'"', 0x0308, U"AEHIOUWXYaehiotuwxy", U"ÄËḦÏÖÜẄẌŸäëḧïöẗüẅẍÿ"},
    {'r', 0x030A, U"AUauwy", U"ÅŮåůẘẙ"},
    {'H', 0x030B, U"OUou", U"ŐŰőű"},
    {'v', 0x030C, U"ACDEGHIKLNORSTUZacdeghijklnorstuz", U"ǍČĎĚǦȞǏǨĽŇǑŘŠŤǓŽǎčďěǧȟǐǰǩľňǒřšťǔž"},
    {'d', 0x0323, U"ABDEHIKLMNORSTUVWYZabdehiklmnorstuvwyz",
     U"ẠḄḌẸḤỊḲḶṂṆỌṚṢṬỤṾẈỴẒạḅḍẹḥịḳḷṃṇọṛṣṭụṿẉỵẓ"},
    {'c', 0x0327, U"CDEGHKLNRSTcdeghklnrst", U"ÇḐȨĢḨĶĻŅŖŞŢçḑȩģḩķļņŗşţ"},
    {'k', 0x0328, U"AEIOUaeiou", U"ĄĘĮǪŲąęįǫų"},
    {'b', 0x0331, U"BDKLNRTZbdhklnrtz", U"ḆḎḴḺṈṞṮẔḇḏẖḵḻṉṟṯẕ"},
});

constexpr std::array kSymbols = std::to_array<Pair>({
    {"ss", "ß"},
    {"SS", "ẞ"},
    {"o", "ø"},
    {"O", "Ø"},
    {"l", "ł"},
    {"L", "Ł"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"aa", "å"},
    {"AA", "Å"},
    {"i", "ı"},
    {"j", "ȷ"},
    {"dh", "ð"},
    {"DH", "Ð"},
    {"dj", "đ"},
    {"DJ", "Đ"},
    {"th", "þ"},
    {"TH", "Þ"},
    {"ng", "ŋ"},
    {"NG", "Ŋ"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"textquoteleft", "‘"},
    {"textquoteright", "’"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"textquotesingle", "'"},
    {"textquotedbl", "\""},
    {"quotedblbase", "„"},
    {"guillemotleft", "«"},
    {"guillemotright", "»"},
    {"textasciitilde", "~"},
    {"textasciicircum", "^"},
    {"textunderscore", "_"},
    {"textbackslash", "\\"},
    {"textbar", "|"},
    {"textless", "<"},
    {"textgreater", ">"},
    {"textbraceleft", "{"},
    {"textbraceright", "}"},
    {"textdollar", "$"},
    {"textdegree", "°"},
    {"degree", "°"},
    {"textmu", "µ"},
    {"texttimes", "×"},
    {"textpm", "±"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"textcopyright", "©"},
    {"copyright", "©"},
    {"pounds", "£"},
    {"textsterling", "£"},
    {"euro", "€"},
    {"texteuro", "€"},
    {"textyen", "¥"},
    {"S", "§"},
    {"P", "¶"},
    {"dots", "…"},
    {"ldots", "…"},
    {"textellipsis", "…"},
    {"textbullet", "•"},
    {"textperiodcentered", "·"},
    {"slash", "/"},
    {"LaTeX", "LaTeX"},
    {"TeX", "TeX"},
    {"BibTeX", "BibTeX"},
    {"quad", " "},
    {"qquad", " "},
    {"space", " "},
    {"newline", "\n"},
    {"par", "\n\n"},
    // Of mathematics, where exporters lost the dollars around it.
    {"alpha", "α"},
    {"beta", "β"},
    {"gamma", "γ"},
    {"delta", "δ"},
    {"epsilon", "ε"},
    {"varepsilon", "ε"},
    {"zeta", "ζ"},
    {"eta", "η"},
    {"theta", "θ"},
    {"kappa", "κ"},
    {"lambda", "λ"},
    {"mu", "μ"},
    {"nu", "ν"},
    {"xi", "ξ"},
    {"pi", "π"},
    {"rho", "ρ"},
    {"sigma", "σ"},
    {"tau", "τ"},
    {"phi", "φ"},
    {"varphi", "φ"},
    {"chi", "χ"},
    {"psi", "ψ"},
    {"omega", "ω"},
    {"Gamma", "Γ"},
    {"Delta", "Δ"},
    {"Theta", "Θ"},
    {"Lambda", "Λ"},
    {"Sigma", "Σ"},
    {"Phi", "Φ"},
    {"Psi", "Ψ"},
    {"Omega", "Ω"},
    {"times", "×"},
    {"pm", "±"},
    {"leq", "≤"},
    {"geq", "≥"},
    {"infty", "∞"},
    {"approx", "≈"},
    {"sim", "~"},
    {"cdot", "·"},
    {"rightarrow", "→"},
    {"to", "→"},
    {"leftarrow", "←"},
    {"circ", "°"},
});

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
    const bool is_accent = name.size() == 1 && accent_of(sign) != nullptr;
    if (is_accent) return accented(*accent_of(sign), end);
    const auto symbol = std::find_if(kSymbols.begin(), kSymbols.end(),
                                     [&](const Pair& pair) { return pair.first == name; });
    if (symbol != kSymbols.end()) {
      put(symbol->second, end - at_);
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
    for (const auto& [command, text] : kSymbols) {
      if (!command.starts_with("textquote") || !name.starts_with(command)) continue;
      out_ += text;
      return command.size();
    }
    for (const std::string_view command : kFormats) {
      const bool has_argument = name == command && latex_.substr(at_ + 1 + name.size(), 1) == "{";
      if (name.starts_with(command) && !has_argument) return command.size();
    }
    return 0;
  }

  void sign_command(char sign) {
    if (const Accent* accent = accent_of(sign)) return accented(*accent, at_ + 2);
    if (std::string_view("&%$#_{}").find(sign) != std::string_view::npos)
      return put(latex_.substr(at_ + 1, 1), 2);
    if (std::string_view("-/@!").find(sign) != std::string_view::npos) return put("", 2);
    if (std::string_view(" ,;:\\\n\t\r").find(sign) != std::string_view::npos) return put(" ", 2);
    if (sign == '(' || sign == ')') return put("$", 2);
    put(latex_.substr(at_, 1), 1);
  }

  static const Accent* accent_of(char command) {
    const auto found = std::find_if(kAccents.begin(), kAccents.end(), [&](const Accent& accent) {
      return accent.command == command;
    });
    return found == kAccents.end() ? nullptr : &*found;
  }

  // The letter that follows, in braces or not, with the accent: "e", "{e}", "{\i}", "\i".
  void accented(const Accent& accent, std::size_t from) {
    at_ = from;
    skip_blanks();
    std::size_t braces = 0;
    for (; at_ < latex_.size() && latex_[at_] == '{'; ++at_) ++braces;
    if (braces > 0 && at_ < latex_.size() && latex_[at_] == '}') {
      out_ += accent.command == '~' || accent.command == '^' ? std::string(1, accent.command) : "";
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
    append(accent, letter);
  }

  void append(const Accent& accent, char32_t letter) {
    const std::size_t found = accent.letters.find(letter);
    if (found != std::u32string_view::npos) return text::append_utf8(out_, accent.accented[found]);
    text::append_utf8(out_, letter);
    text::append_utf8(out_, accent.mark);
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
