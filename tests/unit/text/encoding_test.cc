#include "engine/text/encoding.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace isthmus::text {
namespace {

constexpr std::string_view kGbk = "\xD6\xE1\xB3\xD0\xB9\xCA\xD5\xCF";   // 轴承故障
constexpr std::string_view kBig5 = "\xB6\x62\xA9\xD3\xAC\x47\xBB\xD9";  // 軸承故障

struct Case {
  std::string bytes;
  std::string declared;
  std::string encoding;
  std::string utf8;
};

TEST_CASE("bytes are decoded by mark, validity, zero bytes, declaration, then likelihood") {
  using std::string_literals::operator""s;
  const std::vector<Case> cases = {
      {"", "", "UTF-8", ""},
      {"plain", "Big5", "UTF-8", "plain"},
      {"轴承", "", "UTF-8", "轴承"},
      {"\xEF\xBB\xBF轴承", "", "UTF-8", "轴承"},
      {"\xFF\xFE\x74\x8F\x7F\x62"s, "", "UTF-16LE", "轴承"},
      {"\xFE\xFF\x8F\x74\x62\x7F"s, "", "UTF-16BE", "轴承"},
      {"\xFF\xFE\0\0\x74\x8F\0\0"s, "", "UTF-32LE", "轴"},
      {"a\0b\0\x74\x8F"s, "", "UTF-16LE", "ab轴"},
      {"\0a\0b\x8F\x74"s, "", "UTF-16BE", "ab轴"},
      {"name\0value and more\n"s, "", "UTF-8", "name\0value and more\n"s},
      {std::string(kGbk), "", "GB18030", "轴承故障"},
      {std::string(kGbk), "gb2312", "GB18030", "轴承故障"},
      {std::string(kBig5), "big5", "Big5", "軸承故障"},
      {"caf\xE9 cr\xE8me br\xFBl\xE9"
       "e",
       "iso-8859-1", "windows-1252", "café crème brûlée"},
      {"\x95\xB6\x8F\xCD.txt", "", "Shift_JIS", "文章.txt"},
      {"\x93two\x94 and \x91one\x92", "", "windows-1252", "“two” and ‘one’"},
      {"\xE2\xC9\xCD\xD5\xD1\xCA", "EUC-TW", "EUC-TW", "軸承故"},
      {"\x1B$B<4<u\x1B(B", "ISO-2022-JP", "ISO-2022-JP", "軸受"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.encoding);
    CAPTURE(c.utf8);
    const Result<DecodedText> decoded = decode_text(c.bytes, c.declared);
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->utf8 == c.utf8);
  }
}

TEST_CASE("a long text with one broken byte is still read, with U+FFFD in its place") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += i == 100 ? "\xFF" : "轴承的故障诊断。";
  const Result<DecodedText> decoded = decode_text(text);
  REQUIRE(decoded);
  CHECK(decoded->encoding == "UTF-8");
  CHECK(decoded->utf8.find("\uFFFD") == 100 * std::string_view("轴承的故障诊断。").size());
}

TEST_CASE("binary bytes are refused as an invalid source") {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes.push_back(static_cast<char>((i * 7919) >> 3));
  const Result<DecodedText> decoded = decode_text(bytes);
  REQUIRE_FALSE(decoded);
  CHECK(decoded.error().code == ErrorCode::kInvalidSource);
  CHECK_FALSE(decode_text(std::string(64, '\0')));
}

TEST_CASE("a wrong declaration does not spoil what can be read otherwise") {
  for (const char* declared : {"no-such-encoding", "UTF-8", "../../etc/passwd", "'"}) {
    const Result<DecodedText> decoded = decode_text(kGbk, declared);
    REQUIRE(decoded);
    CHECK(decoded->utf8 == "轴承故障");
  }
}

TEST_CASE("bytes of a named encoding are read as such, what does not fit as U+FFFD or not at all") {
  constexpr Unfit kReplace = Unfit::kReplace;
  CHECK(decode_as("\xD6\xE1", "gbk", kReplace) == "轴");
  CHECK(decode_as("\x8E\xB2", "Shift_JIS", kReplace) == "軸");
  CHECK(decode_as("\xC8", "windows-1250", kReplace) == "Č");
  CHECK(decode_as("a\xFF", "GB18030", kReplace) == "a\xEF\xBF\xBD");
  CHECK(decode_as("", "Big5", kReplace) == "");
  CHECK_FALSE(decode_as("a", "no-such-encoding", kReplace));
  CHECK_FALSE(decode_as("a", "", kReplace));
  CHECK(decode_as(kGbk, "GB2312", Unfit::kRefuse) == "轴承故障");
  CHECK_FALSE(decode_as("\xFF\xFF", "GB2312", Unfit::kRefuse));
}

TEST_CASE("overlong forms, surrogates, cut sequences and values beyond Unicode are not UTF-8") {
  CHECK(is_valid_utf8("aé轴𠀀"));
  for (const char* bytes : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                            "\xF5\x80\x80\x80", "\xE8\xBD", "\x80", "\xF0\x80\x80\x80"}) {
    CHECK_FALSE(is_valid_utf8(bytes));
  }
}

}  // namespace
}  // namespace isthmus::text
