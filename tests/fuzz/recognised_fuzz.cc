// Any bytes as the words that were recognised on a page, through the layout of PDF pages.
#include <cstdint>

#include "indexer/parsers/pdf_layout.h"
#include "indexer/parsers/pdf_recognised.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace isthmus::parsers;
  for (const PdfLine& line :
       lines_of(page_of_words({reinterpret_cast<const char*>(data), size})).lines)
    static_cast<void>(text_of(line));
  return 0;
}
