// isthmus-searchd: serves a repository over HTTP.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "schema/wording.h"
#include "searchd/activity.h"
#include "searchd/config.h"
#include "searchd/follower.h"
#include "searchd/router.h"
#include "searchd/search_recorder.h"
#include "searchd/server.h"
#include "searchd/service.h"

namespace isthmus::searchd {
namespace {

constexpr const char* kVersion = "0.1.0";

int fail(const Error& error) {
  std::fprintf(stderr, "isthmus-searchd: %s\n", error.message.c_str());
  if (!error.hint.empty()) std::fprintf(stderr, "  %s\n", error.hint.c_str());
  return error_info(error.code).exit_status;
}

void start_log(const Config& config) {
  const auto logger = spdlog::stderr_logger_mt("isthmus");
  spdlog::set_default_logger(logger);
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::set_level(config.log_level == "error" ? spdlog::level::err
                                                : spdlog::level::from_str(config.log_level));
}

// Visible ASCII only: a log line is one line, whatever a client sends.
std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) shown += c > 0x20 && c < 0x7F ? c : '?';
  return shown;
}

void log_access(const AccessEntry& entry) {
  spdlog::info("request method={} target={} status={} bytes={} ms={:.2f} from={}",
               printable(entry.request.method), printable(entry.request.target), entry.status,
               entry.bytes, entry.milliseconds, printable(entry.request.remote_address));
}

// The signals that end the service, taken by wait_for_end() alone; threads started later inherit
// the mask.
sigset_t block_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

void wait_for_end(const sigset_t& ending) {
  int signal = 0;
  sigwait(&ending, &signal);
  spdlog::info("ending signal={}", signal);
  // A second signal ends at once, as users expect of Ctrl-C.
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);
}

Result<std::unique_ptr<repository::Reader>> open_repository(const Config& config) {
  repository::ReaderOptions options;
  options.index_handles = config.index_handles;
  Result<std::unique_ptr<repository::Reader>> reader =
      repository::Reader::open(config.repository, options);
  if (!reader && reader.error().code == ErrorCode::kNotFound) {
    return Error{ErrorCode::kNotFound, "there is no repository in " + quote(config.repository),
                 "make one with: isthmus-indexer -r " + config.repository + " add PATH"};
  }
  return reader;
}

Result<void> serve(const Config& config) {
  const sigset_t ending = block_signals();
  start_log(config);
  const std::unique_ptr<repository::Reader> reader = TRY(open_repository(config));
  ActivityHold activity(config.repository);
  Follower follower(*reader, activity);
  SearchRecorder recorder(activity, config);
  Service service({*reader, follower, activity, recorder}, config);
  ServerOptions options;
  options.listen = config.listen;
  options.max_connections = config.max_connections;
  options.max_large_body = config.max_upload_mb << 20U;
  const std::unique_ptr<Server> server = TRY(Server::open(
      options, {.handler = [&](const Request& request) { return route(service, request); },
                .admit = [&](const Request& head) { return admit(service, head); },
                .access_log = log_access}));
  follower.start();
  recorder.start();
  std::thread serving([&] { server->run(); });
  std::printf("serving %s on http://%s/\n", config.repository.c_str(), server->address().c_str());
  std::fflush(stdout);
  wait_for_end(ending);
  server->stop();
  serving.join();
  recorder.stop();
  follower.stop();
  return {};
}

int run(const std::vector<std::string>& arguments) {
  const Environment environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  const Result<Invocation> invocation = parse_invocation(arguments, environment);
  if (!invocation) return fail(invocation.error());
  switch (invocation->action) {
    case Action::kHelp:
      std::fputs(help_text().c_str(), stdout);
      return 0;
    case Action::kVersion:
      std::printf("isthmus-searchd %s\n", kVersion);
      return 0;
    case Action::kCheckConfig:
      std::puts("the configuration is understood");
      return 0;
    case Action::kServe:
      break;
  }
  const Result<void> served = serve(invocation->config);
  return served ? 0 : fail(served.error());
}

}  // namespace
}  // namespace isthmus::searchd

int main(int argc, char** argv) { return isthmus::searchd::run({argv + 1, argv + argc}); }
