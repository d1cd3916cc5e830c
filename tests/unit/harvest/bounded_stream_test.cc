#include "indexer/harvest/bounded_stream.h"

#include <doctest/doctest.h>

namespace isthmus::harvest {
namespace {

constexpr std::uint64_t kMost = 1 << 20;

TEST_CASE("an answer of usual shape is taken, however it is cut into pieces") {
  const std::string answer =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n" + std::string(100'000, 'x');
  for (const std::size_t piece : {1UL, 7UL, 200'000UL}) {
    HeadBounds bounds(kMost);
    for (std::size_t at = 0; at < answer.size(); at += piece)
      REQUIRE(bounds.take(std::string_view(answer).substr(at, piece)));
  }
}

TEST_CASE("a line without end is not taken") {
  HeadBounds status(kMost);
  CHECK_FALSE(status.take("HTTP/1.1 200 " + std::string(10'000, 'x')));
  HeadBounds header(kMost);
  CHECK_FALSE(header.take("HTTP/1.1 200 OK\r\nA: " + std::string(10'000, 'x')));
  HeadBounds second(kMost);
  CHECK_FALSE(second.take("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 " + std::string(10'000, 'x')));
}

TEST_CASE("headers without end are not taken") {
  HeadBounds bounds(kMost);
  REQUIRE(bounds.take("HTTP/1.1 200 OK\r\n"));
  bool is_taken = true;
  for (int i = 0; is_taken && i < 100'000; ++i) is_taken = bounds.take("A: bbbbbbbbbb\r\n");
  CHECK_FALSE(is_taken);
}

TEST_CASE("a body beyond the limit and what is no HTTP are not taken") {
  HeadBounds bounds(1000);
  REQUIRE(bounds.take("HTTP/1.1 200 OK\r\n\r\n"));
  CHECK_FALSE(bounds.take(std::string(1000, 'x')));
  HeadBounds other(kMost);
  CHECK_FALSE(other.take("SSH-2.0-OpenSSH\r\n"));
}

}  // namespace
}  // namespace isthmus::harvest
