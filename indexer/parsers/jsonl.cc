// JSON Lines: one object a line. A line that is not understood costs one record.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/json_keys.h"
#include "indexer/parsers/parsers.h"

namespace isthmus::parsers {
namespace {

// False when the sink wants no more.
bool parse_line(std::string_view line, std::uint64_t number, const Mapping& mapping,
                const Emitter& emitter) {
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) return true;
  if (line.size() > kMaxLineBytes) {
    emitter.refuse(number, {ErrorCode::kTooLarge, "the line is larger than 16 MB",
                            "split it into several records"});
    return true;
  }
  Result<Json> json = parse_json(line);
  if (json) return emitter.emit(mapped_keys(*std::move(json), mapping), {number, line});
  emitter.refuse(number, std::move(json).error());
  return true;
}

}  // namespace

void parse_jsonl(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/jsonl", Naming::kByContent);
  std::string decoded;
  std::string_view rest = input.bytes;
  if (!input.is_decoded) {
    Result<std::string> lines = decoded_lines(std::string(input.bytes), input.settings.encoding);
    if (!lines) return emitter.refuse(0, std::move(lines).error());
    decoded = *std::move(lines);
    rest = decoded;
  }
  const Result<Mapping> mapping = Mapping::parse(input.settings.columns);
  if (!mapping) return emitter.refuse(0, mapping.error());
  for (std::uint64_t number = input.first_line; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (!parse_line(line, number, *mapping, emitter)) return;
  }
}

}  // namespace isthmus::parsers
