// JSON: one array of record objects, or one record object. The elements are cut out before they are
// parsed, so that a bad one costs one record and memory holds one at a time.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/json_elements.h"
#include "indexer/parsers/json_keys.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/source_text.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(kBlanks) == std::string_view::npos;
}

// False when the sink wants no more.
bool parse_object(const Place& place, const Mapping& mapping, const Emitter& emitter) {
  if (place.bytes.size() > kMaxLineBytes) {
    emitter.refuse(place.line, {ErrorCode::kTooLarge, "the object is larger than 16 MB",
                                "split it into several records"});
    return true;
  }
  Result<Json> json = parse_json(place.bytes);
  if (json) return emitter.emit(mapped_keys(*std::move(json), mapping), place);
  emitter.refuse(place.line, std::move(json).error());
  return true;
}

void parse_array(std::string_view text, std::uint64_t line, const Mapping& mapping,
                 const Emitter& emitter) {
  ElementCutter cutter(text, line);
  bool is_first = true;
  while (true) {
    const Place element = cutter.next();
    const bool is_empty_array = is_first && cutter.is_closed() && is_blank(element.bytes);
    if (!is_empty_array && is_blank(element.bytes) && !cutter.is_closed() && cutter.rest().empty())
      break;
    if (!is_empty_array && !parse_object(element, mapping, emitter)) return;
    if (cutter.is_closed()) {
      if (!is_blank(cutter.rest()))
        emitter.warn(element.line, "there is text after the array's end, which is not read");
      return;
    }
    is_first = false;
    if (cutter.rest().empty()) break;
  }
  emitter.refuse(0, {ErrorCode::kInvalidSource, "the array has no closing bracket",
                     "the file may be cut off"});
}

}  // namespace

void parse_json_file(const Input& input, const Sink& sink) {
  const Emitter many(input, sink, "application/json", Naming::kByContent);
  const Emitter one(input, sink, "application/json", Naming::kByPath);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return many.refuse(0, text.error());
  const Result<Mapping> mapping = Mapping::parse(input.settings.columns);
  if (!mapping) return many.refuse(0, mapping.error());
  const std::string_view whole = text->utf8();
  const std::size_t begin = whole.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos)
    return many.refuse(0, {ErrorCode::kInvalidSource, "the file is empty"});
  const auto line =
      1 + static_cast<std::uint64_t>(
              std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  if (whole[begin] == '[') {
    parse_array(whole.substr(begin + 1), line, *mapping, many);
  } else {
    parse_object({line, whole}, *mapping, one);
  }
}

}  // namespace isthmus::parsers
