#include "indexer/parsers/xml.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "engine/text/encoding.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kHeadBytes = 4096;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// An entity's own text, when it is plain and short.
void append_entity(const _xmlNode* reference, std::string& out) {
  const xmlEntity* entity = xmlGetDocEntity(const_cast<xmlDoc*>(reference->doc), reference->name);
  if (entity == nullptr || entity->etype == XML_EXTERNAL_GENERAL_PARSED_ENTITY) return;
  const std::string_view content = view(entity->content);
  if (content.size() <= kMaxEntityText && content.find_first_of("&<") == std::string_view::npos)
    out += content;
}

void append_text(const _xmlNode* node, std::string& out) {
  for (const _xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      out += view(child->content);
    } else if (child->type == XML_ENTITY_REF_NODE) {
      append_entity(child, out);
    } else if (child->type == XML_ELEMENT_NODE) {
      append_text(child, out);
    }
  }
}

void gather(const _xmlNode* node, std::string_view name, std::vector<XmlNode>& found) {
  for (const _xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    if (view(child->name) == name) found.emplace_back(child);
    gather(child, name, found);
  }
}

std::size_t after(std::string_view bytes, std::size_t from, std::string_view end) {
  const std::size_t found = bytes.find(end, from);
  return found == std::string_view::npos ? bytes.size() : found + end.size();
}

// Where the first element begins: past the byte order mark, the declaration, comments and the
// document type.
std::size_t first_element(std::string_view bytes) {
  std::size_t at = bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (true) {
    at = std::min(bytes.find_first_not_of(kBlanks, at), bytes.size());
    if (at == bytes.size() || bytes[at] != '<') return bytes.size();
    const std::string_view rest = bytes.substr(at);
    if (rest.starts_with("<?")) {
      at = after(bytes, at, "?>");
    } else if (rest.starts_with("<!--")) {
      at = after(bytes, at, "-->");
    } else if (rest.starts_with("<!")) {
      const std::size_t bracket = bytes.find('[', at);
      const std::size_t end = bytes.find('>', at);
      at = bracket < end ? after(bytes, after(bytes, bracket, "]"), ">") : after(bytes, at, ">");
    } else {
      return at + 1;
    }
  }
}

// encoding="…" of the declaration.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view declaration =
      bytes.substr(0, std::min<std::size_t>(bytes.find("?>"), 200));
  const std::size_t key = declaration.find("encoding");
  if (!declaration.starts_with("<?xml") || key == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", key);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return std::string(declaration.substr(open + 1, close - open - 1));
}

Error not_well_formed(const xmlParserCtxt& context) {
  std::string reason =
      context.lastError.message == nullptr ? "no element" : context.lastError.message;
  while (!reason.empty() && kBlanks.find(reason.back()) != std::string_view::npos)
    reason.pop_back();
  return {ErrorCode::kInvalidSource,
          "the XML is not well-formed in line " + std::to_string(context.lastError.line) + ": " +
              reason,
          "check the file with xmllint"};
}

}  // namespace

std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_blank = kBlanks.find(c) != std::string_view::npos;
    if (is_blank && (out.empty() || out.back() == ' ')) continue;
    out += is_blank ? ' ' : c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string_view XmlNode::name() const { return view(node_->name); }

std::string_view XmlNode::space() const {
  return node_->ns == nullptr ? std::string_view() : view(node_->ns->href);
}

std::string XmlNode::attribute(std::string_view name) const {
  const std::vector<std::string> found = attributes(name);
  return found.empty() ? std::string() : found.front();
}

std::vector<std::string> XmlNode::attributes(std::string_view name) const {
  std::vector<std::string> found;
  for (const xmlAttr* attribute = node_->properties; attribute != nullptr;
       attribute = attribute->next) {
    if (view(attribute->name) != name) continue;
    append_text(reinterpret_cast<const _xmlNode*>(attribute), found.emplace_back());
  }
  return found;
}

std::string XmlNode::text() const {
  std::string out;
  append_text(node_, out);
  return out;
}

