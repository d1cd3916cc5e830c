#include "searchd/render/labels.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace isthmus::searchd {
namespace {

constexpr std::array<std::pair<std::string_view, Phrase>, 8> kLanguages = {{
    {"zh-Hant", Phrase::kLanguageTraditional},
    {"zh", Phrase::kLanguageChinese},
    {"en", Phrase::kLanguageEnglish},
    {"de", Phrase::kLanguageGerman},
    {"ja", Phrase::kLanguageJapanese},
    {"fr", Phrase::kLanguageFrench},
    {"ru", Phrase::kLanguageRussian},
    {"ko", Phrase::kLanguageKorean},
}};

constexpr std::array<std::pair<std::string_view, Phrase>, 6> kNotes = {{
    {"unbalanced_quotes", Phrase::kNoteQuotes},
    {"unbalanced_parentheses", Phrase::kNoteParentheses},
    {"dangling_operator", Phrase::kNoteOperator},
    {"too_long", Phrase::kNoteTooLong},
    {"too_deep", Phrase::kNoteTooDeep},
    {"only_excluded", Phrase::kNoteOnlyExcluded},
}};

template <typename Known>
std::string name_in(const Known& known, const std::string& id, Language language) {
  const auto found = known.find(id);
  if (found == known.end() || found->second.name.empty()) return id;
  return std::string(in_language(found->second.name, found->second.name_translations, language));
}

std::optional<Phrase> phrase_of(Kind kind) {
  switch (kind) {
    case Kind::kNone:
      return std::nullopt;
    case Kind::kPaper:
      return Phrase::kKindPaper;
    case Kind::kThesis:
      return Phrase::kKindThesis;
    case Kind::kReport:
      return Phrase::kKindReport;
    case Kind::kPatent:
      return Phrase::kKindPatent;
    case Kind::kCourse:
      return Phrase::kKindCourse;
    case Kind::kDataset:
      return Phrase::kKindDataset;
    case Kind::kStandard:
      return Phrase::kKindStandard;
    case Kind::kRunbook:
      return Phrase::kKindRunbook;
    case Kind::kCase:
      return Phrase::kKindCase;
    case Kind::kLog:
      return Phrase::kKindLog;
    case Kind::kProcedure:
      return Phrase::kKindProcedure;
    case Kind::kLesson:
      return Phrase::kKindLesson;
    case Kind::kNote:
      return Phrase::kKindNote;
  }
  return std::nullopt;
}

}  // namespace

std::string_view in_language(const std::string& name, const Translations& translations,
                             Language language) {
  for (const auto& [tag, text] : translations) {
    const std::string_view primary = std::string_view(tag).substr(0, tag.find('-'));
    if (primary == tag_of(language) && !text.empty()) return text;
  }
  return name;
}

std::string_view label_of(Side side, Language language) {
  if (side == Side::kNone) return phrase(Phrase::kBothSides, language);
  return phrase(side == Side::kAcademic ? Phrase::kAcademic : Phrase::kPractice, language);
}

std::string_view label_of(Kind kind, Language language) {
  const auto name = phrase_of(kind);
  return name ? phrase(*name, language) : std::string_view{};
}

std::string_view label_of(Relation relation, Language language) {
  switch (relation) {
    case Relation::kCites:
      return phrase(Phrase::kRelationCites, language);
    case Relation::kSameWork:
      return phrase(Phrase::kRelationSameWork, language);
    case Relation::kApplies:
      return phrase(Phrase::kRelationApplies, language);
    case Relation::kExplains:
      return phrase(Phrase::kRelationExplains, language);
    case Relation::kSimilar:
      break;
  }
  return phrase(Phrase::kRelationSimilar, language);
}

std::string_view language_label(std::string_view tag, Language language) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  for (const auto& [known, name] : kLanguages) {
    if (known == tag || known == primary) return phrase(name, language);
  }
  return tag;
}

std::string_view note_label(std::string_view note, Language language) {
  for (const auto& [known, text] : kNotes) {
    if (known == note) return phrase(text, language);
  }
  return note;
}

std::string organisation_label(const repository::Snapshot& snapshot, const std::string& id,
                               Language language) {
  return name_in(snapshot.organisations(), id, language);
}

std::string programme_label(const repository::Snapshot& snapshot, const std::string& id,
                            Language language) {
  return name_in(snapshot.programmes(), id, language);
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, 1, ',');
  return text;
}

}  // namespace isthmus::searchd
