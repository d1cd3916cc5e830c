#include "indexer/pipeline/lexicons.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "engine/lexicon/key.h"
#include "engine/text/analysis.h"
#include "indexer/parsers/source_text.h"
#include "indexer/pipeline/governance.h"
#include "indexer/pipeline/lexicon_xml.h"
#include "schema/blanks.h"
#include "schema/codec.h"
#include "schema/csv_reader.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

using parsers::Diagnostic;

constexpr std::size_t kMostAlternatives = 32;  // of a term: with more of them it means nothing
constexpr std::size_t kMostOfABridge = 4;      // alternatives of a term that leads to others
constexpr std::size_t kLongestName = 64;       // of a lexicon, bytes

// Beginnings of senses that tell of the entry instead of what it means.
constexpr std::array<std::string_view, 13> kNoMeaning = {
    "CL:",    "variant of", "old variant",        "see ",    "surname ",
    "abbr. ", "used in",    "also written",       "also pr", "Taiwan pr",
    "erhua",  "classifier", "euphemistic variant"};

void drop_beginning(std::string& text, std::string_view beginning) {
  if (text.starts_with(beginning)) text.erase(0, beginning.size());
}

// A form as it can stand in a text; empty for what is none.
std::string form_of(std::string_view cell) {
  for (const std::string_view beginning : kNoMeaning) {
    if (cell.starts_with(beginning)) return {};
  }
  std::string form(trimmed(without_brackets(cell)));
  for (const std::string_view word : {"to be ", "to ", "a ", "an ", "the "})
    drop_beginning(form, word);
  return is_form(form) ? form : std::string();
}

void add_forms(std::string_view cell, std::vector<std::string>& forms) {
  while (!cell.empty() && forms.size() < kMostForms) {
    const std::size_t end = std::min(cell.find_first_of("/;"), cell.size());
    if (std::string form = form_of(trimmed(cell.substr(0, end))); !form.empty())
      add_form(std::move(form), forms);
    cell.remove_prefix(std::min(cell.size(), end + 1));
  }
}

enum class Column : std::uint8_t { kOther, kZh, kEn, kAbbreviation, kScope };

Column column_of(std::string_view name) {
  const std::string folded = text::fold(trimmed(name));
  if (folded == "zh" || folded == "simplified" || folded == "traditional") return Column::kZh;
  if (folded == "en" || folded == "english") return Column::kEn;
  if (folded == "abbr" || folded == "abbreviation") return Column::kAbbreviation;
  return folded == "scope" ? Column::kScope : Column::kOther;
}

LexiconEntry entry_of(const std::vector<Column>& columns, const std::vector<std::string>& fields) {
  LexiconEntry entry;
  for (std::size_t i = 0; i < std::min(columns.size(), fields.size()); ++i) {
    if (columns[i] == Column::kZh) add_forms(fields[i], entry.zh);
    if (columns[i] == Column::kEn) add_forms(fields[i], entry.en);
    if (columns[i] == Column::kAbbreviation) add_forms(fields[i], entry.abbreviations);
    if (columns[i] == Column::kScope) entry.scope = trimmed(fields[i]);
  }
  return entry;
}

void read_table(std::string_view text, LexiconFile& out) {
  csv::Reader reader(text, csv::guess_delimiter(text));
  csv::Row row;
  if (reader.next(row) != csv::Reader::Next::kRow) return;
  std::vector<Column> columns;
  for (const std::string& name : row.fields) columns.push_back(column_of(name));
  if (std::all_of(columns.begin(), columns.end(),
                  [](Column column) { return column == Column::kOther; })) {
    out.diagnostics.push_back({1,
                               {ErrorCode::kInvalidSource, "no column is called zh or en",
                                "the first line names the columns: zh, en, abbr, scope"},
                               true});
    return;
  }
  for (auto next = reader.next(row); next != csv::Reader::Next::kEnd; next = reader.next(row)) {
    if (next == csv::Reader::Next::kBad) {
      out.diagnostics.push_back(
          {row.line, {ErrorCode::kInvalidSource, "a quoted field is never closed", ""}, true});
      continue;
    }
    LexiconEntry entry = entry_of(columns, row.fields);
    if (pairs_something(entry)) out.entries.push_back(std::move(entry));
  }
}

