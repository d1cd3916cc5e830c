// Lexicons: read from files, stored by term (schema/lexicon.h).
//
//   .csv, .tsv   with a header: zh (or simplified, traditional), en (or english), abbr, scope; one
//                entry a row, several forms in a cell between '/' or ';'
//   .u8          CC-CEDICT: "傳統 传统 [chuan2 tong3] /sense/sense/"
//   XML          TBX and SKOS, whatever the file is called (indexer/pipeline/lexicon_xml.h)
//
// A sense of a dictionary explains as often as it translates: what stands in brackets, the "to" of
// a verb and an article go, and a sense of more than six words, a measure word, a surname or a
// reference to another entry is no term.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/pipeline/lexicon_file.h"
#include "indexer/pipeline/target.h"
#include "indexer/sandbox/parser_pool.h"
#include "schema/lexicon.h"

namespace isthmus::pipeline {

// Foreign XML is read in this process without a pool, in one that can do nothing else with it.
LexiconFile read_lexicon(const std::string& path, std::string_view bytes,
                         sandbox::ParserPool* pool = nullptr);

// The lexicon of the pairs that a person has accepted (indexer/pipeline/pair_decisions.h); no other
// may have its name.
inline constexpr std::string_view kAcceptedLexicon = "accepted";

// Stores the entries as this lexicon, in the place of what it had. Errors: those of the store;
// kInvalidSource for a name that is empty, too long, holds control characters or is taken.
Result<Lexicon> take_in_lexicon(const std::string& name, const std::string& source,
                                const LexiconFile& file, Target& target);

// The same under any name.
Result<Lexicon> store_lexicon(const std::string& name, const std::string& source,
                              const LexiconFile& file, Target& target);

// Errors: kNotFound; kUsage for the lexicon of accepted pairs, which follows their decisions.
Result<void> remove_lexicon(const std::string& name, Target& target);

}  // namespace isthmus::pipeline
