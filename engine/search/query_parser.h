// The query language: what a user types to a tree of words, phrases and conditions. Purely
// syntactic; engine/search/query_plan.h turns it into terms.
//
//   query    := sequence
//   sequence := (['+' | '-'] operand)*     optional, required and excluded ones side by side
//   operand  := unary (('AND' | 'OR') unary)*        AND binds tighter than OR
//   unary    := 'NOT' unary | [field ':'] ('(' sequence ')' | '"' text '"' | word)
//   field    := title author keyword org kind side language programme collection year
//   word     := anything up to a blank, a quotation mark or a parenthesis; '*' at its end: prefix
//
// Full-width and curly forms of quotation marks, parentheses, colons and signs are read as the
// plain ones. Neighbouring plain words stay one node, so that what spans blanks ("GB/T 7714") is
// seen whole. Nothing is refused: what cannot be read as syntax is read as plain words, and a note
// says so.
//
// Bounds: 4,000 bytes of query, 32 levels of parentheses; the rest is cut off, with a note.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::search {

enum class Field : std::uint8_t {
  kText,
  kTitle,
  kAuthor,
  kKeyword,
  kOrganisation,
  kKind,
  kSide,
  kLanguage,
  kProgramme,
  kCollection,
  kYear
};

struct QueryNode {
  enum class Type : std::uint8_t {
    kWords,     // `text`: one or more plain words
    kPhrase,    // `text`: words at consecutive positions
    kPrefix,    // `text`: the beginning of a word
    kAnd,       // all children
    kOr,        // any child
    kNot,       // not the only child
    kSequence,  // children by their `role`
  };
  enum class Role : std::uint8_t { kOptional, kRequired, kExcluded };

  Type type = Type::kSequence;
  Role role = Role::kOptional;  // in the sequence that holds this node
  Field field = Field::kText;
  std::string text;
  std::vector<QueryNode> children;
};

enum class QueryNote : std::uint8_t {
  kUnbalancedQuotes,
  kUnbalancedParentheses,
  kDanglingOperator,
  kTooLong,
  kTooDeep,
  kOnlyExcluded
};

// A stable snake_case name: "unbalanced_quotes".
std::string_view name_of(QueryNote note);

struct ParsedQuery {
  QueryNode root;                // always a sequence
  std::vector<QueryNote> notes;  // each at most once
};

ParsedQuery parse_query(std::string_view text);

}  // namespace isthmus::search
