// TBX. In both of its ages a concept holds languages, and a language terms with notes; only the names
// differ. What a note says stands in its attribute "type" (style DCA), or is its own name (style
// DCT).
#include <algorithm>
#include <array>

#include "engine/text/analysis.h"
#include "indexer/pipeline/lexicon_xml.h"

namespace isthmus::pipeline {
namespace {

using parsers::XmlNode;

constexpr std::array<std::string_view, 2> kConcepts = {"termEntry", "conceptEntry"};
constexpr std::array<std::string_view, 2> kLanguages = {"langSet", "langSec"};
constexpr std::array<std::string_view, 3> kTerms = {"tig", "ntig", "termSec"};
constexpr std::size_t kLongestScope = 200;  // bytes: longer ones are no name of a field

template <std::size_t kCount>
bool is_one_of(const XmlNode& node, const std::array<std::string_view, kCount>& names) {
  return std::find(names.begin(), names.end(), node.name()) != names.end();
}

// Of the notes of a concept or term, also where they stand in a group; empty when there is none.
std::string note_of(const XmlNode& node, std::string_view type) {
  for (const XmlNode& child : node.children()) {
    if (child.name() == type || child.attribute("type") == type)
      return parsers::squeezed(child.text());
    const bool is_group = child.name().ends_with("Grp");
    if (std::string text = is_group ? note_of(child, type) : std::string(); !text.empty())
      return text;
  }
  return {};
}

bool is_short(const XmlNode& term) {
  const std::string type = text::fold(note_of(term, "termType"));
  constexpr std::array<std::string_view, 6> kShort = {"abbreviation", "acronym",     "initialism",
                                                      "shortform",    "clippedterm", "shortcut"};
  return std::find(kShort.begin(), kShort.end(), type) != kShort.end();
}

void add_terms(const XmlNode& language_section, LexiconEntry& entry) {
  const LexiconLanguage language = lexicon_language(language_section.attribute("lang"));
  if (language == LexiconLanguage::kOther) return;
  for (const XmlNode& term : language_section.children()) {
    if (!is_one_of(term, kTerms)) continue;
    const auto group = term.first("termGrp");
    const XmlNode& holder = group ? *group : term;
    const std::string text = holder.text_of("term");
    if (!is_short(term)) {
      add_term(text, language, entry);
    } else if (std::string form = term_of(text); !form.empty()) {
      add_form(std::move(form), entry.abbreviations);
    }
  }
}

LexiconEntry entry_of(const XmlNode& concept_entry) {
  LexiconEntry entry;
  entry.scope = note_of(concept_entry, "subjectField");
  for (const XmlNode& child : concept_entry.children()) {
    if (!is_one_of(child, kLanguages)) continue;
    if (entry.scope.empty()) entry.scope = note_of(child, "subjectField");
    add_terms(child, entry);
  }
  if (entry.scope.size() > kLongestScope) entry.scope.clear();
  return entry;
}

}  // namespace

bool is_tbx(const XmlNode& root) { return root.name() == "martif" || root.name() == "tbx"; }

void read_tbx(const XmlNode& root, LexiconFile& out) {
  const auto text = root.first("text/body");
  for (const XmlNode& child : text ? text->children() : std::vector<XmlNode>()) {
    if (!is_one_of(child, kConcepts)) continue;
    LexiconEntry entry = entry_of(child);
    if (pairs_something(entry)) out.entries.push_back(std::move(entry));
  }
}

}  // namespace isthmus::pipeline
