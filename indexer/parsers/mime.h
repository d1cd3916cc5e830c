// Messages of the Internet as a tree of parts: header fields, multiparts, transfer encodings,
// character sets. Knows nothing of records.
//
// Wrong messages are read as far as they go: there is no error. Depth and number of parts are
// limited; what is beyond is left out.
//
// Source: RFC 5322 (fields), 2045 and 2046 (parts), 2047 (encoded words), 2231 (parameters), 3676
// (format=flowed).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::parsers {

inline constexpr unsigned kMaxMimeDepth = 20;       // forwarded and signed mail nests five or six
inline constexpr std::size_t kMaxMimeParts = 2000;  // of one message
inline constexpr std::size_t kMaxMimeFields = 2000;

struct MimeField {
  std::string name;   // lower case
  std::string value;  // unfolded, as it came
};

struct MimePart {
  std::vector<MimeField> fields;
  std::string type = "text/plain";                // lower case
  std::map<std::string, std::string> parameters;  // of the type: names in lower case, values UTF-8
  std::string file_name;                          // UTF-8; empty when none is given
  bool is_attachment = false;                     // by its Content-Disposition
  std::string_view body;                          // as it came
  std::vector<MimePart> parts;                    // of a multipart
  bool is_cut = false;                            // there is more below than the limits allow

  // As it came; empty when there is none.
  std::string_view field(std::string_view name) const;
  // UTF-8, encoded words decoded, one line.
  std::string text_field(std::string_view name) const;
  // Without the transfer encoding.
  std::string content() const;
  // content() of a text as UTF-8, by its charset where that fits; lines end with "\n",
  // format=flowed is undone.
  std::string text() const;
  bool is_multipart() const { return !parts.empty(); }
};

// `bytes` must outlive the tree.
MimePart parse_mime(std::string_view bytes);

// Reads one "name: value" field at the front, with its continuation lines; false when there is none.
bool take_field(std::string_view& bytes, MimeField& field);

// A field's value with its encoded words decoded; stray bytes are read in the likeliest encoding.
std::string decode_words(std::string_view value);

// Names of an address list: the display name, else the comment, else the address.
std::vector<std::string> names_of_addresses(std::string_view value);

}  // namespace isthmus::parsers