std::uint64_t XmlNode::line() const {
  return static_cast<std::uint64_t>(std::max(0L, xmlGetLineNo(node_)));
}

std::string XmlNode::bytes() const {
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
      xmlNewDoc(reinterpret_cast<const xmlChar*>("1.0")), &xmlFreeDoc);
  xmlNode* copy = xmlDocCopyNode(const_cast<_xmlNode*>(node_), document.get(), 1);
  if (copy == nullptr) return {};
  xmlDocSetRootElement(document.get(), copy);
  xmlChar* text = nullptr;
  int size = 0;
  xmlDocDumpMemoryEnc(document.get(), &text, &size, "UTF-8");
  std::string out(view(text).substr(0, static_cast<std::size_t>(std::max(size, 0))));
  xmlFree(text);
  return out;
}

std::vector<XmlNode> XmlNode::children() const {
  std::vector<XmlNode> found;
  for (const _xmlNode* child = node_->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) found.emplace_back(child);
  }
  return found;
}

std::vector<XmlNode> XmlNode::children(std::string_view name) const {
  std::vector<XmlNode> found = children();
  std::erase_if(found, [&](const XmlNode& child) { return child.name() != name; });
  return found;
}

std::optional<XmlNode> XmlNode::first(std::string_view path) const {
  XmlNode at = *this;
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), step.size() + 1));
    const std::vector<XmlNode> found = at.children(step);
    if (found.empty()) return std::nullopt;
    at = found.front();
  }
  return at;
}

std::string XmlNode::text_of(std::string_view path) const {
  const std::optional<XmlNode> found = first(path);
  return found ? squeezed(found->text()) : std::string();
}

std::vector<XmlNode> XmlNode::all(std::string_view name) const {
  std::vector<XmlNode> found;
  gather(node_, name, found);
  return found;
}

void XmlNode::visit(const std::function<void(std::string_view)>& on_text,
                    const std::function<void(XmlNode)>& on_element) const {
  for (const _xmlNode* child = node_->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      on_text(view(child->content));
    } else if (child->type == XML_ENTITY_REF_NODE) {
      std::string text;
      append_entity(child, text);
      on_text(text);
    } else if (child->type == XML_ELEMENT_NODE) {
      on_element(XmlNode(child));
    }
  }
}

void XmlDocument::Free::operator()(_xmlDoc* document) const { xmlFreeDoc(document); }

Result<XmlDocument> XmlDocument::parse(std::string_view bytes, Faults faults) {
  const text::DecodedText decoded = TRY(text::decode_text(bytes, declared_encoding(bytes)));
  if (decoded.utf8.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return Error{ErrorCode::kTooLarge, "the XML is larger than 2 GB", "split it"};
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxt*)> context(xmlNewParserCtxt(),
                                                                         &xmlFreeParserCtxt);
  // The options alone leave faults of xml:id to be printed.
  context->sax->serror = [](void*, xmlError*) {};
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                      XML_PARSE_BIG_LINES | XML_PARSE_COMPACT |
                      (faults == Faults::kRecover ? XML_PARSE_RECOVER : 0);
  xmlDoc* document =
      xmlCtxtReadMemory(context.get(), decoded.utf8.data(), static_cast<int>(decoded.utf8.size()),
                        nullptr, "UTF-8", options);
  if (document == nullptr) return not_well_formed(*context);
  XmlDocument parsed(document);
  if (xmlDocGetRootElement(document) == nullptr) return not_well_formed(*context);
  return parsed;
}

XmlNode XmlDocument::root() const { return XmlNode(xmlDocGetRootElement(document_.get())); }

std::string_view xml_root_name(std::string_view bytes) {
  const std::size_t begin = first_element(bytes);
  if (begin >= bytes.size()) return {};
  const std::string_view rest = bytes.substr(begin);
  std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
  if (name.size() > 100) return {};
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view xml_head(std::string_view bytes) { return bytes.substr(0, kHeadBytes); }

}  // namespace isthmus::parsers
