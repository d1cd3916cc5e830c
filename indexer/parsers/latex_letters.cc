#include "indexer/parsers/latex_letters.h"

#include <array>
#include <utility>

namespace isthmus::parsers {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array kLetters = {Pair{"ss", "ß"},
                                 Pair{"ae", "æ"},
                                 Pair{"AE", "Æ"},
                                 Pair{"oe", "œ"},
                                 Pair{"OE", "Œ"},
                                 Pair{"o", "ø"},
                                 Pair{"O", "Ø"},
                                 Pair{"aa", "å"},
                                 Pair{"AA", "Å"},
                                 Pair{"l", "ł"},
                                 Pair{"L", "Ł"},
                                 Pair{"i", "i"},
                                 Pair{"j", "j"},
                                 Pair{"dots", "…"},
                                 Pair{"ldots", "…"},
                                 Pair{"textellipsis", "…"},
                                 Pair{"textendash", "–"},
                                 Pair{"textemdash", "—"},
                                 Pair{"textquoteleft", "‘"},
                                 Pair{"textquoteright", "’"},
                                 Pair{"textquotedblleft", "“"},
                                 Pair{"textquotedblright", "”"},
                                 Pair{"textbackslash", "\\"},
                                 Pair{"textasciitilde", "~"},
                                 Pair{"textasciicircum", "^"},
                                 Pair{"textless", "<"},
                                 Pair{"textgreater", ">"},
                                 Pair{"textbar", "|"},
                                 Pair{"textdegree", "°"},
                                 Pair{"textmu", "µ"},
                                 Pair{"texttimes", "×"},
                                 Pair{"textbullet", "•"},
                                 Pair{"textregistered", "®"},
                                 Pair{"texttrademark", "™"},
                                 Pair{"copyright", "©"},
                                 Pair{"pounds", "£"},
                                 Pair{"euro", "€"},
                                 Pair{"texteuro", "€"},
                                 Pair{"S", "§"},
                                 Pair{"P", "¶"},
                                 Pair{"LaTeX", "LaTeX"},
                                 Pair{"TeX", "TeX"},
                                 Pair{"textunderscore", "_"},
                                 Pair{"textquotesingle", "'"},
                                 Pair{"quad", " "},
                                 Pair{"qquad", " "},
                                 Pair{"slash", "/"},
                                 Pair{"degree", "°"},
                                 Pair{"celsius", "°C"}};

constexpr std::array kMarks = {
    Pair{"`", "\xcc\x80"}, Pair{"'", "\xcc\x81"}, Pair{"^", "\xcc\x82"}, Pair{"~", "\xcc\x83"},
    Pair{"=", "\xcc\x84"}, Pair{"u", "\xcc\x86"}, Pair{".", "\xcc\x87"}, Pair{"\"", "\xcc\x88"},
    Pair{"r", "\xcc\x8a"}, Pair{"H", "\xcc\x8b"}, Pair{"v", "\xcc\x8c"}, Pair{"d", "\xcc\xa3"},
    Pair{"c", "\xcc\xa7"}, Pair{"k", "\xcc\xa8"}, Pair{"b", "\xcc\xb1"}};

// Letters of Latin-1 and Latin Extended-A.
constexpr std::array kComposed = {Pair{"A"
                                       "\xcc\x80",
                                       "À"},
                                  Pair{"E"
                                       "\xcc\x80",
                                       "È"},
                                  Pair{"I"
                                       "\xcc\x80",
                                       "Ì"},
                                  Pair{"O"
                                       "\xcc\x80",
                                       "Ò"},
                                  Pair{"U"
                                       "\xcc\x80",
                                       "Ù"},
                                  Pair{"a"
                                       "\xcc\x80",
                                       "à"},
                                  Pair{"e"
                                       "\xcc\x80",
                                       "è"},
                                  Pair{"i"
                                       "\xcc\x80",
                                       "ì"},
                                  Pair{"o"
                                       "\xcc\x80",
                                       "ò"},
                                  Pair{"u"
                                       "\xcc\x80",
                                       "ù"},
                                  Pair{"A"
                                       "\xcc\x81",
                                       "Á"},
                                  Pair{"C"
                                       "\xcc\x81",
                                       "Ć"},
                                  Pair{"E"
                                       "\xcc\x81",
                                       "É"},
                                  Pair{"I"
                                       "\xcc\x81",
                                       "Í"},
                                  Pair{"L"
                                       "\xcc\x81",
                                       "Ĺ"},
                                  Pair{"N"
                                       "\xcc\x81",
                                       "Ń"},
                                  Pair{"O"
                                       "\xcc\x81",
                                       "Ó"},
                                  Pair{"R"
                                       "\xcc\x81",
                                       "Ŕ"},
                                  Pair{"S"
                                       "\xcc\x81",
                                       "Ś"},
                                  Pair{"U"
                                       "\xcc\x81",
                                       "Ú"},
                                  Pair{"Y"
                                       "\xcc\x81",
                                       "Ý"},
                                  Pair{"Z"
                                       "\xcc\x81",
                                       "Ź"},
                                  Pair{"a"
                                       "\xcc\x81",
                                       "á"},
                                  Pair{"c"
                                       "\xcc\x81",
                                       "ć"},
                                  Pair{"e"
                                       "\xcc\x81",
                                       "é"},
                                  Pair{"i"
                                       "\xcc\x81",
                                       "í"},
                                  Pair{"l"
                                       "\xcc\x81",
                                       "ĺ"},
                                  Pair{"n"
                                       "\xcc\x81",
                                       "ń"},
                                  Pair{"o"
                                       "\xcc\x81",
                                       "ó"},
                                  Pair{"r"
                                       "\xcc\x81",
                                       "ŕ"},
                                  Pair{"s"
                                       "\xcc\x81",
                                       "ś"},
                                  Pair{"u"
                                       "\xcc\x81",
                                       "ú"},
                                  Pair{"y"
                                       "\xcc\x81",
                                       "ý"},
                                  Pair{"z"
                                       "\xcc\x81",
                                       "ź"},
                                  Pair{"A"
                                       "\xcc\x82",
                                       "Â"},
                                  Pair{"C"
                                       "\xcc\x82",
                                       "Ĉ"},
                                  Pair{"E"
                                       "\xcc\x82",
                                       "Ê"},
                                  Pair{"G"
                                       "\xcc\x82",
                                       "Ĝ"},
                                  Pair{"H"
                                       "\xcc\x82",
                                       "Ĥ"},
                                  Pair{"I"
                                       "\xcc\x82",
                                       "Î"},
                                  Pair{"J"
                                       "\xcc\x82",
                                       "Ĵ"},
                                  Pair{"O"
                                       "\xcc\x82",
                                       "Ô"},
                                  Pair{"S"
                                       "\xcc\x82",
                                       "Ŝ"},
                                  Pair{"U"
                                       "\xcc\x82",
                                       "Û"},
                                  Pair{"W"
                                       "\xcc\x82",
                                       "Ŵ"},
                                  Pair{"Y"
                                       "\xcc\x82",
                                       "Ŷ"},
                                  Pair{"a"
                                       "\xcc\x82",
                                       "â"},
                                  Pair{"c"
                                       "\xcc\x82",
                                       "ĉ"},
                                  Pair{"e"
                                       "\xcc\x82",
                                       "ê"},
                                  Pair{"g"
                                       "\xcc\x82",
                                       "ĝ"},
                                  Pair{"h"
                                       "\xcc\x82",
                                       "ĥ"},
                                  Pair{"i"
                                       "\xcc\x82",
                                       "î"},
                                  Pair{"j"
                                       "\xcc\x82",
                                       "ĵ"},
                                  Pair{"o"
                                       "\xcc\x82",
                                       "ô"},
                                  Pair{"s"
                                       "\xcc\x82",
                                       "ŝ"},
                                  Pair{"u"
                                       "\xcc\x82",
                                       "û"},
                                  Pair{"w"
                                       "\xcc\x82",
                                       "ŵ"},
                                  Pair{"y"
                                       "\xcc\x82",
                                       "ŷ"},
                                  Pair{"A"
                                       "\xcc\x83",
                                       "Ã"},
                                  Pair{"I"
                                       "\xcc\x83",
                                       "Ĩ"},
                                  Pair{"N"
                                       "\xcc\x83",
                                       "Ñ"},
                                  Pair{"O"
                                       "\xcc\x83",
                                       "Õ"},
                                  Pair{"U"
                                       "\xcc\x83",
                                       "Ũ"},
                                  Pair{"a"
                                       "\xcc\x83",
                                       "ã"},
                                  Pair{"i"
                                       "\xcc\x83",
                                       "ĩ"},
                                  Pair{"n"
                                       "\xcc\x83",
                                       "ñ"},
                                  Pair{"o"
                                       "\xcc\x83",
                                       "õ"},
                                  Pair{"u"
                                       "\xcc\x83",
                                       "ũ"},
                                  Pair{"A"
                                       "\xcc\x84",
                                       "Ā"},
                                  Pair{"E"
                                       "\xcc\x84",
                                       "Ē"},
                                  Pair{"I"
                                       "\xcc\x84",
                                       "Ī"},
                                  Pair{"O"
                                       "\xcc\x84",
                                       "Ō"},
                                  Pair{"U"
                                       "\xcc\x84",
                                       "Ū"},
                                  Pair{"a"
                                       "\xcc\x84",
                                       "ā"},
                                  Pair{"e"
                                       "\xcc\x84",
                                       "ē"},
                                  Pair{"i"
                                       "\xcc\x84",
                                       "ī"},
                                  Pair{"o"
                                       "\xcc\x84",
                                       "ō"},
                                  Pair{"u"
                                       "\xcc\x84",
                                       "ū"},
                                  Pair{"A"
                                       "\xcc\x86",
                                       "Ă"},
                                  Pair{"E"
                                       "\xcc\x86",
                                       "Ĕ"},
                                  Pair{"G"
                                       "\xcc\x86",
                                       "Ğ"},
                                  Pair{"I"
                                       "\xcc\x86",
                                       "Ĭ"},
                                  Pair{"O"
                                       "\xcc\x86",
                                       "Ŏ"},
                                  Pair{"U"
                                       "\xcc\x86",
                                       "Ŭ"},
                                  Pair{"a"
                                       "\xcc\x86",
                                       "ă"},
                                  Pair{"e"
                                       "\xcc\x86",
                                       "ĕ"},
                                  Pair{"g"
                                       "\xcc\x86",
                                       "ğ"},
                                  Pair{"i"
                                       "\xcc\x86",
                                       "ĭ"},
                                  Pair{"o"
                                       "\xcc\x86",
                                       "ŏ"},
                                  Pair{"u"
                                       "\xcc\x86",
                                       "ŭ"},
                                  Pair{"C"
                                       "\xcc\x87",
                                       "Ċ"},
                                  Pair{"E"
                                       "\xcc\x87",
                                       "Ė"},
                                  Pair{"G"
                                       "\xcc\x87",
                                       "Ġ"},
                                  Pair{"I"
                                       "\xcc\x87",
                                       "İ"},
                                  Pair{"Z"
                                       "\xcc\x87",
                                       "Ż"},
                                  Pair{"c"
                                       "\xcc\x87",
                                       "ċ"},
                                  Pair{"e"
                                       "\xcc\x87",
                                       "ė"},
                                  Pair{"g"
                                       "\xcc\x87",
                                       "ġ"},
                                  Pair{"z"
                                       "\xcc\x87",
                                       "ż"},
                                  Pair{"A"
                                       "\xcc\x88",
                                       "Ä"},
                                  Pair{"E"
                                       "\xcc\x88",
                                       "Ë"},
                                  Pair{"I"
                                       "\xcc\x88",
                                       "Ï"},
                                  Pair{"O"
                                       "\xcc\x88",
                                       "Ö"},
                                  Pair{"U"
                                       "\xcc\x88",
                                       "Ü"},
                                  Pair{"Y"
                                       "\xcc\x88",
                                       "Ÿ"},
                                  Pair{"a"
                                       "\xcc\x88",
                                       "ä"},
                                  Pair{"e"
                                       "\xcc\x88",
                                       "ë"},
                                  Pair{"i"
                                       "\xcc\x88",
                                       "ï"},
                                  Pair{"o"
                                       "\xcc\x88",
                                       "ö"},
                                  Pair{"u"
                                       "\xcc\x88",
                                       "ü"},
                                  Pair{"y"
                                       "\xcc\x88",
                                       "ÿ"},
                                  Pair{"A"
                                       "\xcc\x8a",
                                       "Å"},
                                  Pair{"U"
                                       "\xcc\x8a",
                                       "Ů"},
                                  Pair{"a"
                                       "\xcc\x8a",
                                       "å"},
                                  Pair{"u"
                                       "\xcc\x8a",
                                       "ů"},
                                  Pair{"O"
                                       "\xcc\x8b",
                                       "Ő"},
                                  Pair{"U"
                                       "\xcc\x8b",
                                       "Ű"},
                                  Pair{"o"
                                       "\xcc\x8b",
                                       "ő"},
                                  Pair{"u"
                                       "\xcc\x8b",
                                       "ű"},
                                  Pair{"C"
                                       "\xcc\x8c",
                                       "Č"},
                                  Pair{"D"
                                       "\xcc\x8c",
                                       "Ď"},
                                  Pair{"E"
                                       "\xcc\x8c",
                                       "Ě"},
                                  Pair{"L"
                                       "\xcc\x8c",
                                       "Ľ"},
                                  Pair{"N"
                                       "\xcc\x8c",
                                       "Ň"},
                                  Pair{"R"
                                       "\xcc\x8c",
                                       "Ř"},
                                  Pair{"S"
                                       "\xcc\x8c",
                                       "Š"},
                                  Pair{"T"
                                       "\xcc\x8c",
                                       "Ť"},
                                  Pair{"Z"
                                       "\xcc\x8c",
                                       "Ž"},
                                  Pair{"c"
                                       "\xcc\x8c",
                                       "č"},
                                  Pair{"d"
                                       "\xcc\x8c",
                                       "ď"},
                                  Pair{"e"
                                       "\xcc\x8c",
                                       "ě"},
                                  Pair{"l"
                                       "\xcc\x8c",
                                       "ľ"},
                                  Pair{"n"
                                       "\xcc\x8c",
                                       "ň"},
                                  Pair{"r"
                                       "\xcc\x8c",
                                       "ř"},
                                  Pair{"s"
                                       "\xcc\x8c",
                                       "š"},
                                  Pair{"t"
                                       "\xcc\x8c",
                                       "ť"},
                                  Pair{"z"
                                       "\xcc\x8c",
                                       "ž"},
                                  Pair{"C"
                                       "\xcc\xa7",
                                       "Ç"},
                                  Pair{"G"
                                       "\xcc\xa7",
                                       "Ģ"},
                                  Pair{"K"
                                       "\xcc\xa7",
                                       "Ķ"},
                                  Pair{"L"
                                       "\xcc\xa7",
                                       "Ļ"},
                                  Pair{"N"
                                       "\xcc\xa7",
                                       "Ņ"},
                                  Pair{"R"
                                       "\xcc\xa7",
                                       "Ŗ"},
                                  Pair{"S"
                                       "\xcc\xa7",
                                       "Ş"},
                                  Pair{"T"
                                       "\xcc\xa7",
                                       "Ţ"},
                                  Pair{"c"
                                       "\xcc\xa7",
                                       "ç"},
                                  Pair{"g"
                                       "\xcc\xa7",
                                       "ģ"},
                                  Pair{"k"
                                       "\xcc\xa7",
                                       "ķ"},
                                  Pair{"l"
                                       "\xcc\xa7",
                                       "ļ"},
                                  Pair{"n"
                                       "\xcc\xa7",
                                       "ņ"},
                                  Pair{"r"
                                       "\xcc\xa7",
                                       "ŗ"},
                                  Pair{"s"
                                       "\xcc\xa7",
                                       "ş"},
                                  Pair{"t"
                                       "\xcc\xa7",
                                       "ţ"},
                                  Pair{"A"
                                       "\xcc\xa8",
                                       "Ą"},
                                  Pair{"E"
                                       "\xcc\xa8",
                                       "Ę"},
                                  Pair{"I"
                                       "\xcc\xa8",
                                       "Į"},
                                  Pair{"U"
                                       "\xcc\xa8",
                                       "Ų"},
                                  Pair{"a"
                                       "\xcc\xa8",
                                       "ą"},
                                  Pair{"e"
                                       "\xcc\xa8",
                                       "ę"},
                                  Pair{"i"
                                       "\xcc\xa8",
                                       "į"},
                                  Pair{"u"
                                       "\xcc\xa8",
                                       "ų"}};

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
  const std::string decomposed = std::string(base) + std::string(mark);
  const std::string_view composed = find(kComposed, decomposed);
  return composed.empty() ? decomposed : std::string(composed);
}

}  // namespace isthmus::parsers
