#include "searchd/http.h"

#include <algorithm>
#include <cstdint>

#include "schema/blanks.h"

namespace isthmus::searchd {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~' || c == ':';
}

std::string decode_bytes(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      bytes += text[i];
    } else {
      bytes += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return bytes;
}

std::string decode_form_value(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decode(spaced);
}

// The length of the UTF-8 sequence at the start of `bytes`; 0 when there is no valid one.
std::size_t sequence_length(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
  const bool beyond = lead == 0xF4 && byte(1) >= 0x90;
  return overlong || surrogate || beyond ? 0 : length;
}

// Calls visit with each element of a comma list, blanks trimmed.
template <typename Visitor>
void each_element(std::string_view list, Visitor&& visit) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    visit(trimmed(list.substr(0, comma)));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
}

// Is one of `types` among the elements of an Accept header, and not after JSON?
bool names_before_json(std::string_view accept, std::initializer_list<std::string_view> types) {
  bool is_named = false;
  bool is_json_first = false;
  each_element(accept, [&](std::string_view element) {
    const std::string_view type = trimmed(element.substr(0, element.find(';')));
    if (std::find(types.begin(), types.end(), type) != types.end()) is_named = true;
    if (!is_named && (type == "application/json" || type == "application/problem+json"))
      is_json_first = true;
  });
  return is_named && !is_json_first;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (equal_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  for (const Parameter& parameter : parameters) {
    if (parameter.name == name) return parameter.value;
  }
  return std::nullopt;
}

void set_target(Request& request, std::string_view target) {
  request.target = target;
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  request.raw_path = target.substr(0, mark);
  request.path = percent_decode(request.raw_path);
  request.parameters.clear();
  if (mark != std::string_view::npos) request.parameters = parse_form(target.substr(mark + 1));
}

std::string percent_decode(std::string_view text) { return valid_utf8(decode_bytes(text)); }

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<std::uint8_t>(c);
      encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
  }
  return encoded;
}

std::vector<Parameter> parse_form(std::string_view text) {
  std::vector<Parameter> parameters;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    parameters.push_back({decode_form_value(pair.substr(0, equals)), decode_form_value(value)});
  }
  return parameters;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const bool plain = static_cast<std::uint8_t>(bytes[i]) < 0x80;
    const std::size_t length = plain ? 1 : sequence_length(bytes.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string valid_utf8(std::string_view bytes) {
  std::string valid;
  valid.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    if (length == 0) {
      valid += "\xEF\xBF\xBD";
    } else {
      valid += bytes.substr(0, length);
    }
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return valid;
}

bool matches_entity_tag(std::string_view if_none_match, std::string_view tag) {
  bool matches = false;
  each_element(if_none_match, [&](std::string_view element) {
    if (element.starts_with("W/")) element.remove_prefix(2);
    matches = matches || element == "*" || element == tag;
  });
  return matches;
}

bool prefers_html(std::string_view accept) {
  return names_before_json(accept, {"text/html", "application/xhtml+xml"});
}

bool prefers_csv(std::string_view accept) { return names_before_json(accept, {"text/csv"}); }

}  // namespace isthmus::searchd
