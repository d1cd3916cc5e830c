// What things are called in the interface's language: kinds, sides, languages, relations,
// organisations, programmes.
#pragma once

#include <string>
#include <string_view>

#include "engine/repository/reader.h"
#include "schema/link.h"
#include "schema/record.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {

// The words to show, out of a name and its translations; the name itself when there is no
// translation.
std::string_view in_language(const std::string& name, const Translations& translations,
                             Language language);

std::string_view label_of(Side side, Language language);
std::string_view label_of(Kind kind, Language language);
std::string_view label_of(Relation relation, Language language);
// Of a BCP 47 tag; the tag itself for a language that the table does not know.
std::string_view language_label(std::string_view tag, Language language);

// Of a note on how a query was read ("unbalanced_quotes"); the note itself when the table does not
// know it.
std::string_view note_label(std::string_view note, Language language);

// The id when the repository knows no more of it.
std::string organisation_label(const repository::Snapshot& snapshot, const std::string& id,
                               Language language);
std::string programme_label(const repository::Snapshot& snapshot, const std::string& id,
                            Language language);

// "1,234" or, below a thousand, "123".
std::string grouped(std::uint64_t number);

}  // namespace isthmus::searchd
