#include "searchd/multipart.h"

#include <algorithm>

#include "schema/blanks.h"
#include "schema/wording.h"
#include "searchd/http.h"

namespace isthmus::searchd {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kMaxBoundary = 70;
constexpr std::size_t kMaxPartHead = 8 * 1024;

struct HeaderParameter {
  std::string name;  // lower case
  std::string value;
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

// Takes a quoted text off the front of `rest`, which begins with its quotation mark. A backslash
// counts only before a quotation mark or another one: some browsers send it bare in names.
std::string take_quoted(std::string_view& rest) {
  std::string value;
  std::size_t i = 1;
  for (; i < rest.size() && rest[i] != '"'; ++i) {
    const bool is_escape =
        rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\');
    if (is_escape) ++i;
    value += rest[i];
  }
  rest.remove_prefix(std::min(rest.size(), i + 1));
  return value;
}

// The parameters after the first ';' of a header's value.
std::vector<HeaderParameter> parameters_of(std::string_view value) {
  std::vector<HeaderParameter> parameters;
  std::size_t semicolon = value.find(';');
  while (semicolon != std::string_view::npos) {
    value.remove_prefix(semicolon + 1);
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) break;
    HeaderParameter parameter{lower(trimmed(value.substr(0, equals))), {}};
    value = trimmed(value.substr(equals + 1));
    if (value.starts_with('"')) {
      parameter.value = take_quoted(value);
    } else {
      parameter.value = trimmed(value.substr(0, value.find(';')));
    }
    parameters.push_back(std::move(parameter));
    semicolon = value.find(';');
  }
  return parameters;
}

std::optional<std::string> find(const std::vector<HeaderParameter>& parameters,
                                std::string_view name) {
  for (const HeaderParameter& parameter : parameters) {
    if (parameter.name == name) return parameter.value;
  }
  return std::nullopt;
}

Error broken(const std::string& what) {
  return {ErrorCode::kUsage, "the multipart body " + what,
          "send it as RFC 7578 says; `curl -F file=@NAME` does"};
}

Result<std::string> boundary_of(std::string_view content_type) {
  const auto boundary = find(parameters_of(content_type), "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kMaxBoundary)
    return broken("has no boundary in its Content-Type, or one of more than 70 characters");
  return *boundary;
}

// "filename*=UTF-8''…" goes before the plain form.
std::optional<std::string> file_name_of(const std::vector<HeaderParameter>& parameters) {
  const auto extended = find(parameters, "filename*");
  if (extended && lower(*extended).starts_with("utf-8'")) {
    const std::size_t end = extended->find('\'', 6);
    if (end != std::string::npos) return percent_decode(extended->substr(end + 1));
  }
  return find(parameters, "filename");
}

Result<Part> parse_head(std::string_view head, std::size_t number) {
  const std::string which = "part " + std::to_string(number);
  Part part;
  bool is_named = false;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find(kLineEnd));
    head.remove_prefix(std::min(head.size(), line.size() + kLineEnd.size()));
    const std::size_t colon = line.find(':');
    const std::string name = lower(trimmed(line.substr(0, colon)));
    const std::string_view value =
        colon == std::string_view::npos ? std::string_view() : trimmed(line.substr(colon + 1));
    if (name == "content-transfer-encoding" && lower(value) != "binary" && lower(value) != "8bit" &&
        lower(value) != "7bit") {
      return Error{ErrorCode::kUnsupported,
                   which + " of the body comes in the transfer encoding " + quote(value),
                   "send the bytes as they are"};
    }
    if (name != "content-disposition" || !lower(value).starts_with("form-data")) continue;
    const std::vector<HeaderParameter> parameters = parameters_of(value);
    part.name = find(parameters, "name").value_or("");
    part.file_name = file_name_of(parameters);
    is_named = true;
  }
  if (!is_named) return broken("has no Content-Disposition: form-data in " + which);
  if (!is_valid_utf8(part.name) || !is_valid_utf8(part.file_name.value_or("")))
    return broken("has a name that is not UTF-8 in " + which);
  return part;
}

// Walks from delimiter to delimiter.
class Walk {
 public:
  Walk(std::string_view body, const std::string& boundary)
      : delimiter_("\r\n--" + boundary), rest_(body) {}

  Result<std::vector<Part>> parts() {
    // The first delimiter may stand at the very beginning.
    const std::string_view first = std::string_view(delimiter_).substr(kLineEnd.size());
    if (rest_.starts_with(first)) {
      rest_.remove_prefix(first.size());
    } else if (!skip_to_delimiter()) {
      return broken("does not hold its boundary");
    }
    std::vector<Part> parts;
    while (!rest_.starts_with("--")) {
      if (parts.size() == kMaxParts)
        return Error{ErrorCode::kTooLarge, "the body has more than 1,000 parts",
                     "send it as several submissions, or the files in one archive"};
      parts.push_back(TRY(next(parts.size() + 1)));
    }
    return parts;
  }

 private:
  bool skip_to_delimiter() {
    const std::size_t at = rest_.find(delimiter_);
    if (at != std::string_view::npos) rest_.remove_prefix(at + delimiter_.size());
    return at != std::string_view::npos;
  }

  Result<Part> next(std::size_t number) {
    const std::string which = "part " + std::to_string(number);
    const std::size_t line_end = rest_.find(kLineEnd);
    if (line_end == std::string_view::npos || !trimmed(rest_.substr(0, line_end)).empty())
      return broken("is cut off before " + which);
    rest_.remove_prefix(line_end);  // its line end may be that of an empty head
    const std::size_t head_end = rest_.substr(0, kMaxPartHead).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return broken("has no end of the head of " + which);
    const std::size_t head_begin = std::min(head_end, kLineEnd.size());
    Part part = TRY(parse_head(rest_.substr(head_begin, head_end - head_begin), number));
    rest_.remove_prefix(head_end + 2 * kLineEnd.size());
    // A part without bytes: its delimiter's line end is that of the head.
    const std::string_view bare = std::string_view(delimiter_).substr(kLineEnd.size());
    if (rest_.starts_with(bare)) {
      rest_.remove_prefix(bare.size());
      return part;
    }
    const std::string_view before = rest_;
    if (!skip_to_delimiter()) return broken("is cut off in " + which);
    part.bytes = before.substr(0, before.size() - rest_.size() - delimiter_.size());
    return part;
  }

  const std::string delimiter_;
  std::string_view rest_;
};

}  // namespace

Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body) {
  const std::string boundary = TRY(boundary_of(content_type));
  return Walk(body, boundary).parts();
}

}  // namespace isthmus::searchd
