#include "indexer/parsers/xml_stream.h"

#include <algorithm>
#include <limits>

#include <libxml/xmlreader.h>

namespace isthmus::parsers {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

void keep_quiet(void*, const char*, xmlParserSeverities, xmlTextReaderLocatorPtr) {}

}  // namespace

void XmlStream::Free::operator()(_xmlTextReader* reader) const { xmlFreeTextReader(reader); }

XmlStream::XmlStream(std::string_view bytes) {
  const std::size_t most = std::numeric_limits<int>::max();
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
  reader_.reset(xmlReaderForMemory(bytes.data(), static_cast<int>(std::min(bytes.size(), most)),
                                   nullptr, nullptr, options));
  if (reader_) xmlTextReaderSetErrorHandler(reader_.get(), keep_quiet, nullptr);
}

XmlStream::Event XmlStream::next() {
  if (is_end_due_) {
    is_end_due_ = false;
    return Event::kEnd;
  }
  while (true) {
    const int status = reader_ ? xmlTextReaderRead(reader_.get()) : -1;
    if (status != 1) return status == 0 ? Event::kDone : Event::kBroken;
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_ELEMENT:
        is_end_due_ = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        return Event::kStart;
      case XML_READER_TYPE_END_ELEMENT:
        return Event::kEnd;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return Event::kText;
      default:
        break;  // comments, processing instructions, references to entities
    }
  }
}

void XmlStream::skip_element() {
  for (std::size_t depth = 1; depth > 0;) {
    const Event event = next();
    if (event == Event::kStart) ++depth;
    if (event == Event::kEnd) --depth;
    if (event == Event::kDone || event == Event::kBroken) return;
  }
}

std::string_view XmlStream::name() const {
  return view(xmlTextReaderConstLocalName(reader_.get()));
}

std::string XmlStream::attribute(std::string_view name) const {
  const xmlNode* node = xmlTextReaderCurrentNode(reader_.get());
  if (node == nullptr || node->type != XML_ELEMENT_NODE) return {};
  for (const xmlAttr* attribute = node->properties; attribute != nullptr;
       attribute = attribute->next) {
    if (view(attribute->name) != name) continue;
    std::string value;
    for (const xmlNode* child = attribute->children; child != nullptr; child = child->next) {
      if (child->type == XML_TEXT_NODE) value += view(child->content);
    }
    return value;
  }
  return {};
}

std::string_view XmlStream::text() const { return view(xmlTextReaderConstValue(reader_.get())); }

}  // namespace isthmus::parsers
