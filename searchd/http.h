// HTTP as the routes see it: a request and a response as plain data, and the text forms of
// addresses.
//
// Nothing here talks to a socket or knows the HTTP library; searchd/server.cc translates.
// Threads: plain data; all functions may be called from any thread.
// Source: RFC 3986 (percent-encoding), RFC 9110 (semantics), the URL standard for form-encoded
// queries.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::searchd {

// One parameter of the query part, in the order of the address; a name may come more than once.
struct Parameter {
  std::string name;
  std::string value;
  bool operator==(const Parameter&) const = default;
};

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method = "GET";
  std::string target;    // as sent: path and query, percent-encoded
  std::string raw_path;  // of the target, percent-encoded
  std::string path;      // decoded; valid UTF-8
  std::vector<Parameter> parameters;
  std::vector<Header> headers;
  std::string body;
  std::string remote_address;

  // The first header of this name in any case; empty when there is none.
  std::string_view header(std::string_view name) const;
  // The first parameter of this name; nothing when there is none.
  std::optional<std::string_view> parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<Header> headers;
};

// Fills raw_path, path and parameters from `target`.
void set_target(Request& request, std::string_view target);

// "%E7%9F%A5" to bytes; a '%' without two hexadecimal digits stands for itself. Bytes that are not
// UTF-8 come out as U+FFFD.
std::string percent_decode(std::string_view text);
// Everything but letters, digits and "-._~:" is encoded: fit for a path segment and for a query
// value.
std::string percent_encode(std::string_view text);
// name=value&name=value, '+' for a blank.
std::vector<Parameter> parse_form(std::string_view text);

bool equal_ignoring_case(std::string_view a, std::string_view b);  // of ASCII letters

bool is_valid_utf8(std::string_view bytes);
// Bytes that are not UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view bytes);

// Is `tag` among the entity tags of an If-None-Match header ("*" matches all)? Weak comparison.
bool matches_entity_tag(std::string_view if_none_match, std::string_view tag);

// Does an Accept header prefer HTML to JSON? False for an empty header and for "*/*".
bool prefers_html(std::string_view accept);
// Does it name text/csv before JSON?
bool prefers_csv(std::string_view accept);

}  // namespace isthmus::searchd
