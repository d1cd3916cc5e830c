// The text of a source as UTF-8, whatever encoding it came in.
//
// A file in which most of the lines that are not plain ASCII are valid UTF-8 is taken for UTF-8
// with stray bytes: they become U+FFFD instead of turning the whole file into another encoding's
// nonsense.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus::parsers {

class SourceText {
 public:
  // `bytes` must outlive the text. Errors: kInvalidSource; kTooLarge above kMaxFileBytes.
  static Result<SourceText> read(std::string_view bytes, std::string_view encoding);

  std::string_view utf8() const { return is_borrowed_ ? borrowed_ : std::string_view(owned_); }
  std::uint64_t stray_bytes() const { return stray_bytes_; }

 private:
  std::string_view borrowed_;
  std::string owned_;
  bool is_borrowed_ = true;
  std::uint64_t stray_bytes_ = 0;
};

// Is this UTF-8 with stray bytes in a minority of its lines?
bool is_mostly_utf8(std::string_view bytes);

}  // namespace isthmus::parsers
