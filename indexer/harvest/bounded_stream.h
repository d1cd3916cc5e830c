// What a server sends, bounded before the library reads it: a line of the answer's head, the head,
// and everything together. cpp-httplib 0.11.4 bounds none of them, and matches the first line with
// a regular expression that overflows the stack on a long one.
//
// Knows HTTP just enough to see where the head ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace isthmus::harvest {

class HeadBounds {
 public:
  static constexpr std::size_t kLineBytes = 8192;  // as servers bound what clients send
  static constexpr std::size_t kHeadBytes = 256 << 10;

  explicit HeadBounds(std::uint64_t most_bytes) : most_bytes_(most_bytes) {}

  // Takes what was received next. False: it is too much.
  bool take(std::string_view bytes);

 private:
  bool end_line();

  const std::uint64_t most_bytes_;
  std::uint64_t bytes_ = 0;
  std::size_t head_bytes_ = 0;
  std::size_t line_bytes_ = 0;
  std::string beginning_;  // of the line
  bool is_status_next_ = true;
  bool is_interim_ = false;  // 1xx: another head follows
  bool is_in_head_ = true;
};

}  // namespace isthmus::harvest
