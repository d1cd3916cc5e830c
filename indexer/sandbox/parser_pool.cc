#include "indexer/sandbox/parser_pool.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <optional>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/child_process.h"
#include "indexer/sandbox/wire.h"

extern char** environ;

namespace isthmus::sandbox {
namespace {

// All records of one file together: more than any file within its size limit gives, and little
// enough to stop a parser that repeats itself.
constexpr std::uint64_t kMostOutput = 2ULL << 30;
constexpr std::uint64_t kMostFrame = 64ULL << 20;  // a record is at most 8 MB of text
// A process is replaced after so many files: what a library leaks stays small.
constexpr unsigned kFilesPerProcess = 500;
constexpr std::chrono::seconds kBirth{20};
constexpr std::chrono::seconds kGrace{5};       // of processor time: the clock goes first
constexpr std::chrono::seconds kDrawing{3600};  // processor time for the pages of one file

Error took_too_long(std::chrono::seconds time) {
  return {ErrorCode::kTooLarge,
          "reading the file took longer than " + std::to_string(time.count()) + " seconds",
          "split it, or save it in another format"};
}

Error said_too_much() {
  return {ErrorCode::kTooLarge, "the file gives more than 2 GB of records", "split it"};
}

}  // namespace

class ParserPool::Process {
 public:
  // Its standard input is the socket; it has no other file.
  static Result<std::unique_ptr<Process>> start(const std::string& program) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
      return Error{ErrorCode::kIo, std::string("a socket cannot be made: ") + std::strerror(errno)};
    Descriptor socket(ends[0]);
    Descriptor end_of_child(ends[1]);
    const Result<pid_t> pid = spawn({program, "parse-worker"}, {end_of_child.number()}, environ);
    end_of_child.reset();
    if (!pid) return Error{ErrorCode::kIo, pid.error().message};
    auto process = std::unique_ptr<Process>(new Process(std::move(socket), *pid));
    const Frame born =
        TRY(process->channel_.receive(kMostFrame, std::chrono::steady_clock::now() + kBirth));
    process->is_confined_ = born.payload == std::string(1, '\1');
    return process;
  }
  ~Process() {
    socket_.reset();               // ends one that waits for work
    if (!is_busy_) child_.wait();  // a busy one is ended by its own destructor
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool is_confined() const { return is_confined_; }
  bool is_worn() const { return is_busy_ || files_ >= kFilesPerProcess; }

  // Nothing: all went well, or the sink wants no more.
  std::optional<Error> parse(const parsers::Parser& parser, const parsers::Input& input,
                             const parsers::Sink& sink, std::chrono::seconds time) {
    ++files_;
    is_busy_ = true;
    const Deadline deadline = std::chrono::steady_clock::now() + time;
    Result<void> done = ask(head_of(parser, input, time), input.bytes, deadline);
    if (done) done = hear(sink, deadline);
    if (done) return std::nullopt;
    return fault_of(done.error(), time);
  }

  Result<std::string> read(const Reader& reader, std::string_view bytes,
                           std::chrono::seconds time) {
    ++files_;
    is_busy_ = true;
    const Deadline deadline = std::chrono::steady_clock::now() + time;
    Head head;
    head.name = reader.name;
    head.time = time + kGrace;
    head.task = Task::kRead;
    Result<void> asked = ask(head, bytes, deadline);
    std::string text;
    while (asked) {
      Result<Frame> frame = channel_.receive(kMostFrame, deadline);
      if (!frame) return fault_of(frame.error(), time);
      if (frame->tag == Tag::kEnd) {
        is_busy_ = false;
        return text;
      }
      if (frame->tag == Tag::kText) text = std::move(frame->payload);
    }
    return fault_of(asked.error(), time);
  }

  void draw(const parsers::Parser& parser, const parsers::Input& input,
            const parsers::PictureSink& sink, std::chrono::seconds time_of_page) {
    is_busy_ = true;
    Head head = head_of(parser, input, kDrawing);
    head.task = Task::kDraw;
    if (!ask(head, input.bytes, std::chrono::steady_clock::now() + time_of_page)) return;
    while (true) {
      Result<Frame> frame =
          channel_.receive(kMostFrame, std::chrono::steady_clock::now() + time_of_page);
      if (!frame) return;
      if (frame->tag == Tag::kEnd) break;
      if (frame->tag == Tag::kPicture && !sink(std::move(frame->payload))) return;
    }
    is_busy_ = false;
  }

 private:
  Process(Descriptor socket, pid_t pid)
      : socket_(std::move(socket)), child_(pid), channel_(socket_.number()) {}

  static Head head_of(const parsers::Parser& parser, const parsers::Input& input,
                      std::chrono::seconds time) {
    Head head;
    head.name = parser.name;
    head.path = input.path;
    head.settings = input.settings;
    head.first_line = input.first_line;
    head.is_decoded = input.is_decoded;
    head.time = time + kGrace;
    if (input.recognised != nullptr) head.recognised = *input.recognised;
    return head;
  }

  Error fault_of(const Error& of_channel, std::chrono::seconds time) {
    if (of_channel.code == ErrorCode::kBusy) return took_too_long(time);
    if (of_channel.code == ErrorCode::kTooLarge) return said_too_much();
    return cause_of_death();
  }

  Result<void> ask(const Head& head, std::string_view bytes, Deadline deadline) {
    TRY(channel_.send(Tag::kHead, text_of(head), deadline));
    TRY(channel_.send(Tag::kBytes, bytes, deadline));
    return channel_.flush(deadline);
  }

  Result<void> hear(const parsers::Sink& sink, Deadline deadline) {
    std::uint64_t heard = 0;
    while (true) {
      const Frame frame = TRY(channel_.receive(kMostFrame, deadline));
      heard += frame.payload.size();
      if (heard > kMostOutput) return said_too_much();
      if (frame.tag == Tag::kEnd) break;
      if (frame.tag == Tag::kDiagnostic) {
        sink.diagnostic(TRY(diagnostic_of(frame.payload)));
      } else {
        PlacedRecord placed = TRY(record_of(frame.payload));
        if (!sink.record(std::move(placed.record), placed.line)) return {};  // stays busy: is ended
      }
    }
    is_busy_ = false;
    return {};
  }

  Error cause_of_death() {
    child_.kill();  // one that closed its socket and lives on
    const int status = child_.wait();
    std::string how = "ended";
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
      how = std::string("was ended by ") + sigdescr_np(WTERMSIG(status));
    return {ErrorCode::kInvalidSource, "the file brings its parser down, which " + how,
            "save it anew, or in another format"};
  }

  Descriptor socket_;
  Child child_;
  Channel channel_;
  bool is_busy_ = false;
  bool is_confined_ = false;
  unsigned files_ = 0;
};

ParserPool::ParserPool(PoolOptions options) : options_(std::move(options)) {}
ParserPool::~ParserPool() = default;

void ParserPool::parse(const parsers::Parser& parser, const parsers::Input& input,
                       const parsers::Sink& sink) {
  if (options_.program.empty()) return parser.parse(input, sink);
  Result<std::unique_ptr<Process>> process = take();
  if (!process) return sink.diagnostic({0, std::move(process).error(), true});
  const auto more = options_.time_per_megabyte * static_cast<long>(input.bytes.size() >> 20);
  std::optional<Error> fault = (*process)->parse(
      parser, input, sink, options_.time + std::chrono::duration_cast<std::chrono::seconds>(more));
  if (fault) sink.diagnostic({0, *std::move(fault), true});
  give_back(*std::move(process));
}

void ParserPool::draw(const parsers::Parser& parser, const parsers::Input& input,
                      const parsers::PictureSink& sink) {
  if (options_.program.empty()) return parser.draw(input, sink);
  Result<std::unique_ptr<Process>> process = take();
  if (!process) return;
  (*process)->draw(parser, input, sink, options_.time);
  give_back(*std::move(process));
}

Result<std::string> ParserPool::read(const Reader& reader, std::string_view bytes) {
  if (options_.program.empty()) return reader.read(bytes);
  std::unique_ptr<Process> process = TRY(take());
  Result<std::string> text = process->read(reader, bytes, options_.time);
  give_back(std::move(process));
  return text;
}

Result<std::unique_ptr<ParserPool::Process>> ParserPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Process> process = std::move(idle_.back());
      idle_.pop_back();
      return process;
    }
  }
  return Process::start(options_.program);
}

void ParserPool::give_back(std::unique_ptr<Process> process) {
  const std::lock_guard lock(mutex_);
  if (!process->is_confined()) confinement_ = Confinement::kLimitsOnly;
  if (!process->is_worn()) idle_.push_back(std::move(process));
}

Confinement ParserPool::confinement() const {
  const std::lock_guard lock(mutex_);
  return confinement_;
}

std::string own_program() {
  std::error_code failure;
  const std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", failure);
  return failure ? std::string() : path.string();
}

}  // namespace isthmus::sandbox
