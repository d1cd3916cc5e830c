#include "indexer/commands/session.h"

#include <cstdio>

#include <unistd.h>

#include "indexer/commands/interrupt.h"
#include "indexer/pipeline/file_bytes.h"

namespace isthmus::commands {
namespace {

class OwnSession final : public Session {
 public:
  // Failures of writing show at the end of the program.
  void out(std::string_view text) override { std::fwrite(text.data(), 1, text.size(), stdout); }
  void err(std::string_view text) override { std::fwrite(text.data(), 1, text.size(), stderr); }
  bool is_terminal() const override { return ::isatty(STDERR_FILENO) == 1; }
  Result<std::string> standard_input() override { return pipeline::read_standard_input(); }
  std::filesystem::path directory() const override { return {}; }
  const std::atomic<bool>& stop() override { return catch_interrupts(); }
  Result<WriterLease> writer(const std::filesystem::path& repository,
                             repository::WriterOptions options) override {
    return WriterLease(TRY(repository::Writer::open(repository, options)));
  }
};

}  // namespace

Session& own_session() {
  static OwnSession session;
  return session;
}

}  // namespace isthmus::commands
