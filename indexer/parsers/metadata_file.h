// What files of bibliographic XML have in common: the document, what to do where it is broken, one
// record after the other to the sink.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "indexer/parsers/parser.h"
#include "indexer/parsers/publication.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {

struct MetadataFormat {
  std::string_view media_type;
  std::string_view what;  // "JATS article", for messages
  // The elements that are a record each.
  std::function<std::vector<XmlNode>(const XmlNode& root)> elements;
  // What one element holds; a deposit may hold several works.
  std::function<std::vector<Publication>(const XmlNode& element)> publications;
  // Is a record that stands alone in its file named by the file's path (see Naming)?
  bool is_named_by_path = true;
};

// A document that is not well-formed is read as far as it goes, with a warning.
void parse_metadata_file(const Input& input, const Sink& sink, const MetadataFormat& format);

}  // namespace isthmus::parsers
