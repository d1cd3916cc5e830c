// What text documents of office programs have in common: properties such as Dublin Core's, and the
// choice of a title among those that a document offers.
//
// Properties are often what the program wrote on its own: "Document1", "Administrator", "Microsoft
// Word - draft.doc". Such values are left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/body_text.h"
#include "indexer/parsers/emit.h"
#include "indexer/parsers/xml.h"
#include "schema/record.h"

namespace isthmus::parsers {

struct DocumentProperties {
  std::string title;
  std::vector<std::string> authors;
  std::string keywords;  // separated by ; , or their Chinese forms
  std::string abstract;
  std::string created;  // ISO 8601, with or without a time
  std::string modified;
  std::string published;  // "2019-04"; goes before the other two
  std::string language;
  std::vector<Identifier> identifiers;
};

// The Dublin Core elements below a node, as in docProps/core.xml and in the office:meta of
// OpenDocument. A missing node gives nothing.
DocumentProperties read_properties(const std::optional<XmlNode>& node);

// Did a program, not a person, give this title?
bool is_rubbish_title(std::string_view title);

// The one record of a document. Its title is the properties' one, else the one that the text is
// styled with, else the first heading, else the first line, else the file's name.
void emit_document(const Input& input, const Emitter& emitter, const DocumentProperties& properties,
                   const BodyText& body, std::string_view styled_title = {});

}  // namespace isthmus::parsers
