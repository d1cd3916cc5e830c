#include "indexer/watch/desk.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace isthmus::watch {
namespace {

constexpr std::size_t kMaxCallers = 256;
constexpr std::size_t kMaxInput = 256 << 20;   // as a file that is taken in
constexpr std::size_t kMaxWords = 16 << 20;    // beyond what a command line may be
constexpr std::size_t kMaxUnsent = 256 << 20;  // of a caller that does not read
constexpr int kPatience = 200;                 // milliseconds between two looks at who waits

std::vector<std::string> words_of(std::string_view payload) {
  std::vector<std::string> words;
  while (!payload.empty()) {
    const std::size_t end = payload.find('\0');
    words.emplace_back(payload.substr(0, end));
    payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 1);
  }
  return words;
}

}  // namespace

std::string line_of(const std::vector<std::string>& words) {
  std::string line;
  for (std::size_t i = 1; i < words.size(); ++i) line += (i == 1 ? "" : " ") + words[i];
  return line;
}

void TakenJob::out(std::string_view text) { desk_.send(caller_, framed('o', text)); }
void TakenJob::err(std::string_view text) { desk_.send(caller_, framed('e', text)); }
void TakenJob::finish(int status) { desk_.send(caller_, framed('x', std::to_string(status))); }

Result<std::unique_ptr<Desk>> Desk::open(const std::filesystem::path& repository, Hooks hooks) {
  Descriptor socket = TRY(listen_in(repository));
  Descriptor wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (wake.number() < 0) return Error{ErrorCode::kIo, "there are no more file descriptors"};
  return std::unique_ptr<Desk>(
      new Desk(std::move(socket), std::move(wake), socket_path(repository), std::move(hooks)));
}

Desk::Desk(Descriptor socket, Descriptor wake, std::filesystem::path path, Hooks hooks)
    : socket_(std::move(socket)),
      wake_(std::move(wake)),
      path_(std::move(path)),
      hooks_(std::move(hooks)),
      thread_([this] { run(); }) {}

Desk::~Desk() {
  ::unlink(path_.c_str());
  close();
  is_ending_ = true;
  wake_up();
  thread_.join();
}

void Desk::wake_up() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.number(), &one, sizeof one);
}

void Desk::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  queue_.clear();
  for (auto& [number, caller] : callers_) {
    caller.stop->store(true);
    if (caller.stage == Stage::kWaiting) caller.stage = Stage::kLeaving;
  }
  wake_up();
}

bool Desk::has_jobs() const {
  const std::lock_guard lock(mutex_);
  return !queue_.empty();
}

std::vector<std::string> Desk::waiting() const {
  std::vector<std::string> lines;
  for (const int number : queue_) lines.push_back(line_of(callers_.at(number).job.words));
  return lines;
}

std::unique_ptr<TakenJob> Desk::take_job() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) return nullptr;
  const int number = queue_.front();
  queue_.pop_front();
  Caller& caller = callers_.at(number);
  caller.stage = Stage::kUnderWay;
  caller.unsent += framed('s', "");
  tell_places();
  wake_up();
  return std::make_unique<TakenJob>(*this, number, std::move(caller.job), caller.stop);
}

// --- the thread ---

void Desk::run() {
  while (true) {
    std::vector<pollfd> entries = {
        {wake_.number(), POLLIN, 0}, {socket_.number(), POLLIN, 0}, {hooks_.alarm, POLLIN, 0}};
    std::vector<int> numbers;
    bool is_busy = false;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [number, caller] : callers_) {
        const bool has_unsent = !caller.unsent.empty() || caller.stage == Stage::kLeaving;
        entries.push_back(
            {caller.socket.number(), static_cast<short>(POLLIN | (has_unsent ? POLLOUT : 0)), 0});
        numbers.push_back(number);
        is_busy = is_busy || has_unsent;
      }
      // What has been said to callers is sent before the end, as far as they read.
      if (is_ending_ && !is_busy) return;
    }
    if (has_jobs()) hooks_.impatient();
    const int ready =
        ::poll(entries.data(), entries.size(), is_ending_ || has_jobs() ? kPatience : -1);
    if (ready < 0 && errno != EINTR) return;
    if (ready == 0 && is_ending_) return;
    std::uint64_t ignored = 0;
    while (::read(wake_.number(), &ignored, sizeof ignored) > 0) continue;
    if ((entries[1].revents & POLLIN) != 0) accept_all();
    if ((entries[2].revents & POLLIN) != 0) hooks_.alarmed();
    for (std::size_t i = 0; i < numbers.size(); ++i) serve(numbers[i], entries[i + 3].revents);
  }
}

