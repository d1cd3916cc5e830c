#include "indexer/watch/frame.h"

namespace isthmus::watch {
namespace {

constexpr std::size_t kHead = 5;

std::uint32_t size_in(std::string_view head) {
  std::uint32_t size = 0;
  for (std::size_t i = kHead; i-- > 1;) size = size << 8 | static_cast<unsigned char>(head[i]);
  return size;
}

void append(std::string& out, char kind, std::string_view payload) {
  out += kind;
  const auto size = static_cast<std::uint32_t>(payload.size());
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(size >> shift & 0xFFU);
  out += payload;
}

}  // namespace

std::string framed(char kind, std::string_view payload) {
  std::string out;
  do {
    const std::string_view piece = payload.substr(0, kMaxPayload);
    append(out, kind, piece);
    payload.remove_prefix(piece.size());
  } while (!payload.empty());
  return out;
}

Result<std::optional<Frame>> FrameReader::next() {
  if (bytes_.size() < kHead) return std::optional<Frame>();
  const std::size_t size = size_in(bytes_);
  if (size > kMaxPayload)
    return Error{ErrorCode::kTooLarge, "a message over the socket is larger than 1 MB"};
  if (bytes_.size() < kHead + size) return std::optional<Frame>();
  Frame frame{bytes_.front(), bytes_.substr(kHead, size)};
  bytes_.erase(0, kHead + size);
  return std::optional(std::move(frame));
}

}  // namespace isthmus::watch
