#include "indexer/parsers/mime.h"

#include <algorithm>

#include "indexer/parsers/mime_text.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

bool is_field_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// "text/html; charset=utf-8; name*0*=…" into the first word and the parameters.
struct Value {
  std::string first;
  std::map<std::string, std::string> parameters;
};

// A quoted text or a word at the front of `text`.
std::string take_value(std::string_view& text) {
  std::string value;
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find_first_of("; \t"), text.size());
    value = text.substr(0, end);
    text.remove_prefix(end);
    return value;
  }
  std::size_t at = 1;
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    value += text[at];
  }
  text.remove_prefix(std::min(at + 1, text.size()));
  return value;
}

Value parse_value(std::string_view text) {
  Value value;
  const std::size_t end = std::min(text.find(';'), text.size());
  value.first = lower_case(trimmed(text.substr(0, end)));
  text.remove_prefix(end);
  std::map<std::string, std::string> raw;
  while (!text.empty() && raw.size() < 100) {
    text.remove_prefix(std::min(text.find_first_not_of("; \t\r\n"), text.size()));
    const std::size_t equals = text.find_first_of("=;");
    if (equals == std::string_view::npos) break;
    const std::string name = lower_case(trimmed(text.substr(0, equals)));
    text.remove_prefix(equals);
    if (!text.starts_with('=')) continue;
    text.remove_prefix(1);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    raw.emplace(name, take_value(text));
    text.remove_prefix(std::min(text.find(';'), text.size()));
  }
  value.parameters = joined_parameters(raw);
  return value;
}

class Reader {
 public:
  MimePart part(std::string_view bytes, unsigned depth) {
    MimePart part;
    MimeField field;
    while (part.fields.size() < kMaxMimeFields && take_field(bytes, field))
      part.fields.push_back(std::move(field));
    // The empty line between fields and body.
    if (bytes.starts_with("\r\n")) {
      bytes.remove_prefix(2);
    } else if (bytes.starts_with('\n')) {
      bytes.remove_prefix(1);
    }
    part.body = bytes;
    describe(part);
    const auto boundary = part.parameters.find("boundary");
    if (part.type.starts_with("multipart/") && boundary != part.parameters.end() &&
        !boundary->second.empty()) {
      if (depth < kMaxMimeDepth) divide(part, "--" + boundary->second, depth);
      part.is_cut = part.is_cut || depth >= kMaxMimeDepth;
    }
    return part;
  }

 private:
  static void describe(MimePart& part) {
    const Value type = parse_value(part.field("content-type"));
    if (type.first.find('/') != std::string::npos) part.type = type.first;
    part.parameters = type.parameters;
    const Value disposition = parse_value(part.field("content-disposition"));
    part.is_attachment = disposition.first == "attachment";
    for (const auto& [parameters, name] :
         {std::pair{&disposition.parameters, "filename"}, std::pair{&type.parameters, "name"}}) {
      const auto found = parameters->find(name);
      if (part.file_name.empty() && found != parameters->end())
        part.file_name = decode_words(found->second);
    }
  }

  // Between lines that begin with the delimiter; "--" after it ends the last part.
  void divide(MimePart& part, const std::string& delimiter, unsigned depth) {
    std::string_view rest = part.body;
    const char* begin = nullptr;
    while (!rest.empty()) {
      const char* const at = rest.data();
      const std::string_view line = take_line(rest);
      if (!line.starts_with(delimiter)) continue;
      const std::string_view tail = trimmed(line.substr(delimiter.size()));
      if (!tail.empty() && tail != "--") continue;
      if (begin != nullptr) add(part, {begin, static_cast<std::size_t>(at - begin)}, depth);
      begin = rest.data();
      if (tail == "--") return;
      if (count_ >= kMaxMimeParts) {
        part.is_cut = true;
        return;
      }
    }
    // Cut off: the last part goes to the end.
    const char* const end = part.body.data() + part.body.size();
    if (begin != nullptr && begin < end)
      add(part, {begin, static_cast<std::size_t>(end - begin)}, depth);
  }

  void add(MimePart& whole, std::string_view bytes, unsigned depth) {
    // The line end before a delimiter belongs to the delimiter.
    if (bytes.ends_with('\n')) bytes.remove_suffix(1);
    if (bytes.ends_with('\r')) bytes.remove_suffix(1);
    ++count_;
    whole.parts.push_back(part(bytes, depth + 1));
  }

  std::size_t count_ = 0;
};

}  // namespace

bool take_field(std::string_view& bytes, MimeField& field) {
  std::string_view rest = bytes;
  const std::string_view line = take_line(rest);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.size() < 2) return false;
  const std::string_view name = trimmed(line.substr(0, colon));
  if (!is_field_name(name) || line.front() == ' ' || line.front() == '\t') return false;
  field.name = lower_case(name);
  field.value = trimmed(line.substr(colon + 1));
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) {
    std::string_view after = rest;
    const std::string_view more = take_line(after);
    if (is_blank(more)) break;
    field.value += ' ';
    field.value += trimmed(more);
    rest = after;
  }
  bytes = rest;
  return true;
}

std::string_view MimePart::field(std::string_view name) const {
  for (const MimeField& field : fields) {
    if (field.name == name) return field.value;
  }
  return {};
}

std::string MimePart::text_field(std::string_view name) const { return decode_words(field(name)); }

std::string MimePart::content() const {
  const std::string encoding = lower_case(trimmed(field("content-transfer-encoding")));
  if (encoding == "base64") return decode_base64(body);
  if (encoding == "quoted-printable") return decode_quoted_printable(body);
  return std::string(body);
}

std::string MimePart::text() const {
  const auto parameter = [&](const char* name) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
  };
  std::string text = decode_charset(content(), parameter("charset"));
  std::erase(text, '\r');
  if (lower_case(parameter("format")) == "flowed")
    text = unflowed(text, lower_case(parameter("delsp")) == "yes");
  return text;
}

MimePart parse_mime(std::string_view bytes) { return Reader().part(bytes, 0); }

}  // namespace isthmus::parsers
