// Word documents (DOCX, DOCM, DOTX): one record a file. ECMA-376 part 1, and flat Word XML files.
//
// The body, then diagrams, footnotes and endnotes ("[^1]: …"), comments ("Name: …") and what the page headers
// say, each once. Footers are left out: they number pages.
#include <set>

#include "indexer/parsers/docx_text.h"
#include "indexer/parsers/office_document.h"
#include "indexer/parsers/office_package.h"
#include "indexer/parsers/parsers.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kMediaType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
// The XML of all parts. A record holds 8 MB of text, of which XML makes the fivefold at least; the
// tree of the XML in memory is ten times as large again.
constexpr std::uint64_t kMaxPartsBytes = 48ULL << 20;

bool is_text_part(std::string_view path) {
  return path.ends_with(".xml") || path.ends_with(".rels");
}

bool is_flat(std::string_view bytes) {
  return xml_root_name(bytes) == "package" &&
         xml_head(bytes).find("schemas.microsoft.com/office/2006/xmlPackage") !=
             std::string_view::npos;
}

class WordDocument {
 public:
  WordDocument(OfficePackage& package, std::string main_path)
      : package_(package), main_path_(std::move(main_path)), styles_(root_of("styles")) {}

  void read(const XmlNode& main) {
    WordText text(styles_, body_);
    const auto container = main.first("body");
    text.read(container ? *container : main);
    styled_title_ = text.styled_title();
    diagrams();
    notes("footnotes", "footnote", "");
    notes("endnotes", "endnote", "e");
    comments();
    headers();
  }

  const BodyText& body() const { return body_; }
  const std::string& styled_title() const { return styled_title_; }

 private:
  // By relation, else where programs put it.
  std::optional<XmlNode> root_of(const std::string& type) {
    std::string path = package_.related(main_path_, type);
    if (path.empty()) path = resolved_path(main_path_, type + ".xml");
    return package_.root(path);
  }

  std::string text_of(const XmlNode& story) {
    BodyText inner;
    WordText(styles_, inner).read(story);
    return inner.text();
  }

  // Where in the text they stand is not looked for.
  void diagrams() {
    std::set<std::string> paths;
    for (const Relation& relation : package_.relations(main_path_)) {
      if (relation.type != "diagramData" || !paths.insert(relation.target).second) continue;
      const std::optional<XmlNode> data = package_.root(relation.target);
      if (!data) continue;
      for (const XmlNode& point : data->all("t")) {
        if (!point.children("p").empty()) body_.item(0, point.text());
      }
    }
  }

  void notes(const std::string& part, std::string_view element, const std::string& mark) {
    const std::optional<XmlNode> node = root_of(part);
    if (!node) return;
    for (const XmlNode& note : node->children(element)) {
      const std::string type = note.attribute("type");
      if (!type.empty() && type != "normal") continue;  // the rules between text and notes
      const std::string text = text_of(note);
      if (!text.empty()) body_.paragraph("[^" + mark + note.attribute("id") + "]: " + text);
    }
  }

  void comments() {
    const std::optional<XmlNode> node = root_of("comments");
    if (!node) return;
    for (const XmlNode& comment : node->children("comment")) {
      const std::string text = text_of(comment);
      const std::string author = comment.attribute("author");
      if (!text.empty()) body_.paragraph(author.empty() ? text : author + ": " + text);
    }
  }

  void headers() {
    std::set<std::string> paths;
    std::set<std::string> seen;
    for (const Relation& relation : package_.relations(main_path_)) {
      if (relation.type != "header" || !paths.insert(relation.target).second) continue;
      const std::optional<XmlNode> header = package_.root(relation.target);
      if (!header) continue;
      std::string text = text_of(*header);
      if (seen.insert(text).second) body_.paragraph(text);
    }
  }

  OfficePackage& package_;
  std::string main_path_;
  WordStyles styles_;
  BodyText body_;
  std::string styled_title_;
};

void parse_package(OfficePackage& package, const Input& input, const Emitter& emitter) {
  std::string main_path = package.related("", "officeDocument");
  if (main_path.empty()) main_path = "word/document.xml";
  const std::optional<XmlNode> main = package.root(main_path);
  if (!main) {
    package.warn_faults(emitter);
    return emitter.refuse(
        0, {ErrorCode::kInvalidSource, "the document's main part " + main_path + " is missing",
            "open the document in its program and save it again"});
  }
  WordDocument document(package, main_path);
  document.read(*main);
  std::string core = package.related("", "core-properties");
  if (core.empty()) core = "docProps/core.xml";
  const DocumentProperties properties = read_properties(package.root(core));
  package.warn_faults(emitter);
  emit_document(input, emitter, properties, document.body(), document.styled_title());
}

}  // namespace

bool is_docx(std::string_view bytes) { return zip_folder(bytes) == "word/" || is_flat(bytes); }

void parse_docx(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, kMediaType, Naming::kByPath);
  Result<OfficePackage> package =
      is_flat(input.bytes) ? OfficePackage::open_flat(input.bytes)
                           : OfficePackage::open(input.bytes, is_text_part, kMaxPartsBytes);
  if (!package) return emitter.refuse(0, std::move(package).error());
  parse_package(*package, input, emitter);
}

}  // namespace isthmus::parsers
