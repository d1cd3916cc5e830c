#include "searchd/multipart.h"

#include <doctest/doctest.h>

namespace isthmus::searchd {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=\"b 1\"";

std::string part(std::string_view head, std::string_view bytes) {
  return "--b 1\r\nContent-Disposition: form-data; " + std::string(head) + "\r\n\r\n" +
         std::string(bytes) + "\r\n";
}

}  // namespace

TEST_CASE("parts come in their order, with names and bytes as they are") {
  const std::string body =
      "preamble\r\n" + part("name=side", "practice") +
      part("name=\"f\"; filename=\"a; b.md\"", std::string("x\r\n--b\0\r\n", 9)) +
      part("name=\"f\"; filename=\"\"", "") + "--b 1--\r\nepilogue";
  const auto parts = parse_multipart(kType, body);
  REQUIRE(parts);
  REQUIRE(parts->size() == 3);
  CHECK((*parts)[0].name == "side");
  CHECK_FALSE((*parts)[0].file_name.has_value());
  CHECK((*parts)[0].bytes == "practice");
  CHECK((*parts)[1].file_name == "a; b.md");
  CHECK((*parts)[1].bytes == std::string_view("x\r\n--b\0\r\n", 9));
  CHECK((*parts)[2].file_name == "");
  CHECK((*parts)[2].bytes.empty());
}

TEST_CASE("a file name comes quoted, escaped or encoded") {
  const auto name_of = [](std::string_view head) {
    const std::string body = part("name=f; " + std::string(head), "x") + "--b 1--";
    const auto parts = parse_multipart(kType, body);
    REQUIRE(parts);
    return (*parts)[0].file_name;
  };
  CHECK(name_of("filename=a.md") == "a.md");
  CHECK(name_of("FileName=\"a \\\"b\\\".md\"") == "a \"b\".md");
  CHECK(name_of("filename=\"C:\\dir\\a.md\"") == "C:\\dir\\a.md");
  CHECK(name_of("filename=\"主轴.md\"") == "主轴.md");
  CHECK(name_of("filename=\"x\"; filename*=UTF-8''%E4%B8%BB.md") == "主.md");
}

TEST_CASE("a body that is not whole is refused with the part at fault") {
  const auto error_of = [](std::string_view type, const std::string& body) {
    const auto parts = parse_multipart(type, body);
    REQUIRE_FALSE(parts);
    return to_string(parts.error());
  };
  const std::string whole = part("name=f; filename=a", "words") + "--b 1--\r\n";
  CHECK(error_of("multipart/form-data", whole).find("boundary") != std::string::npos);
  CHECK(error_of("multipart/form-data; boundary=other", whole).find("boundary") !=
        std::string::npos);
  for (std::size_t size = 0; size < whole.size() - 4; ++size) {
    CAPTURE(size);
    CHECK_FALSE(parse_multipart(kType, whole.substr(0, size)).has_value());
  }
  CHECK(error_of(kType, part("name=f", "x") + "--b 1\r\nX: y\r\n\r\nz\r\n--b 1--").find("part 2") !=
        std::string::npos);
  CHECK(error_of(kType, "--b 1\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n\r\n--b 1--")
            .find("UTF-8") != std::string::npos);
  const std::string encoded =
      "--b 1\r\nContent-Disposition: form-data; name=f\r\nContent-Transfer-Encoding: base64\r\n"
      "\r\neA==\r\n--b 1--";
  CHECK(error_of(kType, encoded).starts_with("unsupported"));
}

TEST_CASE("more than a thousand parts are too many") {
  std::string body;
  for (int i = 0; i < 1001; ++i) body += part("name=f", "x");
  const auto parts = parse_multipart(kType, body + "--b 1--");
  REQUIRE_FALSE(parts);
  CHECK(parts.error().code == ErrorCode::kTooLarge);
}

}  // namespace isthmus::searchd
