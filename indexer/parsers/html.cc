// HTML and XHTML: one record a page, its text without menus and other furniture.
//
// The encoding is what the settings say, else UTF-8 when the bytes are that, else what the page
// declares in its first kilobytes when the bytes fit it, else detected.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/html_metadata.h"
#include "indexer/parsers/html_text.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/source_text.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

// The standard tells authors 1024; pages with long comments have it later.
constexpr std::size_t kEncodingBytes = 4096;
// A page of text has well under a megabyte; whole books in one page have 15.
constexpr std::size_t kMaxHtmlBytes = 64 << 20;

// "gb2312" of <meta charset="gb2312"> and of <meta http-equiv=… content="text/html;charset=gb2312">,
// also when the quotes are wrong.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kEncodingBytes);
  for (std::size_t meta = find_word(head, "<meta"); meta != std::string_view::npos;
       meta = find_word(head, "<meta", meta + 1)) {
    const std::string_view tag = head.substr(meta, head.find('>', meta) - meta);
    std::size_t at = find_word(tag, "charset");
    if (at == std::string_view::npos) continue;
    at = tag.find_first_not_of(" \t\r\n=\"'", at + std::string_view("charset").size());
    if (at == std::string_view::npos) continue;
    return std::string(tag.substr(at, tag.find_first_of(" \t\r\n\"';/>", at) - at));
  }
  constexpr std::string_view kXml = "<?xml";
  const std::size_t encoding = head.find("encoding=");
  if (!head.starts_with(kXml) || encoding > head.find("?>")) return {};
  const std::size_t at = encoding + std::string_view("encoding=\"").size();
  return std::string(head.substr(at, head.find_first_of("\"'", at) - at));
}

Result<SourceText> text_of_page(const Input& input) {
  if (!input.settings.encoding.empty() || is_mostly_utf8(input.bytes))
    return SourceText::read(input.bytes, input.settings.encoding);
  return SourceText::read(input.bytes, declared_encoding(input.bytes));
}

}  // namespace

bool is_html(std::string_view bytes) {
  const std::string_view head = xml_head(bytes);
  std::size_t at = head.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (true) {
    at = head.find_first_not_of(kBlankCharacters, at);
    if (at == std::string_view::npos) return false;
    const std::string_view rest = head.substr(at);
    const bool is_comment = rest.starts_with("<!--");
    if (!is_comment && !rest.starts_with("<?xml")) {
      return begins_with_word(rest, "<!doctype html") || begins_with_word(rest, "<html") ||
             begins_with_word(rest, "<head>") || begins_with_word(rest, "<body");
    }
    const std::size_t end = head.find(is_comment ? "-->" : "?>", at);
    if (end == std::string_view::npos) return false;
    at = end + (is_comment ? 3 : 2);
  }
}

void parse_html(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/html", Naming::kByPath);
  if (input.bytes.size() > kMaxHtmlBytes)
    return emitter.refuse(
        0, {ErrorCode::kTooLarge, "the page is larger than 64 MB", "split it into smaller ones"});
  const Result<SourceText> text = text_of_page(input);
  if (!text) return emitter.refuse(0, text.error());
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  const HtmlPage page = parse_html_page(text->utf8());
  if (page.left_out > 0) {
    emitter.warn(0,
                 "the page nests or repeats elements beyond all measure; " +
                     std::to_string(page.left_out) + " tags were passed over, not their text",
                 "check what made the page");
  }
  Json keys = html_metadata(page);
  if (std::string body = main_text(page.root); !body.empty()) keys["body"] = std::move(body);
  if (!keys.contains("body") && !keys.contains("title"))
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the page holds no text",
                              "pages that scripts fill must be saved after they have run"});
  if (!keys.contains("title")) keys["title"] = file_stem(input.path);
  emitter.emit(keys, {1, input.bytes});
}

}  // namespace isthmus::parsers
