// XML as a tree to read from: for every format that is XML, or holds XML. The door of libxml2.
//
// Foreign XML is hostile: nothing is fetched, no external entity is read, and entities that the
// document defines itself give at most kMaxEntityText characters each and are not looked into
// further, so that none can grow. Depth is limited to 256 by libxml2, one text to 10 MB.
//
// Threads: a document from one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

struct _xmlDoc;
struct _xmlNode;

namespace isthmus::parsers {

inline constexpr std::size_t kMaxEntityText = 200;

// An element of a document that outlives it.
class XmlNode {
 public:
  explicit XmlNode(const _xmlNode* node) : node_(node) {}

  std::string_view name() const;   // without prefix
  std::string_view space() const;  // the namespace's URI; empty when there is none
  // By local name, whatever its namespace; empty when there is none.
  std::string attribute(std::string_view name) const;
  // Of all that have this local name: "id" and "r:id".
  std::vector<std::string> attributes(std::string_view name) const;
  // All text below, in order, white space as it stands.
  std::string text() const;
  std::uint64_t line() const;
  // The element as a document of its own, with the namespaces that it uses.
  std::string bytes() const;

  std::vector<XmlNode> children() const;  // elements
  std::vector<XmlNode> children(std::string_view name) const;
  // The first element down a path of names: "front/article-meta/title-group".
  std::optional<XmlNode> first(std::string_view path) const;
  // text() of first(path), trimmed, runs of white space as one blank; empty when there is none.
  std::string text_of(std::string_view path) const;
  // Every element below with this name, in document order.
  std::vector<XmlNode> all(std::string_view name) const;

  // Mixed content in order: for each child either on_text or on_element is called.
  void visit(const std::function<void(std::string_view)>& on_text,
             const std::function<void(XmlNode)>& on_element) const;

 private:
  const _xmlNode* node_;
};

enum class Faults : std::uint8_t {
  kRefuse,  // what is not well-formed is an error
  kRecover  // what is there up to a fault, and around small ones
};

class XmlDocument {
 public:
  // In the encoding that the document declares, else detected. Errors: kInvalidSource with the line
  // of the fault; nothing of it is ever fetched.
  static Result<XmlDocument> parse(std::string_view bytes, Faults faults = Faults::kRefuse);

  XmlNode root() const;

 private:
  struct Free {
    void operator()(_xmlDoc* document) const;
  };
  explicit XmlDocument(_xmlDoc* document) : document_(document) {}

  std::unique_ptr<_xmlDoc, Free> document_;
};

// The local name of the first element, without parsing the rest; empty when the bytes do not look
// like XML. For recognising formats: "article", "OAI-PMH". UTF-16 is not looked into.
std::string_view xml_root_name(std::string_view bytes);
// The first kilobytes, in which namespaces and document types stand, or fewer.
std::string_view xml_head(std::string_view bytes);

// Trimmed, runs of white space as one blank.
std::string squeezed(std::string_view text);

}  // namespace isthmus::parsers
