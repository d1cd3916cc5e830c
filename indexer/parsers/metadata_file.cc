#include "indexer/parsers/metadata_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"

namespace isthmus::parsers {
namespace {

// What is left of a document behind its fault; nothing when that is no more than its beginning.
std::optional<XmlDocument> recovered(std::string_view bytes) {
  Result<XmlDocument> document = XmlDocument::parse(bytes, Faults::kRecover);
  if (!document) return std::nullopt;
  return *std::move(document);
}

struct Reading {
  const MetadataFormat& format;
  const Emitter& many;
  const Emitter& one;
  std::string_view bytes;
};

// Gives how many publications the document held.
std::size_t emit_all(const XmlNode& root, const Reading& reading) {
  const std::vector<XmlNode> elements = reading.format.elements(root);
  std::size_t count = 0;
  for (const XmlNode& element : elements) {
    const std::vector<Publication> found = reading.format.publications(element);
    count += found.size();
    const bool is_alone =
        reading.format.is_named_by_path && elements.size() == 1 && found.size() == 1;
    for (const Publication& publication : found) {
      // One record of many has no bytes of its own in a tree: what it says stands for them.
      const std::string said = is_alone ? std::string() : dump_json(keys_of(publication));
      const Place place{element.line(), is_alone ? reading.bytes : std::string_view(said)};
      if (!emit_publication(publication, is_alone ? reading.one : reading.many, place))
        return count;
    }
  }
  return count;
}

}  // namespace

void parse_metadata_file(const Input& input, const Sink& sink, const MetadataFormat& format) {
  const Emitter many(input, sink, format.media_type, Naming::kByContent);
  const Emitter one(input, sink, format.media_type, Naming::kByPath);
  const Reading reading{format, many, one, input.bytes};
  Result<XmlDocument> document = XmlDocument::parse(input.bytes);
  if (document) {
    if (emit_all(document->root(), reading) == 0)
      many.refuse(0,
                  {ErrorCode::kInvalidSource, "the file holds no " + std::string(format.what), ""});
    return;
  }
  Error fault = std::move(document).error();
  const std::optional<XmlDocument> rest = recovered(input.bytes);
  const bool has_records = rest && !format.elements(rest->root()).empty();
  if (!has_records) return many.refuse(0, std::move(fault));
  many.warn(0, fault.message + "; what can be read around the fault is taken in",
            std::move(fault.hint));
  if (emit_all(rest->root(), reading) == 0) many.refuse(0, std::move(fault));
}

}  // namespace isthmus::parsers
