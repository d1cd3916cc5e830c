// A writer that is killed at any moment leaves what its next run completes. The writer is this
// program, started again with the case below.
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

constexpr const char* kDirectoryVariable = "ISTHMUS_TEST_REPOSITORY";
constexpr const char* kVersionVariable = "ISTHMUS_TEST_VERSION";
constexpr int kRecords = 200;

// Puts every record; version 1 changes some and removes some. Each record changes once.
void run_writer(const std::filesystem::path& directory, int version) {
  auto writer = must(Writer::open(directory));
  for (int number = 0; number < kRecords; ++number) {
    if (version == 1 && number % 11 == 0) {
      must(writer->remove(sample(number).id));
    } else {
      put(*writer, number, number % 3 == 0 ? version : 0);
    }
    if (number % 40 == 39) must(writer->flush());
  }
  must(writer->settle());
}

TEST_CASE("child: a writer that the test below kills" * doctest::skip()) {
  const char* directory = std::getenv(kDirectoryVariable);
  const char* version = std::getenv(kVersionVariable);
  REQUIRE(directory);
  REQUIRE(version);
  run_writer(directory, std::atoi(version));
}

pid_t start_child(const std::filesystem::path& directory, int version) {
  ::setenv(kDirectoryVariable, directory.c_str(), 1);
  ::setenv(kVersionVariable, std::to_string(version).c_str(), 1);
  const char* arguments[] = {"unit_repository", "--no-skip", "--test-case=child:*", nullptr};
  posix_spawn_file_actions_t quiet;
  ::posix_spawn_file_actions_init(&quiet);
  ::posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failure = ::posix_spawn(&child, "/proc/self/exe", &quiet, nullptr,
                                    const_cast<char* const*>(arguments), environ);
  ::posix_spawn_file_actions_destroy(&quiet);
  REQUIRE(failure == 0);
  return child;
}

void run_child(const std::filesystem::path& directory, int version) {
  int status = 0;
  ::waitpid(start_child(directory, version), &status, 0);
  REQUIRE(status == 0);
}

void kill_child_after(std::chrono::steady_clock::duration delay,
                      const std::filesystem::path& directory, int version) {
  const pid_t child = start_child(directory, version);
  std::this_thread::sleep_for(delay);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_CASE("a writer killed at ten moments leaves what an undisturbed one does") {
  using Clock = std::chrono::steady_clock;
  const test::TemporaryDirectory undisturbed;
  const test::TemporaryDirectory disturbed;
  for (const int version : {0, 1}) {
    const Clock::time_point start = Clock::now();
    run_child(undisturbed.path(), version);
    const auto whole = Clock::now() - start;
    for (int kill = 1; kill <= 5; ++kill) {
      kill_child_after(whole * kill / 7, disturbed.path(), version);
    }
    run_child(disturbed.path(), version);
    CHECK(difference(contents_of(undisturbed.path()), contents_of(disturbed.path())) == "");
  }
  CHECK(must(check(disturbed.path())).problems == std::vector<std::string>());
}

}  // namespace
}  // namespace isthmus::repository::tests
