// The words of bibliographic formats in the words of the record schema: types of publications,
// languages, licences, dates. One crosswalk for all formats, so that a thesis is a thesis whether
// BibTeX, RIS or DataCite says so.
//
// Nothing here fails: what the crosswalk does not know gives an empty text, or stays as it is where
// it says so.
#pragma once

#include <string>
#include <string_view>

#include "schema/date.h"
#include "schema/record.h"

namespace isthmus::parsers {

// "phdthesis", "JOUR", "article-journal", "Dataset", "info:eu-repo/semantics/doctoralThesis",
// "学位论文": by any format's name. Types that the schema has no kind for (books, software, web
// pages) give kNone.
Kind kind_of_type(std::string_view type);

// BCP 47 for an ISO 639 code of two or three letters, a tag in any writing ("en_US"), or the name
// of a language in English or its own words. Empty when it is none of these.
std::string language_tag(std::string_view text);

// The SPDX identifier of a Creative Commons licence or another that is known by its address, or by
// its usual short name; anything else stays as it is.
std::string licence_id(std::string_view text);

// The date in a text as people and programs write it: "2018/4/25", "2014//", "May 17, 2018",
// "2019年4月", the first one of a range. A part that contradicts the calendar is left out; so is
// all but the year where day and month could be taken for each other.
Date date_in(std::string_view text);
// From parts in any of these forms: month "4", "04", "apr", "April".
Date date_of(std::string_view year, std::string_view month, std::string_view day);

}  // namespace isthmus::parsers
