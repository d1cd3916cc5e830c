// Files of bibliographic JSON: one object, an array of them, or an envelope of a service around
// them.
#include "indexer/parsers/bibliographic_json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/json_elements.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/source_text.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

struct Dialect {
  std::string_view media_type;
  Publication (*publication)(const Json& object);
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(kJsonBlanks) == std::string_view::npos;
}

// The objects that an envelope holds; itself when it is none.
std::vector<Json> unwrapped(Json object) {
  constexpr int kEnvelopes = 3;
  for (int depth = 0; depth < kEnvelopes && object.is_object(); ++depth) {
    const char* found = nullptr;
    for (const char* envelope : {"message", "items", "data", "@graph"}) {
      const auto inner = object.find(envelope);
      if (inner != object.end() && inner->is_structured() && found == nullptr) found = envelope;
    }
    const bool is_work = object.contains("title") || object.contains("titles") ||
                         object.contains("name") || object.contains("DOI");
    if (found == nullptr || is_work) break;
    Json inner = std::move(object[found]);
    object = std::move(inner);
  }
  return list_in(object);
}

class Reader {
 public:
  Reader(const Input& input, const Sink& sink, const Dialect& dialect)
      : dialect_(dialect),
        many_(input, sink, dialect.media_type, Naming::kByContent),
        one_(input, sink, dialect.media_type, Naming::kByPath) {}

  void refuse(std::uint64_t line, Error error) const { many_.refuse(line, std::move(error)); }

  // False when the sink wants no more.
  bool read(const Place& place, bool is_alone) const {
    if (place.bytes.size() > kMaxLineBytes) {
      refuse(place.line, {ErrorCode::kTooLarge, "the object is larger than 16 MB",
                          "ask the service for shorter lists"});
      return true;
    }
    Result<Json> json = parse_json(place.bytes);
    if (!json) {
      refuse(place.line, std::move(json).error());
      return true;
    }
    const std::vector<Json> objects = unwrapped(*std::move(json));
    const Emitter& emitter = is_alone && objects.size() == 1 ? one_ : many_;
    for (const Json& object : objects) {
      if (!object.is_object()) continue;
      const std::string said = objects.size() == 1 ? std::string() : dump_json(object);
      const Place own{place.line, objects.size() == 1 ? place.bytes : std::string_view(said)};
      if (!emit_publication(dialect_.publication(object), emitter, own)) return false;
    }
    if (objects.empty())
      refuse(place.line, {ErrorCode::kInvalidSource, "the list of works is empty", ""});
    return true;
  }

  void read_array(std::string_view text, std::uint64_t line) const {
    ElementCutter cutter(text, line);
    while (true) {
      const Place element = cutter.next();
      const bool is_end = is_blank(element.bytes) && (cutter.is_closed() || cutter.rest().empty());
      if (!is_end && !read(element, false)) return;
      if (cutter.is_closed()) return;
      if (cutter.rest().empty()) break;
    }
    refuse(0, {ErrorCode::kInvalidSource, "the array has no closing bracket",
               "the file may be cut off"});
  }

 private:
  const Dialect& dialect_;
  Emitter many_;
  Emitter one_;
};

void parse(const Input& input, const Sink& sink, const Dialect& dialect) {
  // A mapping of the user's own says what the keys mean.
  if (!input.settings.columns.empty()) return parse_json_file(input, sink);
  const Reader reader(input, sink, dialect);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return reader.refuse(0, text.error());
  const std::string_view whole = text->utf8();
  const std::size_t begin = std::min(whole.find_first_not_of(kJsonBlanks), whole.size());
  if (begin == whole.size())
    return reader.refuse(0, {ErrorCode::kInvalidSource, "the file is empty"});
  const auto line =
      1 + std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
  if (whole[begin] == '[')
    reader.read_array(whole.substr(begin + 1), static_cast<std::uint64_t>(line));
  else
    reader.read({static_cast<std::uint64_t>(line), whole.substr(begin)}, true);
}

}  // namespace

const Json& value_of(const Json& object, std::initializer_list<const char*> keys) {
  static const Json kNothing;
  if (!object.is_object()) return kNothing;
  for (const char* key : keys) {
    const auto found = object.find(key);
    if (found != object.end() && !found->is_null()) return *found;
  }
  return kNothing;
}

std::string text_in(const Json& value, std::initializer_list<const char*> inner) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return dump_json(value);
  if (value.is_array() && !value.empty() && !value.front().is_array())
    return text_in(value.front(), inner);
  return value.is_object() && inner.size() != 0 ? text_in(value_of(value, inner)) : std::string();
}

std::vector<Json> list_in(const Json& value) {
  if (value.is_null()) return {};
  if (!value.is_array()) return {value};
  return {value.begin(), value.end()};
}

void parse_datacite_json(const Input& input, const Sink& sink) {
  parse(input, sink, {"application/vnd.datacite.datacite+json", datacite_json_publication});
}

void parse_csl_json(const Input& input, const Sink& sink) {
  parse(input, sink, {"application/vnd.citationstyles.csl+json", csl_publication});
}

void parse_schema_org(const Input& input, const Sink& sink) {
  parse(input, sink, {"application/ld+json", schema_org_publication});
}

bool is_datacite_json(std::string_view bytes) {
  return json_dialect(bytes) == JsonDialect::kDataCite;
}
bool is_csl_json(std::string_view bytes) { return json_dialect(bytes) == JsonDialect::kCsl; }
bool is_schema_org(std::string_view bytes) {
  return json_dialect(bytes) == JsonDialect::kSchemaOrg;
}

}  // namespace isthmus::parsers
