#include "engine/index/document.h"

#include <cstdio>
#include <string>
#include <string_view>

#include <xapian.h>

#include "engine/index/facets.h"
#include "engine/text/analysis.h"
#include "schema/hash.h"
#include "schema/terms.h"

namespace isthmus::index {
namespace {

// How often a term counts for each time that it stands in a field (wdf increments).
constexpr Xapian::termcount kTitleCount = 2;
constexpr Xapian::termcount kTextCount = 1;

// Positions between two fields, so that no phrase runs from one into the next.
constexpr Xapian::termpos kFieldGap = 100;

// Terms of one field: where they go and how much they count.
struct Field {
  std::string_view prefix;  // of a second set of terms that find the field alone; empty: none
  Xapian::termcount count = kTextCount;
};

class Builder {
 public:
  explicit Builder(Xapian::Document& document) : document_(document) {}

  void add_field(std::string_view text, const Field& field) {
    if (text.empty()) return;
    const text::Analysis analysis = text::analyse(text);
    add_terms(analysis, "", field.count);
    if (!field.prefix.empty()) add_terms(analysis, field.prefix, 1);
    for (const text::Code& code : analysis.codes) {
      document_.add_term(terms::term(terms::kCode, code.text), field.count);
    }
    position_ += static_cast<Xapian::termpos>(analysis.atoms.size()) + kFieldGap;
  }

  void add_filter(std::string_view prefix, std::string_view value) {
    if (!value.empty()) document_.add_boolean_term(terms::term(prefix, value));
  }

 private:
  // Words count as they stand (phrases, prefixes) and as their stems (ranking); Han characters as
  // themselves and as bigrams: twice each, whatever the script, so that the lengths of documents
  // compare.
  void add_terms(const text::Analysis& analysis, std::string_view prefix, Xapian::termcount count) {
    const std::string stem_prefix = std::string(terms::kStem) + std::string(prefix);
    for (std::size_t i = 0; i < analysis.atoms.size(); ++i) {
      const text::Atom& atom = analysis.atoms[i];
      const Xapian::termpos position = position_ + static_cast<Xapian::termpos>(i) + 1;
      if (atom.atom_class == text::AtomClass::kWord) {
        document_.add_posting(terms::term(prefix, atom.text), position, count);
        document_.add_term(terms::term(stem_prefix, text::stem(atom.text)), count);
        continue;
      }
      document_.add_posting(terms::term(prefix, atom.text), position, kTextCount);
      if (is_bigram(analysis, i)) {
        document_.add_posting(terms::term(prefix, atom.text + analysis.atoms[i + 1].text), position,
                              count);
      }
    }
    for (const text::HanWord& word : analysis.words) {
      if (word.atom_count > 2) document_.add_term(terms::term(prefix, word.text), count);
    }
  }

  static bool is_bigram(const text::Analysis& analysis, std::size_t first) {
    if (first + 1 >= analysis.atoms.size()) return false;
    const text::Atom& next = analysis.atoms[first + 1];
    return next.atom_class == text::AtomClass::kHan && next.glued;
  }

  Xapian::Document& document_;
  Xapian::termpos position_ = 0;
};

std::string date_key(const Date& date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d%02d%02d", date.year, date.month, date.day);
  return text;
}

std::string big_endian_hash(std::string_view id) {
  const std::uint64_t hash = hash64(id);
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(hash >> shift & 0xff);
  return bytes;
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

Document Document::make(const Record& record, Face face) {
  Xapian::Document document;
  Builder builder(document);
  const Record shown = face_of(record, face);
  add_fields(builder, shown);
  add_filters(builder, shown);
  add_audiences(builder, record, face);
  document.set_data(record.id);
  document.add_value(terms::kFacetSlot, pack_facets(shown));
  document.add_value(terms::kDateSlot, date_key(shown.date) + big_endian_hash(record.id));
  document.add_value(terms::kHashSlot, big_endian_hash(record.id));
  return Document(document.serialise());
}

}  // namespace isthmus::index
