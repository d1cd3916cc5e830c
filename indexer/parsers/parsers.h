// The parse functions behind the rows of registry.cc. Use them through all_parsers() and
// parser_for().
#pragma once

#include "indexer/parsers/parser.h"

namespace isthmus::parsers {

void parse_jsonl(const Input& input, const Sink& sink);
void parse_json_file(const Input& input, const Sink& sink);
void parse_markdown(const Input& input, const Sink& sink);
void parse_plain_text(const Input& input, const Sink& sink);
void parse_table(const Input& input, const Sink& sink);
void parse_docx(const Input& input, const Sink& sink);
void parse_xlsx(const Input& input, const Sink& sink);
void parse_pptx(const Input& input, const Sink& sink);
void parse_opendocument(const Input& input, const Sink& sink);
void parse_epub(const Input& input, const Sink& sink);
void parse_rtf(const Input& input, const Sink& sink);

bool is_docx(std::string_view bytes);
bool is_xlsx(std::string_view bytes);
bool is_pptx(std::string_view bytes);
bool is_opendocument(std::string_view bytes);
bool is_epub(std::string_view bytes);
bool is_rtf(std::string_view bytes);

}  // namespace isthmus::parsers
