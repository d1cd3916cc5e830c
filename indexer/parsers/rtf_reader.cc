#include "indexer/parsers/rtf_reader.h"

#include <algorithm>

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxWord = 32;
constexpr int kMaxNumber = 1 << 30;  // larger ones say nothing that is in use

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

RtfToken RtfReader::next() {
  while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n')) ++at_;
  if (at_ >= bytes_.size()) return {};
  const char c = bytes_[at_++];
  if (c == '{') return {RtfToken::Kind::kOpen};
  if (c == '}') return {RtfToken::Kind::kClose};
  if (c == '\\') return control();
  return {RtfToken::Kind::kByte, {}, {}, c};
}

RtfToken RtfReader::control() {
  if (at_ >= bytes_.size()) return {};
  const char c = bytes_[at_];
  if (is_letter(c)) return word();
  ++at_;
  if (c == '\'') return hex_byte();
  if (c == '\r' || c == '\n') return {RtfToken::Kind::kWord, "par"};
  return {RtfToken::Kind::kSymbol, {}, {}, c};
}

RtfToken RtfReader::word() {
  const std::size_t begin = at_;
  while (at_ < bytes_.size() && is_letter(bytes_[at_]) && at_ - begin < kMaxWord) ++at_;
  RtfToken token{RtfToken::Kind::kWord, bytes_.substr(begin, at_ - begin)};
  token.number = number();
  if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
  if (token.word == "bin" && token.number && *token.number > 0)
    at_ += std::min(bytes_.size() - at_, static_cast<std::size_t>(*token.number));
  return token;
}

std::optional<int> RtfReader::number() {
  const bool is_negative =
      at_ + 1 < bytes_.size() && bytes_[at_] == '-' && is_digit(bytes_[at_ + 1]);
  if (is_negative) ++at_;
  if (at_ >= bytes_.size() || !is_digit(bytes_[at_])) return std::nullopt;
  long long value = 0;
  for (; at_ < bytes_.size() && is_digit(bytes_[at_]); ++at_)
    value = std::min<long long>(kMaxNumber, value * 10 + (bytes_[at_] - '0'));
  return static_cast<int>(is_negative ? -value : value);
}

RtfToken RtfReader::hex_byte() {
  const int high = at_ < bytes_.size() ? hex_value(bytes_[at_]) : -1;
  const int low = at_ + 1 < bytes_.size() ? hex_value(bytes_[at_ + 1]) : -1;
  if (high < 0 || low < 0) return {RtfToken::Kind::kSymbol, {}, {}, '\''};
  at_ += 2;
  return {RtfToken::Kind::kByte, {}, {}, static_cast<char>(high * 16 + low), true};
}

}  // namespace isthmus::parsers
