// The parse functions behind the rows of formats.cc. Use them through all_parsers() and
// parser_for().
#pragma once

#include <string_view>

#include "indexer/parsers/parser.h"

namespace isthmus::parsers {

void parse_archive(const Input& input, const Sink& sink);
void parse_asciidoc(const Input& input, const Sink& sink);
void parse_bibtex(const Input& input, const Sink& sink);
void parse_crossref(const Input& input, const Sink& sink);
void parse_csl_json(const Input& input, const Sink& sink);
void parse_datacite(const Input& input, const Sink& sink);
void parse_datacite_json(const Input& input, const Sink& sink);
void parse_docx(const Input& input, const Sink& sink);
void parse_dublin_core(const Input& input, const Sink& sink);
void parse_eml(const Input& input, const Sink& sink);
void parse_epub(const Input& input, const Sink& sink);
void parse_feed(const Input& input, const Sink& sink);
void parse_html(const Input& input, const Sink& sink);
void parse_jats(const Input& input, const Sink& sink);
void parse_json_file(const Input& input, const Sink& sink);
void parse_jsonl(const Input& input, const Sink& sink);
void parse_latex(const Input& input, const Sink& sink);
void parse_marcxml(const Input& input, const Sink& sink);
void parse_markdown(const Input& input, const Sink& sink);
void parse_mbox(const Input& input, const Sink& sink);
void parse_mediawiki(const Input& input, const Sink& sink);
void parse_oai_pmh(const Input& input, const Sink& sink);
void parse_opendocument(const Input& input, const Sink& sink);
void parse_opml(const Input& input, const Sink& sink);
void parse_pdf(const Input& input, const Sink& sink);
void parse_plain_text(const Input& input, const Sink& sink);
void parse_pptx(const Input& input, const Sink& sink);
void parse_pubmed(const Input& input, const Sink& sink);
void parse_ris(const Input& input, const Sink& sink);
void parse_rst(const Input& input, const Sink& sink);
void parse_rtf(const Input& input, const Sink& sink);
void parse_schema_org(const Input& input, const Sink& sink);
void parse_table(const Input& input, const Sink& sink);
void parse_textile(const Input& input, const Sink& sink);
void parse_xlsx(const Input& input, const Sink& sink);
void parse_xml_file(const Input& input, const Sink& sink);

// How pages are shown (Parser::draw).
void draw_pdf(const Input& input, const PictureSink& sink);

// How they are recognised by content (Parser::recognises).
bool is_archive(std::string_view bytes);
bool is_crossref(std::string_view bytes);
bool is_csl_json(std::string_view bytes);
bool is_datacite(std::string_view bytes);
bool is_datacite_json(std::string_view bytes);
bool is_docx(std::string_view bytes);
bool is_dublin_core(std::string_view bytes);
bool is_eml(std::string_view bytes);
bool is_epub(std::string_view bytes);
bool is_feed(std::string_view bytes);
bool is_html(std::string_view bytes);
bool is_jats(std::string_view bytes);
bool is_latex(std::string_view bytes);
bool is_marcxml(std::string_view bytes);
bool is_mbox(std::string_view bytes);
bool is_oai_pmh(std::string_view bytes);
bool is_opendocument(std::string_view bytes);
bool is_opml(std::string_view bytes);
bool is_pdf(std::string_view bytes);
bool is_pptx(std::string_view bytes);
bool is_pubmed(std::string_view bytes);
bool is_ris(std::string_view bytes);
bool is_rtf(std::string_view bytes);
bool is_schema_org(std::string_view bytes);
bool is_xlsx(std::string_view bytes);

}  // namespace isthmus::parsers
