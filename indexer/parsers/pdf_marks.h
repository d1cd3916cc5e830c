// DOIs, dates, ORCID iDs and keywords in running text, found by their forms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::parsers {

// Every DOI of the text in order, without what only surrounds it (full stops, closing brackets).
// `is_labelled`: "doi" or "doi.org/" stands before it.
struct FoundDoi {
  std::string value;
  bool is_labelled = false;
};
std::vector<FoundDoi> dois_in(std::string_view text);

// The first date of the text as the schema writes it: "6 January 2019", "Jan. 6, 2019",
// "2019-01-06", "2019年1月6日", "March 2020". Empty when there is none. Days that may be months
// ("3/4/2019") are no date.
std::string date_in(std::string_view text);

// The ORCID iDs of the text with right check digits, in order.
std::vector<std::string> orcids_in(std::string_view text);

// The keywords of a list; commas part them only where nothing stronger does.
std::vector<std::string> keywords_in(std::string_view list);

// ASCII letters in lower case.
std::string lower_case(std::string_view text);

}  // namespace isthmus::parsers
