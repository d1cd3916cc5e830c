#include "indexer/parsers/latex_commands.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isthmus::parsers {
namespace {

struct Silent {
  std::string_view name;
  unsigned arguments;
};
constexpr std::array kSilent = std::to_array<Silent>({
    {"label", 1},
    {"cite", 1},
    {"citep", 1},
    {"citet", 1},
    {"ref", 1},
    {"eqref", 1},
    {"pageref", 1},
    {"autoref", 1},
    {"cref", 1},
    {"includegraphics", 1},
    {"usepackage", 1},
    {"documentclass", 1},
    {"vspace", 1},
    {"hspace", 1},
    {"pagestyle", 1},
    {"thispagestyle", 1},
    {"bibliographystyle", 1},
    {"bibliography", 1},
    {"input", 1},
    {"include", 1},
    {"hypertarget", 1},
    {"href", 1},
    {"textcolor", 1},
    {"color", 1},
    {"multicolumn", 2},
    {"multirow", 2},
    {"setlength", 2},
    {"newcommand", 2},
    {"renewcommand", 2},
    {"providecommand", 2},
    {"setcounter", 2},
    {"addtolength", 2},
    {"graphicspath", 1},
    {"bibitem", 1},
    {"cline", 1},
    {"cmidrule", 1},
    {"rule", 2},
    {"hypersetup", 1},
    {"geometry", 1},
    {"index", 1},
    {"nocite", 1},
    {"texorpdfstring", 1},
    {"toprule", 1},
    {"midrule", 1},
    {"bottomrule", 1},
    {"fontsize", 2},
    {"pdfbookmark", 2},
    {"endhead", 0},
});

constexpr std::array<std::string_view, 6> kVerbatim = {"verbatim", "lstlisting", "minted",
                                                       "Verbatim", "verbatim*",  "alltt"};
constexpr std::array<std::string_view, 7> kTables = {
    "tabular", "tabular*", "tabularx", "longtable", "array", "tabulary", "supertabular"};
constexpr std::array<std::pair<std::string_view, std::size_t>, 7> kSections = {{
    {"part", 1},
    {"chapter", 1},
    {"section", 2},
    {"subsection", 3},
    {"subsubsection", 4},
    {"paragraph", 5},
    {"subparagraph", 6},
}};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

unsigned silent_arguments(std::string_view command) {
  for (const Silent& known : kSilent) {
    if (known.name == command) return known.arguments;
  }
  return 0;
}

std::size_t heading_level(std::string_view command) {
  for (const auto& [known, level] : kSections) {
    if (known == command) return level;
  }
  return 0;
}

bool is_verbatim(std::string_view environment) { return is_one_of(environment, kVerbatim); }

bool is_table(std::string_view environment) { return is_one_of(environment, kTables); }

}  // namespace isthmus::parsers
