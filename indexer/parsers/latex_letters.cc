#include "indexer/parsers/latex_letters.h"

#include <array>
#include <utility>

#include "engine/text/composition.h"

namespace isthmus::parsers {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array kLetters = std::to_array<Pair>({
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
    {"celsius", "°C"},
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

constexpr std::array kMarks = {
    Pair{"`", "\xcc\x80"}, Pair{"'", "\xcc\x81"}, Pair{"^", "\xcc\x82"}, Pair{"~", "\xcc\x83"},
    Pair{"=", "\xcc\x84"}, Pair{"u", "\xcc\x86"}, Pair{".", "\xcc\x87"}, Pair{"\"", "\xcc\x88"},
    Pair{"r", "\xcc\x8a"}, Pair{"H", "\xcc\x8b"}, Pair{"v", "\xcc\x8c"}, Pair{"d", "\xcc\xa3"},
    Pair{"c", "\xcc\xa7"}, Pair{"k", "\xcc\xa8"}, Pair{"b", "\xcc\xb1"}};

template <std::size_t N>
std::string_view find(const std::array<Pair, N>& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

std::string_view letter_named(std::string_view command) { return find(kLetters, command); }

std::string_view combining_mark(std::string_view command) { return find(kMarks, command); }

std::string accented(std::string_view base, std::string_view mark) {
  return text::composed(std::string(base) + std::string(mark));
}

}  // namespace isthmus::parsers
