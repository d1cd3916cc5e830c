#include "indexer/parsers/rtf_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isthmus::parsers {
namespace {

constexpr std::array<std::string_view, 33> kNowhere = {
    "colortbl",  "pict",     "header",       "headerl",    "headerr",  "headerf",   "footer",
    "footerl",   "footerr",  "footerf",      "listtable",  "revtbl",   "filetbl",   "fldinst",
    "objdata",   "objclass", "shprslt",      "nonshppict", "sp",       "upr",       "xe",
    "tc",        "rxe",      "txe",          "pntext",     "listtext", "datafield", "template",
    "bkmkstart", "bkmkend",  "nonesttables", "pntxta",     "pntxtb",
};
constexpr std::array<std::string_view, 4> kTransparent = {"shpinst", "shptxt", "shpgrp", "ud"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kCharacters = {{
    {"tab", "\t"},
    {"line", "\n"},
    {"emdash", "—"},
    {"endash", "–"},
    {"bullet", "•"},
    {"lquote", "‘"},
    {"rquote", "’"},
    {"ldblquote", "“"},
    {"rdblquote", "”"},
    {"emspace", " "},
    {"enspace", " "},
    {"qmspace", " "},
    {"nestcell", " "},
}};

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

bool is_without_text(std::string_view word) { return is_among(kNowhere, word); }

bool is_optional_text(std::string_view word) { return is_among(kTransparent, word); }

std::string_view character_of(std::string_view word) {
  for (const auto& [name, text] : kCharacters) {
    if (name == word) return text;
  }
  return {};
}

}  // namespace isthmus::parsers
