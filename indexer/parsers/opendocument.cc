// OpenDocument files, packed (ODT, ODS, ODP, ODG and their templates) and flat (FODT, FODS, FODP):
// texts and presentations are one record, spreadsheets are read as sheet_rows.h says.
#include "indexer/parsers/odf_sheet.h"
#include "indexer/parsers/odf_text.h"
#include "indexer/parsers/office_document.h"
#include "indexer/parsers/office_package.h"
#include "indexer/parsers/parsers.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kMediaTypes = "application/vnd.oasis.opendocument.";
constexpr std::string_view kNamespace = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
constexpr std::uint64_t kMaxPartsBytes = 256ULL << 20;  // of spreadsheets, which are read forward
constexpr std::size_t kMaxTreeBytes = 48U << 20;        // a tree takes ten times its XML in memory

bool is_flat(std::string_view bytes) {
  return xml_root_name(bytes) == "document" &&
         xml_head(bytes).find(kNamespace) != std::string_view::npos;
}

bool is_wanted(std::string_view path) {
  return path == "content.xml" || path == "meta.xml" || path == "mimetype" ||
         path == "meta-inf/manifest.xml";
}

bool is_encrypted(OfficePackage& package) {
  const std::optional<XmlNode> manifest = package.root("META-INF/manifest.xml");
  if (!manifest) return false;
  for (const XmlNode& entry : manifest->children("file-entry")) {
    const std::string path = entry.attribute("full-path");
    if ((path == "content.xml" || path == "encrypted-package") && entry.first("encryption-data"))
      return true;
  }
  return false;
}

Error too_large() {
  return {ErrorCode::kTooLarge, "the document's content is larger than 48 MB",
          "split the document"};
}

// The XML of a spreadsheet is not looked at as a whole: where its body begins decides.
bool is_spreadsheet(std::string_view xml) {
  const std::size_t body = xml.find("<office:body");
  return body != std::string_view::npos &&
         xml.substr(body, 2000).find("<office:spreadsheet") != std::string_view::npos;
}

struct Parts {
  std::string_view content;
  std::optional<XmlNode> meta;  // office:meta
};

void parse_spreadsheet(const Parts& parts, const Input& input, const Sink& sink) {
  const std::string media_type = std::string(kMediaTypes) + "spreadsheet";
  const Emitter emitter(input, sink, media_type, Naming::kByPath);
  Result<Mapping> mapping = Mapping::parse(input.settings.columns);
  if (!mapping) return emitter.refuse(0, std::move(mapping).error());
  WorkbookRows rows(input, sink, media_type, *std::move(mapping));
  if (!read_odf_sheets(parts.content, rows))
    rows.warn("the content is damaged; what stands after the damage is left out",
              "open the document in its program and save it again");
  rows.finish(read_properties(parts.meta));
}

void parse_text(const Parts& parts, const XmlNode& content, const Input& input, const Sink& sink) {
  BodyText body;
  std::string kind = "text";
  OdfText text(content, body);
  if (const auto office_body = content.first("body")) {
    for (const XmlNode& part : office_body->children()) {
      kind = part.name();
      text.read(part);
    }
  }
  const Emitter emitter(input, sink,
                        std::string(kMediaTypes) + (kind == "drawing" ? "graphics" : kind),
                        Naming::kByPath);
  emit_document(input, emitter, read_properties(parts.meta), body, text.styled_title());
}

void parse_flat(const Input& input, const Sink& sink, const Emitter& emitter) {
  if (is_spreadsheet(input.bytes)) return parse_spreadsheet({input.bytes, {}}, input, sink);
  if (input.bytes.size() > kMaxTreeBytes) return emitter.refuse(0, too_large());
  Result<XmlDocument> document = XmlDocument::parse(input.bytes);
  if (!document) {
    emitter.warn(0, document.error().message, document.error().hint);
    document = XmlDocument::parse(input.bytes, Faults::kRecover);
  }
  if (!document) return emitter.refuse(0, std::move(document).error());
  parse_text({input.bytes, document->root().first("meta")}, document->root(), input, sink);
}

void parse_packed(OfficePackage& package, const Input& input, const Sink& sink,
                  const Emitter& emitter) {
  if (is_encrypted(package)) {
    return emitter.refuse(0, {ErrorCode::kInvalidSource,
                              "the document is encrypted with a password", "save it without one"});
  }
  const std::string* content = package.bytes("content.xml");
  if (content == nullptr) {
    package.warn_faults(emitter);
    return emitter.refuse(
        0, {ErrorCode::kInvalidSource, "the document's main part content.xml is missing",
            "open the document in its program and save it again"});
  }
  const std::optional<XmlNode> meta_root = package.root("meta.xml");
  const std::optional<XmlNode> meta = meta_root ? meta_root->first("meta") : std::nullopt;
  if (is_spreadsheet(*content)) {
    package.warn_faults(emitter);
    return parse_spreadsheet({*content, meta}, input, sink);
  }
  if (content->size() > kMaxTreeBytes) return emitter.refuse(0, too_large());
  const std::optional<XmlNode> root = package.root("content.xml");
  package.warn_faults(emitter);
  if (!root)
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the document's content is damaged",
                              "open the document in its program and save it again"});
  parse_text({{}, meta}, *root, input, sink);
}

}  // namespace

bool is_opendocument(std::string_view bytes) {
  if (is_flat(bytes)) return true;
  if (!zip_entry(bytes, "content.xml")) return false;
  return zip_has_mimetype(bytes, kMediaTypes) || zip_entry(bytes, "META-INF/manifest.xml");
}

void parse_opendocument(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, std::string(kMediaTypes) + "text", Naming::kByPath);
  if (is_flat(input.bytes)) return parse_flat(input, sink, emitter);
  Result<OfficePackage> package = OfficePackage::open(input.bytes, is_wanted, kMaxPartsBytes);
  if (!package) return emitter.refuse(0, std::move(package).error());
  parse_packed(*package, input, sink, emitter);
}

}  // namespace isthmus::parsers
