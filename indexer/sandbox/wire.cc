#include "indexer/sandbox/wire.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/socket.h>

#include "schema/codec.h"
#include "schema/json.h"

namespace isthmus::sandbox {
namespace {

constexpr std::size_t kFrameHead = 9;
constexpr std::size_t kLineBytes = 8;
constexpr std::size_t kBufferBytes = 64 << 10;  // sent and received at once: many small records

void put_number(std::string& out, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(number >> shift & 0xff);
}

std::uint64_t get_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i)
    number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return number;
}

Error gone() { return {ErrorCode::kIo, "the other end of the socket is gone"}; }

Result<void> wait_for(int socket, short event, Deadline deadline) {
  while (true) {
    int wait = -1;
    if (deadline != kNoDeadline) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return Error{ErrorCode::kBusy, "the time is over"};
      wait =
          static_cast<int>(std::min<std::int64_t>(left.count(), std::numeric_limits<int>::max()));
    }
    pollfd watched{socket, event, 0};
    const int ready = poll(&watched, 1, wait);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return gone();
  }
}

Error unreadable() { return {ErrorCode::kInternal, "a frame cannot be read"}; }

}  // namespace

Result<void> Channel::write_all(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    TRY(wait_for(socket_, POLLOUT, deadline));
    const ssize_t written =
        ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written <= 0) return gone();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::size_t> Channel::read_some(char* into, std::size_t size, Deadline deadline) {
  while (true) {
    TRY(wait_for(socket_, POLLIN, deadline));
    const ssize_t got = ::recv(socket_, into, size, MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return gone();
    return static_cast<std::size_t>(got);
  }
}

Result<void> Channel::read_all(char* into, std::size_t size, Deadline deadline) {
  while (size > 0) {
    if (read_ < in_.size()) {
      const std::size_t part = std::min(size, in_.size() - read_);
      std::memcpy(into, in_.data() + read_, part);
      read_ += part;
      into += part;
      size -= part;
    } else if (size >= kBufferBytes) {
      const std::size_t got = TRY(read_some(into, size, deadline));
      into += got;
      size -= got;
    } else {
      in_.resize(kBufferBytes);
      read_ = in_.size();
      const std::size_t got = TRY(read_some(in_.data(), kBufferBytes, deadline));
      in_.resize(got);
      read_ = 0;
    }
  }
  return {};
}

Result<void> Channel::send(Tag tag, std::string_view payload, Deadline deadline) {
  out_ += static_cast<char>(tag);
  put_number(out_, payload.size());
  if (payload.size() < kBufferBytes) {
    out_ += payload;
    return out_.size() < kBufferBytes ? Result<void>() : flush(deadline);
  }
  TRY(flush(deadline));
  return write_all(payload, deadline);
}

Result<void> Channel::flush(Deadline deadline) {
  const std::string gathered = std::exchange(out_, {});
  return write_all(gathered, deadline);
}

Result<Frame> Channel::receive(std::uint64_t most, Deadline deadline) {
  char head[kFrameHead];
  TRY(read_all(head, sizeof head, deadline));
  Frame frame{static_cast<Tag>(head[0]), {}};
  const std::uint64_t length = get_number({head + 1, kFrameHead - 1});
  if (length > most) return Error{ErrorCode::kTooLarge, "a frame is larger than the limit"};
  frame.payload.resize(length);
  TRY(read_all(frame.payload.data(), length, deadline));
  return frame;
}

std::string text_of(const Head& head) {
  Json columns = Json::object();
  for (const auto& [key, column] : head.settings.columns) columns[key] = column;
  Json json = {{"name", head.name},
               {"path", head.path},
               {"columns", std::move(columns)},
               {"delimiter", head.settings.delimiter},
               {"encoding", head.settings.encoding},
               {"first_line", head.first_line},
               {"is_decoded", head.is_decoded},
               {"task", static_cast<unsigned>(head.task)},
               {"seconds", head.time.count()}};
  if (head.recognised) json["recognised"] = *head.recognised;
  return dump_json(json);
}

Result<Head> head_of(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return unreadable();
  Head head;
  head.name = json.value("name", "");
  head.path = json.value("path", "");
  for (const auto& [key, column] : json.at("columns").items())
    head.settings.columns[key] = column.get<std::string>();
  head.settings.delimiter = json.value("delimiter", "");
  head.settings.encoding = json.value("encoding", "");
  head.first_line = json.value("first_line", std::uint64_t{1});
  head.is_decoded = json.value("is_decoded", false);
  head.time = std::chrono::seconds(json.value("seconds", std::int64_t{0}));
  head.task = static_cast<Task>(json.value("task", 0U));
  if (json.contains("recognised"))
    head.recognised = json.at("recognised").get<std::vector<std::string>>();
  return head;
}

std::string text_of(const parsers::Diagnostic& diagnostic) {
  return dump_json({{"line", diagnostic.line},
                    {"code", static_cast<unsigned>(diagnostic.error.code)},
                    {"message", diagnostic.error.message},
                    {"hint", diagnostic.error.hint},
                    {"cost_a_record", diagnostic.cost_a_record},
                    {"inside", diagnostic.inside},
                    {"is_legible", diagnostic.is_legible}});
}

Result<parsers::Diagnostic> diagnostic_of(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return unreadable();
  const auto code = json.value("code", 0U);
  if (code > static_cast<unsigned>(ErrorCode::kInternal)) return unreadable();
  return parsers::Diagnostic{
      json.value("line", std::uint64_t{0}),
      {static_cast<ErrorCode>(code), json.value("message", ""), json.value("hint", "")},
      json.value("cost_a_record", true),
      json.value("inside", ""),
      json.value("is_legible", false)};
}

std::string text_of_record(const Record& record, std::uint64_t line) {
  std::string text;
  put_number(text, line);
  return text + codec::encode(record);
}

Result<PlacedRecord> record_of(std::string_view text) {
  if (text.size() < kLineBytes) return unreadable();
  return PlacedRecord{TRY(codec::decode<Record>(text.substr(kLineBytes))), get_number(text)};
}

}  // namespace isthmus::sandbox
