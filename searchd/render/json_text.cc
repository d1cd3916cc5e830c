#include "searchd/render/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "searchd/http.h"

namespace isthmus::searchd {
namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && c != '"' && c != '\\';
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out += {'\\', c};
  } else if (c == '\n') {
    out += "\\n";
  } else if (byte < 0x20) {
    out += {'\\', 'u', '0', '0', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
  } else {
    out += c;
  }
}

// In runs of characters that stand for themselves.
void append_all(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto stop = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto run = static_cast<std::size_t>(stop - text.begin());
    out += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) return;
    append_escaped(out, text.front());
    text.remove_prefix(1);
  }
}

}  // namespace

void JsonText::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

JsonText& JsonText::begin(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
  return *this;
}

JsonText& JsonText::end(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  separate();
  out_.append(1, '"').append(name).append("\":");
  first_ = true;
  return *this;
}

JsonText& JsonText::text(std::string_view value) {
  separate();
  out_ += '"';
  if (is_valid_utf8(value)) {
    append_all(out_, value);
  } else {
    append_all(out_, valid_utf8(value));
  }
  out_ += '"';
  return *this;
}

JsonText& JsonText::text_or_null(std::string_view value) {
  if (!value.empty()) return text(value);
  separate();
  out_ += "null";
  return *this;
}

JsonText& JsonText::number(std::uint64_t value) {
  separate();
  out_ += std::to_string(value);
  return *this;
}

JsonText& JsonText::number(double value) {
  constexpr double kStep = 1e6;
  separate();
  std::array<char, 64> text{};
  const double rounded = std::isfinite(value) ? std::round(value * kStep) / kStep : 0;
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), rounded);
  out_.append(text.data(), end);
  return *this;
}

JsonText& JsonText::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonText& JsonText::texts(const std::vector<std::string>& values) {
  begin_array();
  for (const std::string& value : values) text(value);
  return end_array();
}

}  // namespace isthmus::searchd
