#include "engine/index/document.h"

#include <cstdio>
#include <string>
#include <string_view>

#include "engine/index/columns.h"
#include "engine/index/term_table.h"
#include "engine/text/analysis.h"
#include "schema/terms.h"

namespace isthmus::index {
namespace {

// How often a term counts for each time that it stands in a field (wdf increments).
constexpr std::uint32_t kTitleCount = 2;
constexpr std::uint32_t kTextCount = 1;

// Positions between two fields, so that no phrase runs from one into the next.
constexpr std::uint32_t kFieldGap = 100;

// Terms of one field: where they go and how much they count.
struct Field {
  std::string_view prefix;  // of a second set of terms that find the field alone; empty: none
  std::uint32_t count = kTextCount;
};

class Builder {
 public:
  explicit Builder(const text::AnalysedFace& face) : face_(face) {}

  void add_field(std::string_view text, const Field& field) {
    if (text.empty()) return;
    const text::Analysis& analysis = face_.analysis(text);
    add_terms(analysis, "", field.count);
    if (!field.prefix.empty()) add_terms(analysis, field.prefix, 1);
    for (const text::Code& code : analysis.codes)
      table_.count(slot_of(terms::kCode, code.text), field.count);
    position_ += static_cast<std::uint32_t>(analysis.atoms.size()) + kFieldGap;
  }

  void add_filter(std::string_view prefix, std::string_view value) {
    if (!value.empty()) slot_of(prefix, value);
  }

  const TermTable& table() const { return table_; }

 private:
  TermTable::Slot slot_of(std::string_view prefix, std::string_view value) {
    return table_.slot_of(terms::term(prefix, value));
  }

  // Words count as they stand (phrases, prefixes) and as their stems (ranking); Han characters as
  // themselves and as bigrams: twice each, whatever the script, so that the lengths of documents
  // compare.
  void add_terms(const text::Analysis& analysis, std::string_view prefix, std::uint32_t count) {
    const std::string stem_prefix = std::string(terms::kStem) + std::string(prefix);
    for (std::size_t i = 0; i < analysis.atoms.size(); ++i) {
      const text::Atom& atom = analysis.atoms[i];
      const std::uint32_t position = position_ + static_cast<std::uint32_t>(i) + 1;
      const bool is_word = atom.atom_class == text::AtomClass::kWord;
      const TermTable::Slot slot = slot_of(prefix, atom.text);
      add_posting(slot, position, is_word ? count : kTextCount);
      if (is_word) {
        if (!table_.has_stem(slot))
          table_.keep_stem(slot, slot_of(stem_prefix, text::stem(atom.text)));
        table_.count(table_.stem_of(slot), count);
      } else if (is_bigram(analysis, i)) {
        add_posting(slot_of(prefix, atom.text + analysis.atoms[i + 1].text), position, count);
      }
    }
    for (const text::HanWord& word : analysis.words) {
      if (word.atom_count > 2) table_.count(slot_of(prefix, word.text), count);
    }
  }

  void add_posting(TermTable::Slot slot, std::uint32_t position, std::uint32_t count) {
    table_.place(slot, position);
    table_.count(slot, count);
  }

  static bool is_bigram(const text::Analysis& analysis, std::size_t first) {
    if (first + 1 >= analysis.atoms.size()) return false;
    const text::Atom& next = analysis.atoms[first + 1];
    return next.atom_class == text::AtomClass::kHan && next.glued;
  }

  const text::AnalysedFace& face_;
  TermTable table_;
  std::uint32_t position_ = 0;
};

std::string date_key(const Date& date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d%02d%02d", date.year, date.month, date.day);
  return text;
}

void add_fields(Builder& builder, const Record& shown) {
  const Field title{terms::kTitle, kTitleCount};
  builder.add_field(shown.title, title);
  for (const auto& [language, text] : shown.title_translations) builder.add_field(text, title);
  for (const Author& author : shown.authors) builder.add_field(author.name, {terms::kAuthor});
  for (const std::string& keyword : shown.keywords) builder.add_field(keyword, {terms::kKeyword});
  for (const std::string& equipment : shown.equipment) builder.add_field(equipment, {});
  for (const std::string& code : shown.codes) builder.add_field(code, {});
  for (const Identifier& identifier : shown.identifiers) builder.add_field(identifier.value, {});
  builder.add_field(shown.abstract, {});
  for (const auto& [language, text] : shown.abstract_translations) builder.add_field(text, {});
  builder.add_field(shown.body, {});
}

void add_filters(Builder& builder, const Record& shown) {
  builder.add_filter(terms::kId, shown.id);
  builder.add_filter(terms::kSide, name_of(shown.side));
  builder.add_filter(terms::kKind, name_of(shown.kind));
  builder.add_filter(terms::kLanguage,
                     std::string_view(shown.language).substr(0, shown.language.find('-')));
  builder.add_filter(terms::kOrganisation, shown.organisation);
  builder.add_filter(terms::kCollection, collection_of(shown.id));
  builder.add_filter(terms::kMediaType, shown.source.media_type);
  builder.add_filter(terms::kPath, shown.source.uri);
  for (const std::string& programme : shown.programmes)
    builder.add_filter(terms::kProgramme, programme);
  for (const Identifier& identifier : shown.identifiers) {
    builder.add_filter(terms::kIdentifier, normal_identifier(identifier.scheme, identifier.value));
  }
  if (!shown.date.has_value()) return;
  const std::string day = date_key(shown.date);
  builder.add_filter(terms::kYear, std::string_view(day).substr(0, 4));
  if (shown.date.month != 0) builder.add_filter(terms::kMonth, std::string_view(day).substr(0, 6));
  if (shown.date.day != 0) builder.add_filter(terms::kDay, day);
}

void add_audiences(Builder& builder, const Record& record, Face face) {
  if (face == Face::kPublic) {
    builder.add_filter(terms::kMaySee, "public");
    if (faces_of(record).size() == 1) return;
  }
  const std::string_view prefix = face == Face::kPublic ? terms::kPreviewOf : terms::kMaySee;
  for (const std::string& audience : audience_terms(record)) builder.add_filter(prefix, audience);
}

}  // namespace

Document Document::make(const text::AnalysedFace& face) {
  const Record& shown = face.shown();
  Builder builder(face);
  add_fields(builder, shown);
  add_filters(builder, shown);
  add_audiences(builder, face.whole(), face.face());
  return builder.table().document(shown.id, pack_columns(shown));
}

}  // namespace isthmus::index
