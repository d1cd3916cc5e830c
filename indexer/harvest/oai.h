// The words of OAI-PMH 2.0: requests as addresses, responses as structures. Knows nothing of HTTP
// and nothing of the repository.
//
// Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/result.h"

namespace isthmus::harvest {

// Arguments in the order in which they are to be sent; those without a value are left out.
using Arguments = std::vector<std::pair<std::string_view, std::string>>;
// `base` may have a query of its own.
std::string request_url(const std::string& base, std::string_view verb, const Arguments& arguments);

// What a repository says of itself.
struct Identity {
  std::string name;
  std::string version;
  std::string earliest;           // datestamp
  std::string deleted_record;     // "no", "transient", "persistent"
  bool is_to_the_second = false;  // granularity of datestamps: else to the day
};

// One record of a list.
struct ListedRecord {
  std::string identifier;
  std::string datestamp;
  bool is_deleted = false;
  std::string metadata;  // the element within <metadata>, as an XML document; empty: there is none
};

struct Page {
  std::vector<ListedRecord> records;
  std::string token;           // of the next page; empty: this is the last, or nobody can tell
  std::uint64_t total = 0;     // of the whole list; 0: not said
  bool lacks_records = false;  // some could not be read: the XML is broken
  bool is_cut_off = false;     // and whether another page follows cannot be told
};

// A response that is OAI-PMH, or what could be read of it. What another verb would have brought is
// empty.
struct Response {
  std::string fault;  // what is wrong with the XML; empty when it is well-formed
  std::string date;
  std::string error_code;  // the protocol's, and the repository's words on it; empty: none
  std::string error_text;
  Identity identity;
  std::vector<std::string> offered_prefixes;   // of metadata formats
  std::vector<std::string> readable_prefixes;  // the richest first
  std::vector<std::string> sets;
  std::string sets_token;  // of the next page of them
  Page page;               // of records
};

// Where the XML is broken, the token of the next page is found all the same. Errors: kInvalidSource
// when nothing of the bytes can be read as OAI-PMH.
Result<Response> parse_response(std::string_view bytes);

// A datestamp in a repository's granularity: the day alone, or with the time, which is midnight
// when it is not given. Errors: kUsage for anything but YYYY-MM-DD with or without Thh:mm:ssZ.
Result<std::string> datestamp(std::string_view text, bool is_to_the_second);

}  // namespace isthmus::harvest
