#include "indexer/pipeline/lexicon_xml.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "engine/text/analysis.h"
#include "schema/blanks.h"
#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

using parsers::Diagnostic;
using parsers::XmlDocument;

constexpr std::string_view kDeclaration = "<!ENTITY";

// What stands between the name of a declared entity and the end of its declaration.
bool is_plain_entity(std::string_view declaration) {
  const std::size_t open = declaration.find_first_of("\"'");
  if (open == std::string_view::npos) return false;
  const std::string_view before = declaration.substr(0, open);
  const bool is_own = before.find('%') == std::string_view::npos &&
                      before.find("SYSTEM") == std::string_view::npos &&
                      before.find("PUBLIC") == std::string_view::npos;
  const std::string_view text = declaration.substr(open + 1);
  return is_own && text.substr(0, text.find(declaration[open])).find_first_of("&%<") ==
                       std::string_view::npos;
}

// Thesauri abbreviate the addresses of their namespaces by entities: plain ones are harmless.
bool has_risky_entities(std::string_view bytes) {
  const std::string_view root = parsers::xml_root_name(bytes);
  std::string_view prologue =
      bytes.substr(0, root.empty() ? 0 : static_cast<std::size_t>(root.data() - bytes.data()));
  while (true) {
    const std::size_t begin = prologue.find(kDeclaration);
    if (begin == std::string_view::npos) return false;
    prologue.remove_prefix(begin + kDeclaration.size());
    if (!is_plain_entity(prologue)) return true;
  }
}

void refuse(LexiconFile& out, std::uint64_t line, Error error) {
  out.diagnostics.push_back({line, std::move(error), true});
}

LexiconFile read_here(std::string_view bytes) {
  LexiconFile out;
  if (has_risky_entities(bytes)) {
    refuse(out, 0,
           {ErrorCode::kInvalidSource,
            "the file declares entities that reach outside or into each other",
            "write their texts where they are used"});
    return out;
  }
  const Result<XmlDocument> document = XmlDocument::parse(bytes);
  if (!document) {
    refuse(out, 0, document.error());
  } else if (is_tbx(document->root())) {
    read_tbx(document->root(), out);
  } else if (is_skos(document->root())) {
    read_skos(document->root(), out);
  } else {
    refuse(out, 0,
           {ErrorCode::kUnsupported,
            "the XML is neither TBX nor SKOS: its root is " +
                quote(std::string(document->root().name())),
            "lexicons are CSV, TSV, CC-CEDICT, TBX, or SKOS as RDF/XML"});
  }
  if (out.entries.empty() && out.diagnostics.empty()) {
    refuse(out, 0,
           {ErrorCode::kInvalidSource, "no concept has two terms in Chinese or English",
            "the languages stand in xml:lang, as zh-CN or en"});
  }
  return out;
}

Json json_of(const LexiconFile& file) {
  Json entries = Json::array();
  for (const LexiconEntry& entry : file.entries)
    entries.push_back({entry.zh, entry.en, entry.abbreviations, entry.scope});
  Json diagnostics = Json::array();
  for (const Diagnostic& one : file.diagnostics) {
    diagnostics.push_back({one.line, static_cast<int>(one.error.code), one.error.message,
                           one.error.hint, one.cost_a_record});
  }
  return {{"entries", std::move(entries)}, {"diagnostics", std::move(diagnostics)}};
}

// Throws what nlohmann/json throws when the text is another's.
LexiconFile file_of(const Json& json) {
  LexiconFile file;
  for (const Json& entry : json.at("entries"))
    file.entries.push_back({entry.at(0), entry.at(1), entry.at(2), entry.at(3)});
  for (const Json& one : json.at("diagnostics")) {
    const bool is_unsupported = one.at(1) == static_cast<int>(ErrorCode::kUnsupported);
    file.diagnostics.push_back(
        {one.at(0),
         {is_unsupported ? ErrorCode::kUnsupported : ErrorCode::kInvalidSource, one.at(2),
          one.at(3)},
         one.at(4)});
  }
  return file;
}

std::string read_for_parent(std::string_view bytes) { return dump_json(json_of(read_here(bytes))); }

const sandbox::Reader kReader = {"lexicon-xml", read_for_parent};

}  // namespace

bool is_lexicon_xml(std::string_view path, std::string_view bytes) {
  if (!parsers::xml_root_name(bytes).empty()) return true;
  constexpr std::array<std::string_view, 5> kEndings = {".tbx", ".xml", ".rdf", ".skos", ".owl"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

LexiconFile read_lexicon_xml(std::string_view bytes, sandbox::ParserPool* pool) {
  if (pool == nullptr) return read_here(bytes);
  LexiconFile out;
  const Result<std::string> text = pool->read(kReader, bytes);
  if (!text) {
    refuse(out, 0, text.error());
    return out;
  }
  try {
    return file_of(Json::parse(*text));
  } catch (const Json::exception&) {
    refuse(out, 0,
           {ErrorCode::kInvalidSource, "the file brings its reader down",
            "split it into smaller files"});
    return out;
  }
}

void append_lexicon_services(sandbox::Services& services) { services.readers.push_back(kReader); }

LexiconLanguage lexicon_language(std::string_view tag) {
  const std::string folded = text::fold(trimmed(tag));
  const std::string_view language = std::string_view(folded).substr(0, folded.find_first_of("-_"));
  constexpr std::array<std::string_view, 4> kChinese = {"zh", "cmn", "zho", "chi"};
  if (std::find(kChinese.begin(), kChinese.end(), language) != kChinese.end())
    return LexiconLanguage::kZh;
  return language == "en" || language == "eng" ? LexiconLanguage::kEn : LexiconLanguage::kOther;
}

std::string term_of(std::string_view text) {
  std::string term = parsers::squeezed(without_brackets(text));
  return is_form(term) ? term : std::string();
}

bool add_term(std::string_view text, LexiconLanguage language, LexiconEntry& entry) {
  std::string term = language == LexiconLanguage::kOther ? std::string() : term_of(text);
  if (term.empty()) return false;
  add_form(std::move(term), language == LexiconLanguage::kZh ? entry.zh : entry.en);
  return true;
}

}  // namespace isthmus::pipeline