// "傳統 传统 [chuan2 tong3] /tradition/traditional/"
std::optional<LexiconEntry> entry_of_cedict(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  const std::size_t senses = line.find('/');
  if (second == std::string_view::npos || senses == std::string_view::npos || senses < second)
    return std::nullopt;
  LexiconEntry entry;
  add_forms(line.substr(0, first), entry.zh);
  add_forms(line.substr(first + 1, second - first - 1), entry.zh);
  add_forms(line.substr(senses + 1), entry.en);
  return entry;
}

void read_cedict(std::string_view text, LexiconFile& out) {
  for (std::uint64_t number = 1; !text.empty(); ++number) {
    const std::string_view whole = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), whole.size() + 1));
    const std::string_view line = trimmed(whole);
    if (line.empty() || line.front() == '#') continue;
    std::optional<LexiconEntry> entry = entry_of_cedict(line);
    if (!entry) {
      out.diagnostics.push_back({number,
                                 {ErrorCode::kInvalidSource, "the line is no CC-CEDICT entry",
                                  "an entry is \"traditional simplified [pinyin] /sense/\""},
                                 true});
    } else if (pairs_something(*entry)) {
      out.entries.push_back(*std::move(entry));
    }
  }
}

bool is_turtle(const std::string& path, std::string_view text) {
  const std::string_view beginning = trimmed(text.substr(0, 1000));
  return path.ends_with(".ttl") || beginning.starts_with("@prefix ") ||
         beginning.starts_with("@base ") || beginning.starts_with("PREFIX ");
}

class TermTable {
 public:
  // In the order of the file; what comes first counts when a term has too many.
  void add(const LexiconEntry& entry) {
    const auto& [zh, en, abbreviations, scope] = entry;
    for (const std::string& form : zh) add(form, {&en, &abbreviations, &zh}, scope);
    for (const std::string& form : en) add(form, {&zh, &abbreviations}, scope);
    for (const std::string& form : abbreviations) add(form, {&en, &zh}, scope);
  }

  // Adds what the alternatives of a term mean themselves: 振刀 and 颤振 are both "chatter", and so
  // each other's alternative. Only within the words of a trade, which have a scope: in a general
  // dictionary this drifts from sense to sense.
  void bridge() {
    const std::map<std::string, LexiconTerm> direct = terms_;
    for (auto& [key, term] : terms_) {
      for (const LexiconAlternative& near : direct.at(key).alternatives) {
        const auto other = direct.find(lexicon::key_of(near.text));
        if (near.scope.empty() || other == direct.end()) continue;
        if (other->second.alternatives.size() > kMostOfABridge) continue;
        for (const LexiconAlternative& far : other->second.alternatives) {
          if (!far.scope.empty() && lexicon::key_of(far.text) != key)
            add_alternative(term, far.text, far.scope);
        }
      }
    }
  }

  const std::map<std::string, LexiconTerm>& terms() const { return terms_; }

 private:
  void add(const std::string& form,
           const std::vector<const std::vector<std::string>*>& alternatives,
           const std::string& scope) {
    const std::string key = lexicon::key_of(form);
    LexiconTerm& term = terms_[key];
    if (term.text.empty()) term.text = form;
    for (const std::vector<std::string>* list : alternatives) {
      for (const std::string& text : *list) {
        if (lexicon::key_of(text) != key) add_alternative(term, text, scope);
      }
    }
  }

  static void add_alternative(LexiconTerm& term, const std::string& text,
                              const std::string& scope) {
    const bool is_known =
        std::any_of(term.alternatives.begin(), term.alternatives.end(),
                    [&](const LexiconAlternative& known) { return known.text == text; });
    if (!is_known && term.alternatives.size() < kMostAlternatives)
      term.alternatives.push_back({text, scope});
  }

