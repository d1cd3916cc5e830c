#include "engine/search/query_parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace isthmus::search {
namespace {

constexpr std::size_t kMaxBytes = 4000;
constexpr int kMaxDepth = 32;

constexpr std::array<std::pair<std::string_view, Field>, 14> kFields = {{
    {"title", Field::kTitle},
    {"author", Field::kAuthor},
    {"keyword", Field::kKeyword},
    {"org", Field::kOrganisation},
    {"organisation", Field::kOrganisation},
    {"kind", Field::kKind},
    {"side", Field::kSide},
    {"lang", Field::kLanguage},
    {"language", Field::kLanguage},
    {"programme", Field::kProgramme},
    {"collection", Field::kCollection},
    {"year", Field::kYear},
    {"标题", Field::kTitle},
    {"作者", Field::kAuthor},
}};

constexpr std::array<std::string_view, 6> kNoteNames = {
    "unbalanced_quotes", "unbalanced_parentheses", "dangling_operator", "too_long",
    "too_deep",          "only_excluded"};

// Wide and curly forms of the characters that have a meaning in queries.
constexpr std::array<std::pair<std::string_view, char>, 12> kPlainForms = {{
    {"“", '"'},
    {"”", '"'},
    {"„", '"'},
    {"＂", '"'},
    {"（", '('},
    {"）", ')'},
    {"：", ':'},
    {"＋", '+'},
    {"－", '-'},
    {"＊", '*'},
    {"　", ' '},
    {"−", '-'},
}};

std::string with_plain_forms(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto form = std::find_if(kPlainForms.begin(), kPlainForms.end(),
                                   [&](const auto& row) { return text.starts_with(row.first); });
    if (form == kPlainForms.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += form->second;
      text.remove_prefix(form->first.size());
    }
  }
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_word(char c) { return is_blank(c) || c == '"' || c == '(' || c == ')'; }

struct Token {
  enum class Type : std::uint8_t { kWord, kPhrase, kOpen, kClose, kAnd, kOr, kNot };
  Type type = Type::kWord;
  QueryNode::Role role = QueryNode::Role::kOptional;
  Field field = Field::kText;
  std::string text;
};

// Cuts the query into tokens.
class Lexer {
 public:
  Lexer(std::string_view text, std::vector<QueryNote>& notes) : rest_(text), notes_(notes) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    while (skip_blanks()) tokens.push_back(next());
    return tokens;
  }

 private:
  bool skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
    return !rest_.empty();
  }

  Token next() {
    Token token;
    token.role = take_role();
    token.field = take_field();
    const char front = rest_.front();
    if (front == '(' || front == ')') {
      rest_.remove_prefix(1);
      token.type = front == '(' ? Token::Type::kOpen : Token::Type::kClose;
    } else if (front == '"') {
      take_phrase(token);
    } else {
      take_word(token);
    }
    return token;
  }

  // A sign counts only before something that it can stand for.
  QueryNode::Role take_role() {
    const char front = rest_.front();
    if ((front != '+' && front != '-') || rest_.size() < 2 || is_blank(rest_[1]) ||
        rest_[1] == '+' || rest_[1] == '-' || rest_[1] == ')') {
      return QueryNode::Role::kOptional;
    }
    rest_.remove_prefix(1);
    return front == '+' ? QueryNode::Role::kRequired : QueryNode::Role::kExcluded;
  }

  Field take_field() {
    for (const auto& [name, field] : kFields) {
      if (rest_.size() > name.size() + 1 && rest_.starts_with(name) && rest_[name.size()] == ':' &&
          !is_blank(rest_[name.size() + 1]) && rest_[name.size() + 1] != ')') {
        rest_.remove_prefix(name.size() + 1);
        return field;
      }
    }
    return Field::kText;
  }

  void take_phrase(Token& token) {
    rest_.remove_prefix(1);
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) {
      notes_.push_back(QueryNote::kUnbalancedQuotes);
      if (skip_blanks()) return take_word(token);
      return;
    }
    token.type = Token::Type::kPhrase;
    token.text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
  }

  void take_word(Token& token) {
    std::size_t length = 0;
    while (length < rest_.size() && !ends_word(rest_[length])) ++length;
    length = std::max<std::size_t>(length, 1);
    token.text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    if (token.role != QueryNode::Role::kOptional || token.field != Field::kText) return;
    if (token.text == "AND" || token.text == "&&") token.type = Token::Type::kAnd;
    if (token.text == "OR" || token.text == "||") token.type = Token::Type::kOr;
    if (token.text == "NOT") token.type = Token::Type::kNot;
  }

  std::string_view rest_;
  std::vector<QueryNote>& notes_;
};

// Recursive descent over the tokens; the depth is bounded.
class Parser {
 public:
  Parser(std::vector<Token> tokens, std::vector<QueryNote>& notes)
      : tokens_(std::move(tokens)), notes_(notes) {}

  QueryNode run() {
    QueryNode root = parse_sequence(0);
    while (position_ < tokens_.size()) {  // a ')' without its '('
      notes_.push_back(QueryNote::kUnbalancedParentheses);
      ++position_;
      QueryNode more = parse_sequence(0);
      for (QueryNode& child : more.children) append(root, std::move(child));
    }
    return root;
  }

 private:
  const Token* peek() const { return position_ < tokens_.size() ? &tokens_[position_] : nullptr; }
  bool peek_is(Token::Type type) const { return peek() != nullptr && peek()->type == type; }

