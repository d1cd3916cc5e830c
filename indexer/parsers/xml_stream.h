// XML read forward, event by event, in memory that does not grow with the document: for sheets of a
// million cells. Beside xml.h, which is for everything smaller.
//
// As with xml.h nothing is fetched and no entity of the document's own is looked into. Depth is
// limited to 256 by libxml2, one text to 10 MB.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct _xmlTextReader;

namespace isthmus::parsers {

class XmlStream {
 public:
  // kBroken: not well-formed; there is no going on. Half a kilobyte before the fault may be lost.
  enum class Event : std::uint8_t { kStart, kEnd, kText, kDone, kBroken };

  // `bytes` must outlive the stream; at most 2 GB.
  explicit XmlStream(std::string_view bytes);

  // An empty element gives a start and an end as any other.
  Event next();
  // Passes over the rest of the element whose start was just given, its end with it.
  void skip_element();

  std::string_view name() const;  // of the element that starts or ends, without prefix
  std::string attribute(std::string_view name) const;  // of the element that starts; without prefix
  std::string_view text() const;

 private:
  struct Free {
    void operator()(_xmlTextReader* reader) const;
  };
  std::unique_ptr<_xmlTextReader, Free> reader_;
  bool is_end_due_ = false;  // the present element is empty, its end has not been given
};

}  // namespace isthmus::parsers
