// The words of OAI-PMH 2.0: requests as addresses, responses as structures. Knows nothing of HTTP
// and nothing of the repository.
//
// Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/parsers/xml.h"
#include "schema/result.h"

namespace isthmus::harvest {

// Arguments in the order in which they are to be sent; those without a value are left out.
using Arguments = std::vector<std::pair<std::string_view, std::string>>;
// `base` may have a query of its own.
std::string request_url(const std::string& base, std::string_view verb, const Arguments& arguments);

// A response that is OAI-PMH, or what could be read of it.
class Response {
 public:
  // Errors: kInvalidSource when nothing of it can be read as OAI-PMH.
  static Result<Response> parse(std::string_view bytes);

  parsers::XmlNode root() const { return document_.root(); }
  // What is wrong with the XML; empty when it is well-formed.
  const std::string& fault() const { return fault_; }
  std::string date() const { return root().text_of("responseDate"); }
  // The protocol's error code and the repository's words on it; empty when there is none.
  std::string error_code() const;
  std::string error_text() const;

 private:
  explicit Response(parsers::XmlDocument document) : document_(std::move(document)) {}

  parsers::XmlDocument document_;
  std::string fault_;
};

// What a repository says of itself.
struct Identity {
  std::string name;
  std::string version;
  std::string earliest;           // datestamp
  std::string deleted_record;     // "no", "transient", "persistent"
  bool is_to_the_second = false;  // granularity of datestamps: else to the day
};
Identity identity_in(const Response& response);

// The metadata formats of a repository that can be read, the richest first.
std::vector<std::string> readable_prefixes(const Response& response);
std::vector<std::string> offered_prefixes(const Response& response);

// One record of a list. The document must outlive it.
struct ListedRecord {
  std::string identifier;
  std::string datestamp;
  bool is_deleted = false;
  std::optional<parsers::XmlNode> metadata;  // the element within <metadata>
};

struct Page {
  std::vector<ListedRecord> records;
  std::string token;           // of the next page; empty: this is the last, or nobody can tell
  std::uint64_t total = 0;     // of the whole list; 0: not said
  bool lacks_records = false;  // some could not be read: the XML is broken
  bool is_cut_off = false;     // and whether another page follows cannot be told
};
// `bytes` are what the response was parsed from. Where the XML is broken, a token that stands in
// them is found all the same.
Page page_in(const Response& response, std::string_view bytes);

// A datestamp in a repository's granularity: the day alone, or with the time, which is midnight
// when it is not given. Errors: kUsage for anything but YYYY-MM-DD with or without Thh:mm:ssZ.
Result<std::string> datestamp(std::string_view text, bool is_to_the_second);

}  // namespace isthmus::harvest