  QueryNode parse_sequence(int depth) {
    QueryNode sequence;
    while (peek() != nullptr && !peek_is(Token::Type::kClose)) {
      std::optional<QueryNode> operand = parse_or(depth);
      if (operand) append(sequence, std::move(*operand));
    }
    return sequence;
  }

  // Neighbouring plain optional words become one node.
  static void append(QueryNode& sequence, QueryNode node) {
    const auto is_plain = [](const QueryNode& candidate) {
      return candidate.type == QueryNode::Type::kWords &&
             candidate.role == QueryNode::Role::kOptional && candidate.field == Field::kText;
    };
    if (!sequence.children.empty() && is_plain(sequence.children.back()) && is_plain(node)) {
      sequence.children.back().text += " " + node.text;
    } else {
      sequence.children.push_back(std::move(node));
    }
  }

  std::optional<QueryNode> parse_or(int depth) {
    return parse_joined(depth, Token::Type::kOr, QueryNode::Type::kOr);
  }

  // operand (operator operand)*, for OR over AND over single ones.
  std::optional<QueryNode> parse_joined(int depth, Token::Type separator, QueryNode::Type type) {
    const auto parse_part = [&] {
      return separator == Token::Type::kOr
                 ? parse_joined(depth, Token::Type::kAnd, QueryNode::Type::kAnd)
                 : parse_unary(depth);
    };
    std::optional<QueryNode> first = parse_part();
    if (!first || !peek_is(separator)) return first;
    QueryNode joined;
    joined.type = type;
    joined.role = first->role;
    first->role = QueryNode::Role::kOptional;
    joined.children.push_back(std::move(*first));
    while (peek_is(separator)) {
      ++position_;
      std::optional<QueryNode> next = parse_part();
      if (!next) {
        notes_.push_back(QueryNote::kDanglingOperator);
        break;
      }
      joined.children.push_back(std::move(*next));
    }
    return joined;
  }

  std::optional<QueryNode> parse_unary(int depth) {
    if (peek() == nullptr || peek_is(Token::Type::kClose)) return std::nullopt;
    Token token = tokens_[position_++];
    switch (token.type) {
      case Token::Type::kNot:
        return parse_not(depth);
      case Token::Type::kOpen:
        return parse_group(token, depth);
      case Token::Type::kAnd:
      case Token::Type::kOr:
        notes_.push_back(QueryNote::kDanglingOperator);
        return parse_unary(depth);
      default:
        if (token.text.empty()) return std::nullopt;
        return leaf(std::move(token));
    }
  }

  std::optional<QueryNode> parse_not(int depth) {
    if (depth >= kMaxDepth) return std::nullopt;
    std::optional<QueryNode> operand = parse_unary(depth + 1);
    if (!operand) {
      notes_.push_back(QueryNote::kDanglingOperator);
      return std::nullopt;
    }
    QueryNode node;
    node.type = QueryNode::Type::kNot;
    node.children.push_back(std::move(*operand));
    return node;
  }

  std::optional<QueryNode> parse_group(const Token& open, int depth) {
    if (depth >= kMaxDepth) {
      notes_.push_back(QueryNote::kTooDeep);
      return parse_unary(depth);
    }
    QueryNode group = parse_sequence(depth + 1);
    group.role = open.role;
    if (peek_is(Token::Type::kClose)) {
      ++position_;
    } else {
      notes_.push_back(QueryNote::kUnbalancedParentheses);
    }
    if (open.field != Field::kText) give_field(group, open.field);
    if (group.children.empty()) return std::nullopt;
    return group;
  }

  static void give_field(QueryNode& node, Field field) {
    if (node.field == Field::kText) node.field = field;
    for (QueryNode& child : node.children) give_field(child, field);
  }

  static QueryNode leaf(Token token) {
    QueryNode node;
    node.role = token.role;
    node.field = token.field;
    node.text = std::move(token.text);
    node.type =
        token.type == Token::Type::kPhrase ? QueryNode::Type::kPhrase : QueryNode::Type::kWords;
    const bool is_prefix =
        node.type == QueryNode::Type::kWords && node.text.size() > 1 && node.text.back() == '*';
    if (is_prefix) {
      node.type = QueryNode::Type::kPrefix;
      node.text.pop_back();
    }
    return node;
  }

  std::vector<Token> tokens_;
  std::size_t position_ = 0;
  std::vector<QueryNote>& notes_;
};

// At most kMaxBytes, cut where a character begins.
std::string_view bounded(std::string_view text) {
  if (text.size() <= kMaxBytes) return text;
  std::size_t length = kMaxBytes;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
  return text.substr(0, length);
}

}  // namespace

std::string_view name_of(QueryNote note) { return kNoteNames[static_cast<std::size_t>(note)]; }

ParsedQuery parse_query(std::string_view text) {
  ParsedQuery parsed;
  const std::string_view read = bounded(text);
  if (read.size() < text.size()) parsed.notes.push_back(QueryNote::kTooLong);
  const std::string plain = with_plain_forms(read);
  std::vector<Token> tokens = Lexer(plain, parsed.notes).run();
  parsed.root = Parser(std::move(tokens), parsed.notes).run();
  std::sort(parsed.notes.begin(), parsed.notes.end());
  parsed.notes.erase(std::unique(parsed.notes.begin(), parsed.notes.end()), parsed.notes.end());
  return parsed;
}

}  // namespace isthmus::search
