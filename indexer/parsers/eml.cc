// One message of mail in a file (.eml, and web pages saved as .mht): a record for the message, and
// one or more for each attachment that a parser takes.
#include "indexer/parsers/emit.h"
#include "indexer/parsers/message.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {

bool is_eml(std::string_view bytes) { return begins_with_message(bytes); }

void parse_eml(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "message/rfc822", Naming::kByPath);
  if (is_blank(input.bytes))
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the file is empty"});
  emit_message(input, sink, emitter, {input.bytes, 1, "", file_stem(input.path)});
}

}  // namespace isthmus::parsers
