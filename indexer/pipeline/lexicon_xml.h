// Lexicons in XML: TBX, the form in which terminologies are exchanged, and SKOS, that of thesauri.
//
//   TBX    martif/termEntry/langSet/(tig | ntig/termGrp)   ISO 30042:2008
//          tbx/conceptEntry/langSec/termSec                 ISO 30042:2019, in the DCA and DCT styles
//   SKOS   RDF/XML: prefLabel, altLabel and hiddenLabel of a concept, by themselves or as labels of
//          SKOS-XL
//
// Of a concept's languages Chinese and English count, in any of their variants. A label of SKOS
// without a language has that of its script.
//
// What a file declares as entities is refused where it reaches outside or into another entity; the
// door of libxml2 (indexer/parsers/xml.h) would read nothing of them, and terms would lack a part.
//
// Source: ISO 30042:2008 and 2019; W3C, SKOS Reference, 2009.
#pragma once

#include <string>
#include <string_view>

#include "indexer/parsers/xml.h"
#include "indexer/pipeline/lexicon_file.h"
#include "indexer/sandbox/parser_pool.h"

namespace isthmus::pipeline {

// By the bytes where they say it, else by the name.
bool is_lexicon_xml(std::string_view path, std::string_view bytes);

// In a process of the pool, when there is one.
LexiconFile read_lexicon_xml(std::string_view bytes, sandbox::ParserPool* pool);

// What a parsing process is asked for by read_lexicon_xml.
void append_lexicon_services(sandbox::Services& services);

// The forms that read_lexicon_xml tells apart, by the root of the document.
bool is_tbx(const parsers::XmlNode& root);
void read_tbx(const parsers::XmlNode& root, LexiconFile& out);
bool is_skos(const parsers::XmlNode& root);
void read_skos(const parsers::XmlNode& root, LexiconFile& out);

enum class LexiconLanguage : std::uint8_t { kOther, kZh, kEn };
// "zh", "zh-Hant-TW", "cmn", "en_GB", "eng".
LexiconLanguage lexicon_language(std::string_view tag);

// The text as a form among those of its language; false for what cannot be one.
bool add_term(std::string_view text, LexiconLanguage language, LexiconEntry& entry);
// The text as it may be a form; empty for what cannot be one.
std::string term_of(std::string_view text);

}  // namespace isthmus::pipeline
