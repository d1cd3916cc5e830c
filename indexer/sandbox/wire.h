// What the two ends of a parsing process say to each other, over one stream socket.
//
//   frame   := tag:u8 length:le64 payload
//   request := 'P' head:frame bytes:frame       head: JSON of the task, path and settings
//   answer  := ('R' line:le64 record | 'D' diagnostic | 'I' picture | 'T' text)* 'E'
//   record is schema/codec.h's, a diagnostic is JSON; 'C' confinement:u8 comes once, at birth.
//
// Errors: kIo when the other end is gone, kTooLarge for a frame above the limit of its reader.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/parser.h"
#include "schema/result.h"

namespace isthmus::sandbox {

enum class Tag : char {
  kConfinement = 'C',
  kHead = 'P',
  kBytes = 'B',
  kRecord = 'R',
  kDiagnostic = 'D',
  kPicture = 'I',
  kText = 'T',
  kEnd = 'E'
};

struct Frame {
  Tag tag = Tag::kEnd;
  std::string payload;
};

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline kNoDeadline = Deadline::max();

// One end of the socket, with what is gathered to be sent and what has come and is not read yet.
class Channel {
 public:
  explicit Channel(int socket) : socket_(socket) {}

  // Sends when enough is gathered; flush() sends what is left. kBusy when the deadline passes first.
  Result<void> send(Tag tag, std::string_view payload, Deadline deadline = kNoDeadline);
  Result<void> flush(Deadline deadline = kNoDeadline);
  Result<Frame> receive(std::uint64_t most, Deadline deadline = kNoDeadline);

 private:
  Result<void> write_all(std::string_view bytes, Deadline deadline);
  Result<std::size_t> read_some(char* into, std::size_t size, Deadline deadline);
  Result<void> read_all(char* into, std::size_t size, Deadline deadline);

  int socket_;
  std::string out_;
  std::string in_;
  std::size_t read_ = 0;  // of in_
};

enum class Task : std::uint8_t { kParse, kDraw, kRead };

// Everything of a request but the bytes. The settings' defaults stay behind: parsers do not use
// them.
struct Head {
  std::string name;  // of the parser, or of the reader
  std::string path;
  parsers::Settings settings;
  std::uint64_t first_line = 1;
  bool is_decoded = false;
  std::chrono::seconds time{0};
  Task task = Task::kParse;
  std::optional<std::vector<std::string>> recognised;  // as in Input
};
std::string text_of(const Head& head);
Result<Head> head_of(std::string_view text);

std::string text_of(const parsers::Diagnostic& diagnostic);
Result<parsers::Diagnostic> diagnostic_of(std::string_view text);

std::string text_of_record(const Record& record, std::uint64_t line);
struct PlacedRecord {
  Record record;
  std::uint64_t line = 0;
};
Result<PlacedRecord> record_of(std::string_view text);

}  // namespace isthmus::sandbox
