#include "indexer/sandbox/program.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/child_process.h"
#include "schema/wording.h"

extern char** environ;

namespace isthmus::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

Error failed(const std::string& program, int code) {
  return {ErrorCode::kIo, quote(program) + " cannot be run: " + std::strerror(code)};
}

Result<std::string> read_output(int output, const std::string& program,
                                const ProgramLimits& limits) {
  const Clock::time_point deadline = Clock::now() + limits.time;
  std::string text;
  std::array<char, 1 << 16> buffer;
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0)
      return Error{ErrorCode::kTooLarge, quote(program) + " took longer than " +
                                             std::to_string(limits.time.count()) + " seconds"};
    pollfd watched{output, POLLIN, 0};
    if (poll(&watched, 1, static_cast<int>(left.count())) <= 0) continue;
    const ssize_t got = read(output, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(program, errno);
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > limits.output_bytes)
      return Error{ErrorCode::kTooLarge, quote(program) + " says more than " +
                                             std::to_string(limits.output_bytes) + " bytes"};
  }
}

}  // namespace

Result<ProgramOutput> run_program(const std::vector<std::string>& words, std::string_view input,
                                  const ProgramLimits& limits) {
  const Descriptor file = TRY(memory_file(input));
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failed(words.front(), errno);
  const Descriptor output(ends[0]);
  Descriptor end_of_child(ends[1]);
  Child child(TRY(spawn(words, {file.number(), end_of_child.number()}, environ)));
  end_of_child.reset();
  child.limit(RLIMIT_AS, limits.memory);
  child.limit(RLIMIT_CPU, static_cast<rlim_t>(limits.time.count()));
  child.limit(RLIMIT_CORE, 0);
  ProgramOutput out{TRY(read_output(output.number(), words.front(), limits))};
  const int status = child.wait();
  out.is_success = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return out;
}

}  // namespace isthmus::sandbox
