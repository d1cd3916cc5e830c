// JSON text to and from the tree of nlohmann/json, within limits that keep hostile text cheap.
#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus {
namespace {

// Line and column (in bytes) of a position, as in "line 3, column 7"; the column alone in a text of
// one line.
std::string place(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, std::min(position, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin =
      before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::string column = "column " + std::to_string(before.size() - line_begin + 1);
  if (text.find('\n') == std::string_view::npos) return column;
  return "line " + std::to_string(lines + 1) + ", " + column;
}

// Walks over the structural characters of a text that need not be JSON, and says where it breaks a
// limit. Keys are limited because an ordered object looks them up one by one.
std::optional<Error> over_limit(std::string_view text) {
  std::array<std::size_t, kMaxJsonDepth + 1> keys{};
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxJsonDepth) {
        return Error{ErrorCode::kInvalidRecord, "JSON is nested too deeply at " + place(text, i),
                     "at most " + std::to_string(kMaxJsonDepth) + " levels are read"};
      }
      keys[depth] = 0;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    } else if (c == ':' && ++keys[depth] > kMaxJsonKeys) {
      return Error{ErrorCode::kInvalidRecord,
                   "a JSON object has too many keys at " + place(text, i),
                   "at most " + std::to_string(kMaxJsonKeys) + " keys are read"};
    }
  }
  return std::nullopt;
}

// What the parser expected, out of the vendor's "[id] parse error at line 1, column 2: REASON; last
// read: '…'".
std::string reason_of(std::string_view what) {
  const std::size_t colon = what.find(": ");
  std::string_view reason = colon == std::string_view::npos ? what : what.substr(colon + 2);
  reason = reason.substr(0, reason.find("; last read"));
  return std::string(reason);
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (auto error = over_limit(text)) return *std::move(error);
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& fault) {
    const std::size_t position = fault.byte == 0 ? 0 : fault.byte - 1;
    return Error{ErrorCode::kInvalidRecord,
                 "not valid JSON at " + place(text, position) + ": " + reason_of(fault.what()),
                 text.substr(0, position).size() < text.size()
                     ? "near " + quote(text.substr(position))
                     : "the text ends too early"};
  } catch (const Json::exception& fault) {
    return Error{ErrorCode::kInvalidRecord, "not valid JSON: " + reason_of(fault.what())};
  }
}

std::string dump_json(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string pretty_json(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace isthmus
