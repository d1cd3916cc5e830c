// Where in a long document a passage stands, as a reader would say it: "page 12, Cooling".
//
// Reads what parsers leave in a body: a form feed ends a page or a slide, a line of one to six
// number signs and a blank begins a section.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace isthmus::search {

struct Place {
  std::uint32_t page = 0;  // from 1; 0: the document has no pages
  std::string section;     // the nearest heading above; empty: there is none

  bool empty() const { return page == 0 && section.empty(); }
  bool operator==(const Place&) const = default;
};

// The place of the byte at `offset` of the body. A heading that repeats the document's title says
// nothing and is no section.
Place place_in(std::string_view body, std::size_t offset, std::string_view title = {});

}  // namespace isthmus::search
