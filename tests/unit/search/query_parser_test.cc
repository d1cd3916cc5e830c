#include "engine/search/query_parser.h"

#include <random>

#include <doctest/doctest.h>

namespace isthmus::search {
namespace {

// The tree as text: words bare, phrases in quotes, "+" and "-" for roles, "title:" for fields.
std::string print(const QueryNode& node) {
  static const char* const kFieldNames[] = {
      "",      "title:",    "author:",    "keyword:",    "org:", "kind:",
      "side:", "language:", "programme:", "collection:", "year:"};
  std::string out = node.role == QueryNode::Role::kRequired   ? "+"
                    : node.role == QueryNode::Role::kExcluded ? "-"
                                                              : "";
  std::string inner;
  for (const QueryNode& child : node.children) inner += (inner.empty() ? "" : " ") + print(child);
  switch (node.type) {
    case QueryNode::Type::kWords:
      return out + kFieldNames[static_cast<int>(node.field)] + "<" + node.text + ">";
    case QueryNode::Type::kPhrase:
      return out + kFieldNames[static_cast<int>(node.field)] + "\"" + node.text + "\"";
    case QueryNode::Type::kPrefix:
      return out + kFieldNames[static_cast<int>(node.field)] + "<" + node.text + "*>";
    case QueryNode::Type::kAnd:
      return out + "and(" + inner + ")";
    case QueryNode::Type::kOr:
      return out + "or(" + inner + ")";
    case QueryNode::Type::kNot:
      return out + "not(" + inner + ")";
    case QueryNode::Type::kSequence:
      return out + "(" + inner + ")";
  }
  return out;
}

std::string notes_of(const ParsedQuery& parsed) {
  std::string out;
  for (const QueryNote note : parsed.notes)
    out += (out.empty() ? "" : " ") + std::string(name_of(note));
  return out;
}

struct Case {
  std::string query;
  std::string tree;
  std::string notes = "";
};

TEST_CASE("queries are read as the grammar says") {
  const Case cases[] = {
      {"", "()"},
      {"   ", "()"},
      {"spindle chatter", "(<spindle chatter>)"},
      {"主轴振动 GB/T 7714", "(<主轴振动 GB/T 7714>)"},
      {"\"regenerative vibration\" lathe", "(\"regenerative vibration\" <lathe>)"},
      {"+lathe -mill chatter", "(+<lathe> -<mill> <chatter>)"},
      {"a AND b", "(and(<a> <b>))"},
      {"a AND b OR c", "(or(and(<a> <b>) <c>))"},
      {"a OR b AND c", "(or(<a> and(<b> <c>)))"},
      {"a AND NOT b", "(and(<a> not(<b>)))"},
      {"NOT 主轴", "(not(<主轴>))"},
      {"(a OR b) c", "((or(<a> <b>)) <c>)"},
      {"title:振动", "(title:<振动>)"},
      {"title:\"tool wear\" -title:drill", "(title:\"tool wear\" -title:<drill>)"},
      {"title:(a b)", "((title:<a b>))"},
      {"year:2019..2023 kind:paper", "(year:<2019..2023> kind:<paper>)"},
      {"vibrat* 振动*", "(<vibrat*> <振动*>)"},
      {"E-203 well-known", "(<E-203 well-known>)"},
      {"“再生颤振” （车削 OR 铣削）", "(\"再生颤振\" (or(<车削> <铣削>)))"},
      {"标题：颤振", "(title:<颤振>)"},
      {"unknown:word", "(<unknown:word>)"},
      {"- + a - b", "(<- + a - b>)"},
      {"C++ --help", "(<C++ --help>)"},
      {"*", "(<*>)"},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.query);
    const ParsedQuery parsed = parse_query(expected.query);
    CHECK(print(parsed.root) == expected.tree);
    CHECK(notes_of(parsed) == expected.notes);
  }
}

TEST_CASE("what is malformed is read as plain words, and a note says so") {
  const Case cases[] = {
      {"\"spindle chatter", "(<spindle chatter>)", "unbalanced_quotes"},
      {"(a b", "((<a b>))", "unbalanced_parentheses"},
      {"a) b", "(<a b>)", "unbalanced_parentheses"},
      {"a AND", "(and(<a>))", "dangling_operator"},
      {"OR a", "(<a>)", "dangling_operator"},
      {"NOT", "()", "dangling_operator"},
      {"AND OR NOT", "()", "dangling_operator"},
      {"()", "()"},
      {"\"", "()", "unbalanced_quotes"},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.query);
    const ParsedQuery parsed = parse_query(expected.query);
    CHECK(print(parsed.root) == expected.tree);
    CHECK(notes_of(parsed) == expected.notes);
  }
}

TEST_CASE("a query of many kilobytes is cut at a character and noted") {
  std::string long_query;
  for (int i = 0; i < 5000; ++i) long_query += "轴";
  const ParsedQuery parsed = parse_query(long_query);
  CHECK(notes_of(parsed) == "too_long");
  CHECK(parsed.root.children.front().text.size() == 3999);
}

TEST_CASE("nesting is bounded") {
  const ParsedQuery parsed = parse_query(std::string(3000, '(') + "a");
  CHECK(notes_of(parsed) == "unbalanced_parentheses too_deep");
  std::string negations;
  for (int i = 0; i < 900; ++i) negations += "NOT ";
  CHECK(notes_of(parse_query(negations + "a")) == "dangling_operator");
}

TEST_CASE("random bytes always give a tree") {
  std::mt19937 random(7);
  const std::string alphabet = "ab \"()+-*:\\\0&|数控AND OR NOT title:";
  for (int round = 0; round < 20000; ++round) {
    std::string query;
    const std::size_t length = random() % 40;
    for (std::size_t i = 0; i < length; ++i) query += alphabet[random() % alphabet.size()];
    CAPTURE(query);
    CHECK(parse_query(query).root.type == QueryNode::Type::kSequence);
  }
}

}  // namespace
}  // namespace isthmus::search
