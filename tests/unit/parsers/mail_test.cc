#include <string>

#include <doctest/doctest.h>

#include "indexer/parsers/mime.h"
#include "indexer/parsers/mime_text.h"
#include "tests/support/parsing.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kFields = "From: a@example.org\nSubject: s\nMIME-Version: 1.0\n";

TEST_CASE("mail is known by its fields, and prose with colons is none") {
  CHECK(testing::chosen("a", std::string(kFields) + "\nbody") == "eml");
  CHECK(testing::chosen("a.txt", "X-One: 1\nReceived: by b\n (c)\nDate: today\n\nx") == "eml");
  CHECK(testing::chosen("a.txt", "Date: 2024\nSubject: grease\nFrom: the workshop\n\nx") == "text");
  CHECK(testing::chosen("a.txt", "Note: From: a\nTo: b\n") == "text");
  CHECK(testing::chosen("a.txt", std::string(kFields) + "no empty line") == "text");
  CHECK(testing::chosen("a", "From a@b Mon Jun 01 10:00:00 2009\n" + std::string(kFields)) ==
        "mbox");
  CHECK(testing::chosen("a.txt", "From 10:30 to 11:15 in 2009 it stood still.\n") == "text");
}

TEST_CASE("a character split between two encoded words is one character") {
  CHECK(decode_words("=?GBK?B?1uHPyQ==?=") == "轴仙");
  CHECK(decode_words("=?GBK?Q?=D6?=\r\n =?GBK?Q?=E1?=") == "轴");
  CHECK(decode_words("=?utf-8?Q?a_b?= =?utf-8?Q?_c?= d") == "a b c d");
  CHECK(decode_words("=?utf-8?X?a?= =?") == "=?utf-8?X?a?= =?");
}

TEST_CASE("base64 and quoted-printable give what can be read of them") {
  CHECK(decode_base64("aGVsbG8=") == "hello");
  CHECK(decode_base64("aGVs\r\nbG8") == "hello");
  CHECK(decode_base64("aGk=aGk=") == "hihi");
  CHECK(decode_quoted_printable("a=3Db=\nc =  \n=ZZ=4") == "a=bc =ZZ=4");
}

TEST_CASE("names of senders come without their addresses") {
  const std::vector<std::string> expected = {"Weber, Anna", "Bob Hill", "c@example.org"};
  CHECK(names_of_addresses("\"Weber, Anna\" <a@x>, b@x (Bob Hill), <c@example.org>") == expected);
  CHECK(names_of_addresses("undisclosed:;").empty());
}

std::string nested(int depth) {
  const std::string name = "b" + std::to_string(depth);
  const std::string inner = depth == 0 ? "\nwords\n" : nested(depth - 1);
  return "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n" + inner +
         "\n--" + name + "--\n";
}

TEST_CASE("multiparts nested or repeated beyond the limits are cut, and it is said") {
  const testing::Parsed deep = testing::parse("a.eml", std::string(kFields) + nested(500));
  REQUIRE(deep.records.size() == 1);
  CHECK(deep.records[0].body.empty());
  CHECK(deep.diagnostics.size() == 1);
  std::string many = std::string(kFields) + "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 5000; ++i) many += "--b\n\nx\n";
  const testing::Parsed wide = testing::parse("a.eml", many);
  REQUIRE(wide.records.size() == 1);
  CHECK(wide.diagnostics.size() == 1);
}

TEST_CASE("mail within mail ends at the limit of containers") {
  std::string message = std::string(kFields) + "\ninnermost\n";
  for (int i = 0; i < 8; ++i)
    message = std::string(kFields) + "Content-Type: message/rfc822\n\n" + message;
  const testing::Parsed parsed = testing::parse("a.eml", message);
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.code == ErrorCode::kTooLarge);
  CHECK(parsed.records.size() == kMaxDepth + 1);
}

TEST_CASE("a message cut off anywhere gives what is there and never fails") {
  const std::string message =
      std::string(kFields) +
      "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain; "
      "charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\n6L205om/\n--b\nContent-Disposition: "
      "attachment; filename*=utf-8''%E8%BD%B4.txt\n\nwords\n--b--\n";
  for (std::size_t i = 0; i < message.size(); ++i)
    (void)testing::parse("a.eml", message.substr(0, i));
  const testing::Parsed parsed = testing::parse("a.eml", message);
  REQUIRE(parsed.records.size() == 2);
  CHECK(parsed.records[0].body == "轴承");
  CHECK(parsed.records[1].id == "a.eml/轴.txt");
}

}  // namespace
}  // namespace isthmus::parsers
