// OAI-PMH responses kept as files: the records within, whatever their metadata format. Deleted ones
// are passed over. Harvesting over the network is not this parser's business.
//
// Source: Open Archives Initiative Protocol for Metadata Harvesting 2.0.
#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/metadata.h"
#include "indexer/parsers/parsers.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kMediaType = "application/xml";

bool is_deleted(const XmlNode& record) {
  const auto header = record.first("header");
  return header && header->attribute("status") == "deleted";
}

// False when the sink wants no more.
bool emit_record(const XmlNode& record, const Emitter& emitter) {
  const auto metadata = record.first("metadata");
  const std::vector<XmlNode> formats = metadata ? metadata->children() : std::vector<XmlNode>();
  const std::string identifier = record.text_of("header/identifier");
  if (formats.empty()) {
    emitter.refuse(record.line(), {ErrorCode::kInvalidSource,
                                   "the record " + quote(identifier) + " holds no metadata", ""});
    return true;
  }
  std::optional<Publication> publication = publication_in(formats.front());
  if (!publication) {
    emitter.refuse(record.line(), {ErrorCode::kUnsupported,
                                   "the record " + quote(identifier) +
                                       " has metadata in a format that is not read: " +
                                       quote(formats.front().name()),
                                   "ask the repository for oai_dc"});
    return true;
  }
  publication->id = identifier;
  const std::string said = dump_json(keys_of(*publication));
  return emit_publication(*publication, emitter, {record.line(), said});
}

// Says of a response without records what it is.
void refuse_response(const XmlNode& root, const Emitter& emitter) {
  if (const auto error = root.first("error")) {
    return emitter.refuse(error->line(),
                          {ErrorCode::kInvalidSource,
                           "the OAI-PMH response is an error: " + quote(error->attribute("code")) +
                               " " + squeezed(error->text()),
                           "ask the repository again"});
  }
  const auto request = root.first("request");
  const std::string verb = request ? request->attribute("verb") : "";
  emitter.refuse(
      0, {ErrorCode::kInvalidSource, "the OAI-PMH response to " + quote(verb) + " holds no records",
          "keep the responses to ListRecords or GetRecord"});
}

void parse_response(const XmlNode& root, const Emitter& emitter) {
  std::vector<XmlNode> records;
  for (const std::string_view verb : {"ListRecords", "GetRecord"}) {
    for (const XmlNode& list : root.children(verb)) {
      for (const XmlNode& record : list.children("record")) records.push_back(record);
      if (!list.text_of("resumptionToken").empty())
        emitter.warn(0, "the response is one page of a longer list",
                     "the pages that follow are files of their own");
    }
  }
  if (records.empty()) return refuse_response(root, emitter);
  for (const XmlNode& record : records) {
    if (!is_deleted(record) && !emit_record(record, emitter)) return;
  }
}

}  // namespace

void parse_oai_pmh(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, kMediaType, Naming::kByContent);
  Result<XmlDocument> document = XmlDocument::parse(input.bytes);
  if (document) return parse_response(document->root(), emitter);
  Error fault = std::move(document).error();
  const Result<XmlDocument> rest = XmlDocument::parse(input.bytes, Faults::kRecover);
  if (!rest || rest->root().all("record").empty()) return emitter.refuse(0, std::move(fault));
  emitter.warn(0, fault.message + "; what can be read around the fault is taken in",
               std::move(fault.hint));
  parse_response(rest->root(), emitter);
}

bool is_oai_pmh(std::string_view bytes) { return xml_root_name(bytes) == "OAI-PMH"; }

}  // namespace isthmus::parsers
