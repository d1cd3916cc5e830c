// The grammar of BibTeX files, without the meaning of fields: entries with their fields, strings
// put in. For bibtex.cc.
//
//   file    := (anything '@' entry)*
//   entry   := 'comment' … | 'preamble' group | 'string' group | type '{' key (',' field)* ','? '}'
//   field   := name '=' value
//   value   := piece ('#' piece)*
//   piece   := '{' … '}' | '"' … '"' | number | name of a string
//
// Parentheses may stand for an entry's braces. Braces within values are balanced.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/result.h"

namespace isthmus::parsers {

struct BibEntry {
  std::string type;  // lower-case
  std::string key;
  std::vector<std::pair<std::string, std::string>> fields;  // lower-case name, LaTeX; in order
  std::uint64_t line = 0;
  std::string_view bytes;
  std::vector<std::string> warnings;

  // The first field of this name that is not empty; empty when there is none.
  std::string_view field(std::string_view name) const;
};

class BibReader {
 public:
  explicit BibReader(std::string_view text);

  struct Next {
    std::optional<BibEntry> entry;  // nothing: the end, or a fault
    std::optional<Error> fault;     // of an entry, which is lost; reading goes on behind it
    std::uint64_t line = 0;
  };
  Next next();

 private:
  struct Fault {
    std::string message;
    std::string hint;
  };

  bool find_entry();
  bool at_head_of_entry(std::size_t at) const;
  void pass_comment();
  std::optional<Fault> read_entry(BibEntry& entry);
  std::optional<Fault> read_fields(BibEntry& entry, char closing);
  std::optional<Fault> read_string();
  std::optional<Fault> read_value(std::string& value);
  std::optional<Fault> read_piece(std::string& value, std::vector<std::string>& unknown);
  std::optional<Fault> read_quoted(std::string& value, char closing);
  std::optional<Fault> append(std::string& value, std::string_view text);
  std::string_view read_name();
  void skip_blanks();
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  std::uint64_t line_of(std::size_t position);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t counted_to_ = 0;  // lines before here are counted
  std::uint64_t line_ = 1;
  std::uint64_t expanded_ = 0;  // bytes that came from strings, so far
  std::map<std::string, std::string, std::less<>> strings_;
  std::vector<std::string> unknown_;  // names of strings in the entry that nobody defined
};

}  // namespace isthmus::parsers
