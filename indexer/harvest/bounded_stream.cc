#include "indexer/harvest/bounded_stream.h"

namespace isthmus::harvest {
namespace {

constexpr std::size_t kStatusBytes = 10;  // "HTTP/1.1 1"

}  // namespace

bool HeadBounds::take(std::string_view bytes) {
  bytes_ += bytes.size();
  if (bytes_ > most_bytes_) return false;
  for (std::size_t at = 0; is_in_head_ && at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (++head_bytes_ > kHeadBytes || ++line_bytes_ > kLineBytes) return false;
    if (c == '\n') {
      if (!end_line()) return false;
    } else if (c != '\r' && beginning_.size() < kStatusBytes) {
      beginning_ += c;
    }
  }
  return true;
}

// False when the line cannot stand there.
bool HeadBounds::end_line() {
  if (is_status_next_) {
    if (!beginning_.starts_with("HTTP/")) return false;
    is_interim_ = beginning_.ends_with(" 1");
    is_status_next_ = false;
  } else if (beginning_.empty()) {
    is_in_head_ = is_status_next_ = is_interim_;
  }
  beginning_.clear();
  line_bytes_ = 0;
  return true;
}

}  // namespace isthmus::harvest
