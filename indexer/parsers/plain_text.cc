// Plain text in any encoding: one record a file, its title the first line with words.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/source_text.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kTitleCharacters = 200;

std::string title_of(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f");
  if (begin == std::string_view::npos) return {};
  text = text.substr(begin);
  text = text.substr(0, text.find_first_of("\r\n"));
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80 && ++characters > kTitleCharacters)
      return std::string(text.substr(0, i));
  }
  return std::string(text);
}

}  // namespace

void parse_plain_text(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/plain", Naming::kByPath);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return emitter.refuse(0, text.error());
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  const std::string title = title_of(text->utf8());
  if (title.empty())
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the file holds no text"});
  emitter.emit({{"title", title}, {"body", text->utf8()}}, {1, input.bytes});
}

}  // namespace isthmus::parsers