  std::map<std::string, LexiconTerm> terms_;
};

Result<std::map<std::string, std::string>> stored_terms(const store::View* view,
                                                        const std::string& name) {
  std::map<std::string, std::string> stored;
  if (view == nullptr) return stored;
  TRY(view->scan(store::Family::kGovernance, keys::lexicon_prefix(name), {},
                 [&](std::string_view key, std::string_view value) {
                   stored.emplace(key, value);
                   return true;
                 }));
  return stored;
}

}  // namespace

LexiconFile read_lexicon(const std::string& path, std::string_view bytes,
                         sandbox::ParserPool* pool) {
  if (is_lexicon_xml(path, bytes)) return read_lexicon_xml(bytes, pool);
  LexiconFile out;
  const Result<parsers::SourceText> text = parsers::SourceText::read(bytes, {});
  if (!text) {
    out.diagnostics.push_back({0, text.error(), true});
  } else if (path.ends_with(".u8")) {
    read_cedict(text->utf8(), out);
  } else if (is_turtle(path, text->utf8())) {
    out.diagnostics.push_back({0,
                               {ErrorCode::kUnsupported, "SKOS as Turtle is not read",
                                "write it as RDF/XML: rapper -i turtle -o rdfxml FILE"},
                               true});
  } else {
    read_table(text->utf8(), out);
  }
  return out;
}

Result<Lexicon> take_in_lexicon(const std::string& name, const std::string& source,
                                const LexiconFile& file, Target& target) {
  if (!is_governance_id(name, kLongestName)) {
    return Error{ErrorCode::kInvalidSource, "a lexicon cannot be called " + quote(name),
                 "a name has 1 to 64 bytes and no control characters"};
  }
  if (name == kAcceptedLexicon) {
    return Error{ErrorCode::kInvalidSource,
                 "the lexicon " + quote(name) + " is that of accepted proposals",
                 "give this one another name with --name"};
  }
  return store_lexicon(name, source, file, target);
}

Result<Lexicon> store_lexicon(const std::string& name, const std::string& source,
                              const LexiconFile& file, Target& target) {
  TermTable table;
  for (const LexiconEntry& entry : file.entries) table.add(entry);
  table.bridge();
  std::map<std::string, std::string> stale = TRY(stored_terms(target.view(), name));
  Lexicon lexicon{name, source, file.entries.size(), 0};
  for (const auto& [key, term] : table.terms()) {
    if (term.alternatives.empty()) continue;
    ++lexicon.terms;
    const std::string stored_key = keys::lexicon_term(name, key);
    const std::string value = codec::encode(term);
    const auto stored = stale.find(stored_key);
    if (stored == stale.end() || stored->second != value)
      target.note(store::Family::kGovernance, stored_key, value);
    if (stored != stale.end()) stale.erase(stored);
  }
  for (const auto& [key, value] : stale) target.forget(store::Family::kGovernance, key);
  target.note(store::Family::kGovernance, keys::lexicon(name), codec::encode(lexicon));
  return lexicon;
}

Result<void> remove_lexicon(const std::string& name, Target& target) {
  if (name == kAcceptedLexicon) {
    return Error{ErrorCode::kUsage, "the lexicon " + quote(name) + " follows what was accepted",
                 "`isthmus-indexer lexicon forget PAIR` takes a pair out of it"};
  }
  std::optional<std::string> known;
  if (target.view() != nullptr)
    known = TRY(target.view()->get(store::Family::kGovernance, keys::lexicon(name)));
  if (!known) {
    return Error{ErrorCode::kNotFound, "there is no lexicon " + quote(name),
                 "`isthmus-indexer lexicon list` shows the names"};
  }
  for (const auto& [key, value] : TRY(stored_terms(target.view(), name)))
    target.forget(store::Family::kGovernance, key);
  target.forget(store::Family::kGovernance, keys::lexicon(name));
  return {};
}

}  // namespace isthmus::pipeline
