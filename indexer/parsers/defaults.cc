#include "indexer/parsers/defaults.h"

#include "engine/text/analysis.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kGuessedBytes = 4096;  // enough for a stable guess, however long the body

std::string guessed_language(const Record& record) {
  std::string text = record.title + "\n" + record.abstract;
  text += "\n" + record.body.substr(0, kGuessedBytes);
  const std::string language = text::guess_language(text);
  return language == "und" ? "" : language;
}

template <typename T>
void fill(T& value, const T& fallback) {
  if (value.empty()) value = fallback;
}

}  // namespace

Record with_defaults(Record record, const Defaults& defaults) {
  if (record.kind == Kind::kNone) record.kind = kind_from_name(defaults.kind);
  if (record.side == Side::kNone) record.side = side_from_name(defaults.side);
  if (record.kind == Kind::kNone && record.side != Side::kNone) {
    record.kind = record.side == Side::kAcademic ? Kind::kPaper : Kind::kNote;
  }
  fill(record.language, defaults.language);
  fill(record.organisation, defaults.organisation);
  fill(record.licence, defaults.licence);
  fill(record.programmes, defaults.programmes);
  fill(record.visibility.audiences, defaults.audiences);
  if (record.language.empty()) record.language = guessed_language(record);
  return record;
}

}  // namespace isthmus::parsers
