// Source: the RIS specification of Research Information Systems (2011) and what exporters make of
// it; NLM, MEDLINE/PubMed data element descriptions; Clarivate, Web of Science field tags; EndNote's
// import format; NoteExpress.
#include "indexer/parsers/ris_tags.h"

#include <map>

namespace isthmus::parsers {
namespace {

using Tags = std::map<std::string_view, Field, std::less<>>;

const Tags& ris_tags() {
  static const Tags tags = {
      {"TY", Field::kType},
      {"TI", Field::kTitle},
      {"T1", Field::kTitle},
      {"CT", Field::kTitle},
      {"BT", Field::kContainer},
      {"TT", Field::kTranslatedTitle},
      {"AU", Field::kAuthor},
      {"A1", Field::kAuthor},
      {"A2", Field::kEditor},
      {"ED", Field::kEditor},
      {"AB", Field::kAbstract},
      {"N2", Field::kAbstract},
      {"KW", Field::kKeywords},
      {"DA", Field::kDate},
      {"PY", Field::kYear},
      {"Y1", Field::kYear},
      {"DO", Field::kDoi},
      {"DI", Field::kDoi},
      {"SN", Field::kNumber},
      {"UR", Field::kUrl},
      {"LA", Field::kLanguage},
      {"T2", Field::kContainer},
      {"JO", Field::kShortContainer},
      {"JF", Field::kContainer},
      {"JA", Field::kShortContainer},
      {"J2", Field::kShortContainer},
      {"J1", Field::kShortContainer},
      {"T3", Field::kSeries},
      {"VL", Field::kVolume},
      {"VO", Field::kVolume},
      {"IS", Field::kIssue},
      {"CP", Field::kIssue},
      {"SP", Field::kFirstPage},
      {"EP", Field::kLastPage},
      {"PB", Field::kPublisher},
      {"CY", Field::kPlace},
      {"PP", Field::kPlace},
      {"ET", Field::kEdition},
      {"N1", Field::kNotes},
  };
  return tags;
}

const Tags& medline_tags() {
  static const Tags tags = {
      {"PT", Field::kType},        {"TI", Field::kTitle},          {"TT", Field::kTranslatedTitle},
      {"FAU", Field::kAuthor},     {"CN", Field::kAuthor},         {"AB", Field::kAbstract},
      {"OT", Field::kKeywords},    {"MH", Field::kKeywords},       {"DP", Field::kYear},
      {"LID", Field::kIdentifier}, {"AID", Field::kIdentifier},    {"PMID", Field::kIdentifier},
      {"PMC", Field::kIdentifier}, {"IS", Field::kNumber},         {"LA", Field::kLanguage},
      {"JT", Field::kContainer},   {"TA", Field::kShortContainer}, {"VI", Field::kVolume},
      {"IP", Field::kIssue},       {"PG", Field::kPages},          {"FED", Field::kEditor},
      {"PB", Field::kPublisher},   {"PL", Field::kPlace},
  };
  return tags;
}

const Tags& web_of_science_tags() {
  static const Tags tags = {
      {"DT", Field::kType},      {"TI", Field::kTitle},      {"AF", Field::kAuthor},
      {"AU", Field::kAuthor},    {"BE", Field::kEditor},     {"AB", Field::kAbstract},
      {"DE", Field::kKeywords},  {"ID", Field::kKeywords},   {"PY", Field::kYear},
      {"PD", Field::kDate},      {"DI", Field::kDoi},        {"SN", Field::kNumber},
      {"EI", Field::kNumber},    {"BN", Field::kNumber},     {"LA", Field::kLanguage},
      {"SO", Field::kContainer}, {"SE", Field::kSeries},     {"VL", Field::kVolume},
      {"IS", Field::kIssue},     {"BP", Field::kFirstPage},  {"EP", Field::kLastPage},
      {"AR", Field::kPages},     {"PU", Field::kPublisher},  {"PI", Field::kPlace},
      {"CR", Field::kReference}, {"PM", Field::kIdentifier},
  };
  return tags;
}

const Tags& endnote_tags() {
  static const Tags tags = {
      {"%0", Field::kType},
      {"%T", Field::kTitle},
      {"%A", Field::kAuthor},
      {"%E", Field::kEditor},
      {"%X", Field::kAbstract},
      {"%K", Field::kKeywords},
      {"%D", Field::kYear},
      {"%8", Field::kDate},
      {"%R", Field::kDoi},
      {"%@", Field::kNumber},
      {"%U", Field::kUrl},
      {"%G", Field::kLanguage},
      {"%J", Field::kContainer},
      {"%B", Field::kContainer},
      {"%S", Field::kSeries},
      {"%V", Field::kVolume},
      {"%N", Field::kIssue},
      {"%P", Field::kPages},
      {"%I", Field::kPublisher},
      {"%C", Field::kPlace},
      {"%7", Field::kEdition},
      {"%Z", Field::kNotes},
      {"%Q", Field::kTranslatedTitle},
  };
  return tags;
}

const Tags& note_express_tags() {
  static const Tags tags = {
      {"Reference Type", Field::kType},
      {"Title", Field::kTitle},
      {"Author", Field::kAuthor},
      {"Secondary Author", Field::kEditor},
      {"Abstract", Field::kAbstract},
      {"Keywords", Field::kKeywords},
      {"Year", Field::kYear},
      {"Date", Field::kDate},
      {"DOI", Field::kDoi},
      {"ISBN/ISSN", Field::kNumber},
      {"URL", Field::kUrl},
      {"Language", Field::kLanguage},
      {"Journal", Field::kContainer},
      {"Secondary Title", Field::kContainer},
      {"Volume", Field::kVolume},
      {"Issue", Field::kIssue},
      {"Pages", Field::kPages},
      {"Publisher", Field::kPublisher},
      {"Place Published", Field::kPlace},
      {"Edition", Field::kEdition},
      {"Notes", Field::kNotes},
      {"Translated Title", Field::kTranslatedTitle},
  };
  return tags;
}

const Tags& tags_of(TagStyle style) {
  switch (style) {
    case TagStyle::kMedline:
      return medline_tags();
    case TagStyle::kWebOfScience:
      return web_of_science_tags();
    case TagStyle::kEndNote:
      return endnote_tags();
    case TagStyle::kNoteExpress:
      return note_express_tags();
    case TagStyle::kRis:
      break;
  }
  return ris_tags();
}

}  // namespace

std::optional<Field> field_of(TagStyle style, std::string_view tag) {
  const Tags& tags = tags_of(style);
  const auto known = tags.find(tag);
  if (known == tags.end()) return std::nullopt;
  return known->second;
}

}  // namespace isthmus::parsers
