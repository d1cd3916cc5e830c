// A parsing process whose parsers misbehave, each in the way of its name; unit_sandbox starts it.
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <thread>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "indexer/sandbox/serve.h"

namespace {

using isthmus::Record;
using isthmus::parsers::Input;
using isthmus::parsers::Parser;
using isthmus::parsers::Sink;

void give(const Sink& sink, const std::string& title) {
  Record record;
  record.id = "1";
  record.title = title;
  sink.record(record, 7);
}

void parse_honestly(const Input& input, const Sink& sink) {
  give(sink, input.path + "|" + std::string(input.bytes) + "|" + input.settings.encoding);
  sink.diagnostic({3, {isthmus::ErrorCode::kInvalidRecord, "message", "hint"}, false, "inside"});
}

void loop(const Input&, const Sink&) {
  for (volatile bool on = true; on;) continue;
}

void crash(const Input&, const Sink&) { std::abort(); }

void eat_memory(const Input&, const Sink&) {
  std::vector<std::unique_ptr<char[]>> eaten;
  while (true) eaten.push_back(std::make_unique_for_overwrite<char[]>(64 << 20));
}

void flood(const Input&, const Sink& sink) {
  Record record;
  record.id = "1";
  record.body = std::string(8 << 20, 'x');
  while (sink.record(record, 1)) continue;
}

// Says which of what it tried was allowed.
void break_out(const Input& input, const Sink& sink) {
  std::string done;
  if (std::ofstream(std::string(input.bytes)).put('x')) done += " write";
  if (open(std::string(input.bytes).c_str(), O_CREAT | O_RDWR, 0600) >= 0) done += " create";
  if (unlink("/tmp/isthmus-no-such-file") == 0 || errno != EPERM) done += " unlink";
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0) done += " socket";
  if (fork() >= 0) done += " fork";
  if (execl("/bin/true", "true", nullptr) == 0 || errno != EPERM) done += " exec";
  give(sink, "done:" + done);
}

}  // namespace

int main() {
  const std::vector<Parser> parsers = {
      {"honest", "", {}, "", parse_honestly}, {"loop", "", {}, "", loop},
      {"crash", "", {}, "", crash},           {"eat_memory", "", {}, "", eat_memory},
      {"flood", "", {}, "", flood},           {"break_out", "", {}, "", break_out},
  };
  return isthmus::sandbox::serve(0, {parsers, {}});
}
