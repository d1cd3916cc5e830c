// What a command and the watcher say to each other over DIR/writer.sock.
//
//   frame := kind:byte size:u32le payload:byte[size]
//
// The command says one of two things. Status: 'q' (empty). A job: 'd' the directory that relative
// paths begin at, 't' (empty) when its standard error is a terminal, 'w' the words of its command
// line, each with a zero byte after it, 'i' a piece of its standard input, as often as needed, 'r'
// (empty) that this is all; later perhaps 'c' (empty), that the user wants it to end.
//
// The watcher answers with 'p' the number of jobs before this one in decimal, 's' (empty) when it
// begins, 'o' and 'e' pieces of standard output and error, and at the end 'x' the exit status in
// decimal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus::watch {

struct Frame {
  char kind = 0;
  std::string payload;
};

inline constexpr std::size_t kMaxPayload = 1 << 20;

// Cuts what is longer than a frame may be into several.
std::string framed(char kind, std::string_view payload);

// Takes frames out of bytes as they come.
class FrameReader {
 public:
  void feed(std::string_view bytes) { bytes_ += bytes; }
  // Nothing until the next frame is whole. Errors: kTooLarge.
  Result<std::optional<Frame>> next();

 private:
  std::string bytes_;
};

}  // namespace isthmus::watch
