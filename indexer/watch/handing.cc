#include "indexer/watch/handing.h"

#include <array>
#include <cerrno>
#include <cstdlib>

#include <poll.h>
#include <sys/socket.h>

namespace isthmus::watch {
namespace {

constexpr int kLook = 100;  // milliseconds between two looks at a wish to stop

Error went_away() {
  return {ErrorCode::kUnavailable, "the watcher ended before the work was done",
          "run the command again; what was taken in until then is kept"};
}

Result<void> send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return went_away();
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

class Talk {
 public:
  Talk(int socket, const Hearing& hearing) : socket_(socket), hearing_(hearing) {}

  Result<int> until_end() {
    while (true) {
      while (std::optional<Frame> frame = TRY(reader_.next())) {
        if (frame->kind == 'x') return std::atoi(frame->payload.c_str());
        hear(*frame);
      }
      TRY(pass_on_stop());
      TRY(receive());
    }
  }

 private:
  void hear(const Frame& frame) const {
    if (frame.kind == 'o') hearing_.out(frame.payload);
    if (frame.kind == 'e') hearing_.err(frame.payload);
    if (frame.kind == 'p' && hearing_.place)
      hearing_.place(static_cast<std::size_t>(std::atoll(frame.payload.c_str())));
  }

  Result<void> pass_on_stop() {
    if (has_stopped_ || hearing_.stop == nullptr || !hearing_.stop->load()) return {};
    has_stopped_ = true;
    return send_all(socket_, framed('c', ""));
  }

  Result<void> receive() {
    pollfd entry{socket_, POLLIN, 0};
    if (::poll(&entry, 1, kLook) <= 0) return {};
    std::array<char, 64 * 1024> buffer;
    const ssize_t length = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (length < 0 && errno == EINTR) return {};
    if (length <= 0) return went_away();
    reader_.feed({buffer.data(), static_cast<std::size_t>(length)});
    return {};
  }

  const int socket_;
  const Hearing& hearing_;
  FrameReader reader_;
  bool has_stopped_ = false;
};

}  // namespace

Result<int> hand_over(const Descriptor& watcher, const Job& job, const Hearing& hearing) {
  std::string words;
  for (const std::string& word : job.words) words += word + '\0';
  std::string said = framed('d', job.directory.string());
  if (job.is_terminal) said += framed('t', "");
  said += framed('w', words);
  if (!job.input.empty()) said += framed('i', job.input);
  said += framed('r', "");
  TRY(send_all(watcher.number(), said));
  return Talk(watcher.number(), hearing).until_end();
}

Result<std::optional<std::string>> ask_status(const std::filesystem::path& repository) {
  const std::optional<Descriptor> watcher = TRY(connect_in(repository));
  if (!watcher) return std::optional<std::string>();
  std::string status;
  Hearing hearing;
  hearing.out = [&](std::string_view text) { status += text; };
  hearing.err = [](std::string_view) {};
  TRY(send_all(watcher->number(), framed('q', "")));
  TRY(Talk(watcher->number(), hearing).until_end());
  return std::optional(std::move(status));
}

}  // namespace isthmus::watch
