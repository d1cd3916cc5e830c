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
void parse_html(const Input& input, const Sink& sink);
bool recognises_html(std::string_view bytes);
void parse_eml(const Input& input, const Sink& sink);
bool recognises_eml(std::string_view bytes);
void parse_mbox(const Input& input, const Sink& sink);
bool recognises_mbox(std::string_view bytes);
void parse_asciidoc(const Input& input, const Sink& sink);
void parse_rst(const Input& input, const Sink& sink);
void parse_latex(const Input& input, const Sink& sink);
bool recognises_latex(std::string_view bytes);
void parse_mediawiki(const Input& input, const Sink& sink);
void parse_textile(const Input& input, const Sink& sink);
void parse_opml(const Input& input, const Sink& sink);
bool recognises_opml(std::string_view bytes);
void parse_feed(const Input& input, const Sink& sink);
bool recognises_feed(std::string_view bytes);
void parse_xml_file(const Input& input, const Sink& sink);
void parse_archive(const Input& input, const Sink& sink);
bool recognises_archive(std::string_view bytes);

}  // namespace isthmus::parsers
