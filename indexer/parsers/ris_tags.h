// What the tags of tagged bibliographic records mean, in each style of tags. Tags of a user's own
// library (notes, call numbers, labels) mean nothing here.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "indexer/parsers/ris_reader.h"

namespace isthmus::parsers {

enum class Field : std::uint8_t {
  kType,
  kTitle,
  kTranslatedTitle,
  kAuthor,
  kEditor,
  kAbstract,
  kKeywords,
  kDate,
  kYear,
  kDoi,
  kIdentifier,
  kNumber,  // ISSN or ISBN
  kUrl,
  kLanguage,
  kContainer,
  kShortContainer,
  kSeries,
  kVolume,
  kIssue,
  kFirstPage,
  kLastPage,
  kPages,
  kPublisher,
  kPlace,
  kEdition,
  kNotes,
  kReference,
};

// Nothing for a tag that is not known.
std::optional<Field> field_of(TagStyle style, std::string_view tag);

}  // namespace isthmus::parsers