void Desk::accept_all() {
  while (true) {
    Descriptor socket(::accept4(socket_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.number() < 0) return;
    const std::lock_guard lock(mutex_);
    if (is_closed_ || callers_.size() >= kMaxCallers || !is_from_owner(socket.number())) continue;
    callers_[next_number_++].socket = std::move(socket);
  }
}

void Desk::serve(int number, short events) {
  bool has_arrived = false;
  {
    const std::lock_guard lock(mutex_);
    const auto known = callers_.find(number);
    if (known == callers_.end()) return;
    Caller& caller = known->second;
    const Stage before = caller.stage;
    bool stays = (events & POLLIN) == 0 || receive(number, caller);
    stays = stays && ((events & (POLLERR | POLLNVAL)) == 0);
    stays = stays && send_unsent(caller);
    stays = stays && !(caller.stage == Stage::kLeaving && caller.unsent.empty());
    has_arrived = before == Stage::kTalking && caller.stage == Stage::kWaiting;
    if (!stays) drop(number);
  }
  if (has_arrived) hooks_.arrived();
}

// False when the caller has gone or makes no sense.
bool Desk::receive(int number, Caller& caller) {
  std::array<char, 64 * 1024> buffer;
  const ssize_t length = ::recv(caller.socket.number(), buffer.data(), buffer.size(), 0);
  if (length < 0) return errno == EAGAIN || errno == EINTR;
  if (length == 0) return false;
  caller.reader.feed({buffer.data(), static_cast<std::size_t>(length)});
  while (true) {
    Result<std::optional<Frame>> frame = caller.reader.next();
    if (!frame) return false;
    if (!*frame) return true;
    if (!hear(number, caller, **std::move(frame))) return false;
  }
}

bool Desk::hear(int number, Caller& caller, Frame frame) {
  if (frame.kind == 'c') {
    caller.stop->store(true);
    return true;
  }
  if (caller.stage != Stage::kTalking) return false;
  switch (frame.kind) {
    case 'q':
      caller.unsent = framed('o', hooks_.status(waiting())) + framed('x', "0");
      caller.stage = Stage::kLeaving;
      return true;
    case 'd':
      caller.job.directory = frame.payload;
      return true;
    case 't':
      caller.job.is_terminal = true;
      return true;
    case 'w':
      caller.words += frame.payload;
      return caller.words.size() <= kMaxWords;
    case 'i':
      caller.job.input += frame.payload;
      return caller.job.input.size() <= kMaxInput;
    case 'r':
      return enqueue(number, caller);
    default:
      return false;
  }
}

bool Desk::enqueue(int number, Caller& caller) {
  if (is_closed_) return false;
  caller.job.words = words_of(caller.words);
  caller.stage = Stage::kWaiting;
  queue_.push_back(number);
  caller.unsent += framed('p', std::to_string(queue_.size() - 1));
  return true;
}

void Desk::tell_places() {
  for (std::size_t i = 0; i < queue_.size(); ++i)
    callers_.at(queue_[i]).unsent += framed('p', std::to_string(i));
}

void Desk::send(int number, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const auto known = callers_.find(number);
  if (known == callers_.end()) return;
  Caller& caller = known->second;
  caller.unsent += bytes;
  if (caller.unsent.size() > kMaxUnsent) return drop(number);
  if (bytes.front() == 'x') caller.stage = Stage::kLeaving;
  wake_up();
}

bool Desk::send_unsent(Caller& caller) {
  while (!caller.unsent.empty()) {
    const ssize_t sent = ::send(caller.socket.number(), caller.unsent.data(), caller.unsent.size(),
                                MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return errno == EAGAIN || errno == EINTR;
    caller.unsent.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

void Desk::drop(int number) {
  const auto known = callers_.find(number);
  known->second.stop->store(true);
  std::erase(queue_, number);
  callers_.erase(known);
}

}  // namespace isthmus::watch
