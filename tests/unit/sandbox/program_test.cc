#include "indexer/sandbox/program.h"

#include <doctest/doctest.h>

namespace isthmus::sandbox {
namespace {

TEST_CASE("a program gets its input and gives its output whole") {
  std::string input;
  for (int i = 0; i < 100'000; ++i) input += std::to_string(i) + '\n';
  const auto output = run_program({"cat"}, input);
  REQUIRE(output);
  CHECK(output->is_success);
  CHECK(output->text == input);
}

TEST_CASE("a program that fails says so, and one that is not there is not found") {
  const auto failing = run_program({"false"}, {});
  REQUIRE(failing);
  CHECK(!failing->is_success);
  const auto missing = run_program({"isthmus-no-such-program"}, {});
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::kNotFound);
  CHECK(missing.error().message.find("isthmus-no-such-program") != std::string::npos);
}

TEST_CASE("a program that takes too long or says too much is ended") {
  ProgramLimits limits;
  limits.time = std::chrono::seconds(1);
  limits.output_bytes = 1'000'000;
  const auto slow = run_program({"sleep", "100"}, {}, limits);
  REQUIRE(!slow);
  CHECK(slow.error().message == "\"sleep\" took longer than 1 seconds");
  const auto loud = run_program({"yes"}, {}, limits);
  REQUIRE(!loud);
  CHECK(loud.error().code == ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace isthmus::sandbox
