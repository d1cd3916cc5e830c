// Mailboxes: messages one after the other, each after a line "From sender date". Each message is a
// record named by its content; attachments lie in "message-3/".
//
//   mbox := ("From " sender ' ' date line-end message)+
// Lines of a message that begin with "From " are written ">From ", as in the "rd" form.
//
// Source: RFC 4155, and the mboxrd convention of qmail.
#include "indexer/parsers/emit.h"
#include "indexer/parsers/message.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxEnvelope = 400;

// "From anna@example.org Mon Jun 01 10:00:00 2009": a time of day and a year tell it from prose.
bool is_envelope(std::string_view line) {
  if (!line.starts_with("From ") || line.size() > kMaxEnvelope) return false;
  bool has_time = false;
  bool has_year = false;
  for (std::size_t i = 5; i + 4 < line.size() + 1; ++i) {
    const std::string_view rest = line.substr(i);
    if (rest.size() >= 5 && is_digit(rest[0]) && is_digit(rest[1]) && rest[2] == ':' &&
        is_digit(rest[3]) && is_digit(rest[4]))
      has_time = true;
    const bool is_century = rest.starts_with("19") || rest.starts_with("20");
    if (line[i - 1] == ' ' && is_century && rest.size() >= 4 && is_digit(rest[2]) &&
        is_digit(rest[3]) && (rest.size() == 4 || rest[4] == ' '))
      has_year = true;
  }
  return has_time && has_year;
}

// One message without its envelope, quoting undone.
struct Piece {
  std::string bytes;
  std::uint64_t line = 0;
};

class Mailbox {
 public:
  explicit Mailbox(std::string_view bytes) : rest_(bytes) {}

  bool next(Piece& piece) {
    if (rest_.empty()) return false;
    piece = {{}, line_};
    bool is_first = true;
    bool after_blank = false;
    while (!rest_.empty()) {
      std::string_view after = rest_;
      const std::string_view line = take_line(after);
      const bool is_start = is_envelope(line);
      if (is_start && !is_first && after_blank) break;
      if (!(is_start && is_first)) add(piece.bytes, line);
      after_blank = is_blank(line);
      is_first = false;
      rest_ = after;
      ++line_;
    }
    return true;
  }

 private:
  static void add(std::string& bytes, std::string_view line) {
    const std::size_t marks = std::min(line.find_first_not_of('>'), line.size());
    if (marks > 0 && line.substr(marks).starts_with("From ")) line.remove_prefix(1);
    bytes += line;
    bytes += '\n';
  }

  std::string_view rest_;
  std::uint64_t line_ = 1;
};

}  // namespace

bool is_mbox(std::string_view bytes) {
  std::string_view rest = bytes;
  return bytes.starts_with("From ") && is_envelope(take_line(rest)) && begins_with_message(rest);
}

void parse_mbox(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/mbox", Naming::kByContent);
  Mailbox mailbox(input.bytes);
  Piece piece;
  std::uint64_t number = 0;
  while (mailbox.next(piece)) {
    if (is_blank(piece.bytes)) continue;
    const std::string name = "message-" + std::to_string(++number);
    if (!emit_message(input, sink, emitter, {piece.bytes, piece.line, name + "/", name})) return;
  }
  if (number == 0) emitter.refuse(0, {ErrorCode::kInvalidSource, "the mailbox holds no message"});
}

}  // namespace isthmus::parsers
