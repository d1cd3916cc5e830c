// The parts of a multipart/form-data body.
//
// Not MIME in general: no nested parts, no transfer encodings. Nothing is copied: a part's bytes are
// a view into the body.
//
// Errors: kUsage for a body that is not what it says, saying where; kTooLarge for more than
// kMaxParts; kUnsupported for a part in base64 or quoted-printable.
// Source: RFC 7578, RFC 2046 (5.1), RFC 6266 (filename*).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace isthmus::searchd {

inline constexpr std::size_t kMaxParts = 1000;

struct Part {
  std::string name;
  std::optional<std::string> file_name;  // as sent; not fit for a file system. None: a plain field
  std::string_view bytes;
};

// `content_type` is the header, with the boundary.
Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace isthmus::searchd
