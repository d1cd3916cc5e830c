// The parse functions behind the rows of registry.cc. Use them through all_parsers() and
// parser_for().
#pragma once

#include <string_view>

#include "indexer/parsers/parser.h"

namespace isthmus::parsers {

void parse_bibtex(const Input& input, const Sink& sink);
void parse_crossref(const Input& input, const Sink& sink);
void parse_datacite(const Input& input, const Sink& sink);
void parse_dublin_core(const Input& input, const Sink& sink);
void parse_jats(const Input& input, const Sink& sink);
void parse_marcxml(const Input& input, const Sink& sink);
void parse_oai_pmh(const Input& input, const Sink& sink);
void parse_pubmed(const Input& input, const Sink& sink);
void parse_csl_json(const Input& input, const Sink& sink);
void parse_datacite_json(const Input& input, const Sink& sink);
void parse_schema_org(const Input& input, const Sink& sink);
void parse_jsonl(const Input& input, const Sink& sink);
void parse_json_file(const Input& input, const Sink& sink);
void parse_markdown(const Input& input, const Sink& sink);
void parse_plain_text(const Input& input, const Sink& sink);
void parse_ris(const Input& input, const Sink& sink);
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

// The rows of bibliographic formats (bibliography.cc), then the others.
std::vector<Parser> after_bibliography(std::vector<Parser> others);

// How they are recognised by content (Parser::recognises).
bool is_crossref(std::string_view bytes);
bool is_datacite(std::string_view bytes);
bool is_dublin_core(std::string_view bytes);
bool is_jats(std::string_view bytes);
bool is_marcxml(std::string_view bytes);
bool is_oai_pmh(std::string_view bytes);
bool is_pubmed(std::string_view bytes);
bool is_ris(std::string_view bytes);
bool is_csl_json(std::string_view bytes);
bool is_datacite_json(std::string_view bytes);
bool is_schema_org(std::string_view bytes);
void parse_pdf(const Input& input, const Sink& sink);

}  // namespace isthmus::parsers
