// Rich Text Format: one record a file.
#include "indexer/parsers/emit.h"
#include "indexer/parsers/office_document.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/rtf_text.h"

namespace isthmus::parsers {

bool is_rtf(std::string_view bytes) {
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && bytes.substr(begin).starts_with("{\\rtf");
}

void parse_rtf(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/rtf", Naming::kByPath);
  if (!is_rtf(input.bytes)) {
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the file does not begin as RTF does",
                              "save it again in the program that wrote it"});
  }
  RtfText text(input.bytes);
  text.read();
  if (text.is_cut_off())
    emitter.warn(0, "the file breaks off: some of its groups are never closed");
  if (text.is_too_deep()) emitter.warn(0, "groups more than 1,000 deep are left out");
  emit_document(input, emitter, text.properties(), text.body(), text.styled_title());
}

}  // namespace isthmus::parsers
