#include "engine/search/query_plan.h"

#include <algorithm>
#include <map>

#include "engine/text/analysis.h"
#include "schema/record.h"
#include "schema/terms.h"

namespace isthmus::search {
namespace {

using index::Op;
using index::Query;
using text::Atom;
using text::AtomClass;

// Weights beside 1 for a stem or a Han bigram. Chosen on the public reference collections
// (docs/performance.md).
constexpr double kHanCharacterWeight = 0.3;
constexpr double kHanWordWeight = 0.5;
constexpr double kHanRunBonus = 0.3;
constexpr double kCodeWeight = 2;

// More terms than this in one query cost more than they tell.
constexpr std::size_t kMaxTerms = 256;
// Nobody quotes a longer run in full, and looking for one costs a posting list a character.
constexpr std::size_t kMaxBonusRun = 64;
// Letters of a code's part that make it a word worth searching by itself ("omega" of "omega-3").
constexpr std::size_t kMinCodePart = 3;

std::string_view prefix_of(Field field) {
  switch (field) {
    case Field::kTitle:
      return terms::kTitle;
    case Field::kAuthor:
      return terms::kAuthor;
    case Field::kKeyword:
      return terms::kKeyword;
    default:
      return "";
  }
}

std::string_view filter_prefix_of(Field field) {
  switch (field) {
    case Field::kOrganisation:
      return terms::kOrganisation;
    case Field::kKind:
      return terms::kKind;
    case Field::kSide:
      return terms::kSide;
    case Field::kLanguage:
      return terms::kLanguage;
    case Field::kProgramme:
      return terms::kProgramme;
    case Field::kCollection:
      return terms::kCollection;
    default:
      return "";
  }
}

std::string stem_term(Field field, const Atom& atom) {
  return terms::term(std::string(terms::kStem) + std::string(prefix_of(field)),
                     text::stem(atom.text));
}

// One text of the query in one field, and the three ways to search for it.
class TextExpansion {
 public:
  TextExpansion(std::string_view text, Field field)
      : field_(field), analysis_(text::analyse_query(text)) {
    mark_codes();
  }

  Query ranked() {
    const bool keeps_stop_words = has_only_stop_words();
    for (const text::Code& code : widest_codes_) add_code(code);
    for (std::size_t i = 0; i < analysis_.atoms.size(); ++i) {
      const Atom& atom = analysis_.atoms[i];
      if (in_code_[i]) continue;
      if (atom.atom_class == AtomClass::kHan) {
        i = add_han_run(i);
      } else if (keeps_stop_words || !text::is_stop_word(atom.text)) {
        add(stem_term(field_, atom), 1);
      }
    }
    add_han_words();
    return combined();
  }

  Query required() const {
    std::vector<Query> parts;
    for (const text::Code& code : widest_codes_)
      parts.push_back(Query::of_term(terms::term(terms::kCode, code.text), kCodeWeight));
    for (std::size_t i = 0; i < analysis_.atoms.size(); ++i) {
      if (in_code_[i]) continue;
      if (analysis_.atoms[i].atom_class == AtomClass::kWord) {
        parts.push_back(Query::of_term(stem_term(field_, analysis_.atoms[i])));
        continue;
      }
      const std::size_t end = end_of_han_run(i);
      for (const auto& [first, count] : han_pieces(i, end))
        parts.push_back(weighted_phrase(first, first + count));
      i = end - 1;
    }
    return all_of(std::move(parts));
  }

  // A code as a whole, in any of its writings; otherwise every atom at its place.
  Query exact() const {
    const bool is_code =
        widest_codes_.size() == 1 && widest_codes_.front().atom_count == analysis_.atoms.size();
    if (is_code)
      return Query::of_term(terms::term(terms::kCode, widest_codes_.front().text), kCodeWeight);
    return phrase(0, analysis_.atoms.size());
  }

  // A phrase ranked by its words.
  Query exact_ranked() {
    Query filter = exact();
    if (filter.empty()) return filter;
    Query rank = ranked();
    if (rank.empty()) return filter;
    return Query::of(Op::kFilter, {all_maybe(std::move(rank)), std::move(filter)});
  }

  void collect_highlights(std::vector<std::string>& highlighted) const {
    for (std::size_t i = 0; i < analysis_.atoms.size(); ++i) {
      const Atom& atom = analysis_.atoms[i];
      if (atom.atom_class == AtomClass::kWord) {
        if (!text::is_stop_word(atom.text)) highlighted.push_back(text::stem(atom.text));
      } else if (joins_next(i)) {
        highlighted.push_back(atom.text + analysis_.atoms[i + 1].text);
      } else if (i == 0 || !joins_next(i - 1)) {
        highlighted.push_back(atom.text);
      }
    }
    for (const text::Code& code : analysis_.codes) highlighted.push_back(code.text);
  }

 private:
  // Of overlapping codes the longest ones stand for their atoms.
  void mark_codes() {
    in_code_.assign(analysis_.atoms.size(), false);
    std::vector<text::Code> codes = analysis_.codes;
    std::stable_sort(codes.begin(), codes.end(), [](const text::Code& a, const text::Code& b) {
      return a.atom_count > b.atom_count;
    });
    for (const text::Code& code : codes) {
      const auto first = in_code_.begin() + code.first_atom;
      if (std::find(first, first + code.atom_count, true) != first + code.atom_count) continue;
      std::fill(first, first + code.atom_count, true);
      widest_codes_.push_back(code);
    }
  }

  bool has_only_stop_words() const {
    return std::all_of(analysis_.atoms.begin(), analysis_.atoms.end(), [](const Atom& atom) {
      return atom.atom_class == AtomClass::kWord && text::is_stop_word(atom.text);
    });
  }

  void add(std::string term, double weight) {
    if (weights_.size() < kMaxTerms || weights_.contains(term)) weights_[std::move(term)] += weight;
  }

  void add_code(const text::Code& code) {
    add(terms::term(terms::kCode, code.text), kCodeWeight);
    for (std::size_t i = code.first_atom; i < code.first_atom + code.atom_count; ++i) {
      const std::string& part = analysis_.atoms[i].text;
      const bool is_word =
          part.size() >= kMinCodePart &&
          std::none_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (is_word) add(stem_term(field_, analysis_.atoms[i]), 1);
    }
  }

  bool joins_next(std::size_t i) const {
    return i + 1 < analysis_.atoms.size() && analysis_.atoms[i].atom_class == AtomClass::kHan &&
           analysis_.atoms[i + 1].atom_class == AtomClass::kHan && analysis_.atoms[i + 1].glued;
  }

  std::size_t end_of_han_run(std::size_t first) const {
    std::size_t end = first;
    while (joins_next(end)) ++end;
    return end + 1;
  }

  std::string bigram(std::size_t i) const {
    return terms::term(prefix_of(field_), analysis_.atoms[i].text + analysis_.atoms[i + 1].text);
  }
  std::string character(std::size_t i) const {
    return terms::term(prefix_of(field_), analysis_.atoms[i].text);
  }

  // Adds the run that begins at `first`; gives its last atom.
  std::size_t add_han_run(std::size_t first) {
    const std::size_t end = end_of_han_run(first);
    for (std::size_t i = first; i < end; ++i) {
      // A single character says little: beside others it only helps to rank what they match.
      if (end - first == 1) {
        add(character(i), 1);
      } else if (bonuses_.size() < kMaxTerms) {
        bonuses_.push_back(Query::of_term(character(i), kHanCharacterWeight));
      }
      if (i + 1 < end) add(bigram(i), 1);
    }
    if (end - first > 2 && end - first <= kMaxBonusRun)
      bonuses_.push_back(
          Query::of(Op::kFilter, {any_bigram(first, end), phrase(first, end)}, kHanRunBonus));
    return end - 1;
  }

  void add_han_words() {
    for (const text::HanWord& word : analysis_.words) {
      if (word.atom_count > 2) add(terms::term(prefix_of(field_), word.text), kHanWordWeight);
    }
  }

  Query any_bigram(std::size_t first, std::size_t end) const {
    std::vector<Query> bigrams;
    for (std::size_t i = first; i + 1 < end; ++i) bigrams.push_back(Query::of_term(bigram(i)));
    return Query::of(Op::kOr, std::move(bigrams));
  }

  // The words of a Han run as segmentation finds them, and the characters between them: [first,
  // count].
  std::vector<std::pair<std::size_t, std::size_t>> han_pieces(std::size_t first,
                                                              std::size_t end) const {
    std::vector<std::pair<std::size_t, std::size_t>> pieces;
    std::size_t next = first;
    for (const text::HanWord& word : analysis_.words) {
      if (word.first_atom < next || word.first_atom >= end) continue;
      for (; next < word.first_atom; ++next) pieces.emplace_back(next, 1);
      pieces.emplace_back(word.first_atom, word.atom_count);
      next = word.first_atom + word.atom_count;
    }
    for (; next < end; ++next) pieces.emplace_back(next, 1);
    return pieces;
  }

  // Atoms [first, end) of one Han run, adjacent, with the weight of their bigrams.
  Query weighted_phrase(std::size_t first, std::size_t end) const {
    if (end - first == 1) return Query::of_term(character(first));
    if (end - first == 2) return Query::of_term(bigram(first));
    return Query::of(Op::kFilter, {any_bigram(first, end), phrase(first, end)});
  }

  // A Han character stands at its place as the bigram with the next one, the last of a run as
  // itself.
  Query phrase(std::size_t first, std::size_t end) const {
    std::vector<Query> places;
    for (std::size_t i = first; i < end; ++i) {
      const bool is_last_of_bigram = i + 1 == end && i > first && joins_next(i - 1);
      if (is_last_of_bigram) break;
      const bool is_bigram = i + 1 < end && joins_next(i);
      const Atom& atom = analysis_.atoms[i];
      places.push_back(
          Query::of_term(is_bigram ? bigram(i) : terms::term(prefix_of(field_), atom.text)));
    }
    if (places.empty()) return {};
    return Query::of(Op::kPhrase, std::move(places));
  }

  Query combined() const {
    std::vector<Query> parts;
    for (const auto& [term, weight] : weights_) parts.push_back(Query::of_term(term, weight));
    if (parts.empty()) return {};
    Query words =
        parts.size() == 1 ? std::move(parts.front()) : Query::of(Op::kOr, std::move(parts));
    if (bonuses_.empty()) return words;
    std::vector<Query> with_bonus = {std::move(words)};
    with_bonus.insert(with_bonus.end(), bonuses_.begin(), bonuses_.end());
    return Query::of(Op::kAndMaybe, std::move(with_bonus));
  }

  static Query all_of(std::vector<Query> parts) {
    if (parts.empty()) return {};
    if (parts.size() == 1) return std::move(parts.front());
    return Query::of(Op::kAnd, std::move(parts));
  }

  // Every document, with the ranking of `rank` where it matches: what a filter narrows.
  static Query all_maybe(Query rank) {
    return Query::of(Op::kAndMaybe, {Query::all(), std::move(rank)});
  }

  Field field_;
  text::Analysis analysis_;
  std::vector<bool> in_code_;
  std::vector<text::Code> widest_codes_;
  std::map<std::string, double> weights_;
  std::vector<Query> bonuses_;
};

enum class Context : std::uint8_t { kRanked, kRequired, kExact };

class Planner {
 public:
  explicit Planner(QueryPlan& plan) : plan_(plan) {}

  Query lower(const QueryNode& node, Context context) {
    switch (node.type) {
      case QueryNode::Type::kWords:
      case QueryNode::Type::kPhrase:
        return lower_text(node, context);
      case QueryNode::Type::kPrefix:
        return lower_prefix(node);
      case QueryNode::Type::kAnd:
        return lower_and(node);
      case QueryNode::Type::kOr:
        return lower_or(node, context);
      case QueryNode::Type::kNot:
        return Query::of(Op::kAndNot,
                         {Query::all(), lower(node.children.front(), Context::kExact)});
      case QueryNode::Type::kSequence:
        return lower_sequence(node, context);
    }
    return {};
  }

 private:
  Query lower_text(const QueryNode& node, Context context) {
    if (node.field == Field::kYear) return lower_year(node.text);
    if (const std::string_view prefix = filter_prefix_of(node.field); !prefix.empty()) {
      Query filter = Query::of_term(terms::term(prefix, node.text), 0);
      return filter;
    }
    TextExpansion expansion(node.text, node.field);
    if (context != Context::kExact) expansion.collect_highlights(plan_.highlighted);
    if (node.type == QueryNode::Type::kPhrase)
      return context == Context::kExact ? expansion.exact() : expansion.exact_ranked();
    if (context == Context::kExact) return expansion.exact();
    return context == Context::kRequired ? expansion.required() : expansion.ranked();
  }

  Query lower_prefix(const QueryNode& node) {
    const std::vector<Atom> atoms = text::split_atoms(node.text);
    if (atoms.empty()) return {};
    Query prefix = Query::of_term(terms::term(prefix_of(node.field), atoms.back().text));
    prefix.op = Op::kPrefix;
    return prefix;
  }

  // "2019", "2019..2023", "2019..", "..2023"; anything else matches nothing that has a date.
  static Query lower_year(std::string_view text) {
    const std::size_t dots = text.find("..");
    const std::string from(text.substr(0, dots));
    const std::string to(dots == std::string_view::npos ? text : text.substr(dots + 2));
    Query range;
    range.op = Op::kDateRange;
    if (!from.empty()) range.term = from + "0000";
    if (!to.empty()) range.upper = to + "9999";
    return range;
  }

  Query lower_and(const QueryNode& node) {
    std::vector<Query> wanted;
    std::vector<Query> unwanted;
    for (const QueryNode& child : node.children) {
      const bool is_not = child.type == QueryNode::Type::kNot;
      Query lowered = is_not ? lower(child.children.front(), Context::kExact)
                             : lower(child, Context::kRequired);
      if (!lowered.empty()) (is_not ? unwanted : wanted).push_back(std::move(lowered));
    }
    if (wanted.empty() && unwanted.empty()) return {};
    return without(wanted.empty() ? Query::all() : joined(Op::kAnd, std::move(wanted)),
                   std::move(unwanted));
  }

  Query lower_or(const QueryNode& node, Context context) {
    std::vector<Query> parts;
    for (const QueryNode& child : node.children) {
      Query lowered = lower(child, context == Context::kRanked ? Context::kRequired : context);
      if (!lowered.empty()) parts.push_back(std::move(lowered));
    }
    return joined(Op::kOr, std::move(parts));
  }

  // Conditions on facets narrow whatever stands beside them.
  static bool is_condition(const QueryNode& node) {
    return !filter_prefix_of(node.field).empty() || node.field == Field::kYear;
  }

  Query lower_sequence(const QueryNode& node, Context context) {
    std::vector<Query> optional;
    std::vector<Query> required;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      const bool is_not = child.type == QueryNode::Type::kNot;
      const bool is_excluded = is_not || child.role == QueryNode::Role::kExcluded;
      const bool is_required = child.role == QueryNode::Role::kRequired ||
                               (is_condition(child) && child.type != QueryNode::Type::kSequence);
      Query lowered = is_excluded ? lower(is_not ? child.children.front() : child, Context::kExact)
                      : is_required ? lower(child, Context::kRequired)
                                    : lower(child, context);
      if (lowered.empty()) continue;
      (is_excluded ? excluded : is_required ? required : optional).push_back(std::move(lowered));
    }
    return with_roles(std::move(optional), std::move(required), std::move(excluded), context);
  }

  Query with_roles(std::vector<Query> optional, std::vector<Query> required,
                   std::vector<Query> excluded, Context context) {
    if (optional.empty() && required.empty() && excluded.empty()) return {};
    Query positive;
    if (required.empty()) {
      const Op op = context == Context::kRequired ? Op::kAnd : Op::kOr;
      positive = optional.empty() ? Query::all() : joined(op, std::move(optional));
      if (positive.op == Op::kAll) plan_.notes.push_back(QueryNote::kOnlyExcluded);
    } else {
      std::vector<Query> parts = {joined(Op::kAnd, std::move(required))};
      const bool adds_weight = !optional.empty();
      if (adds_weight) parts.push_back(joined(Op::kOr, std::move(optional)));
      // Beside conditions that carry no weight the words decide what matches; beside required words
      // they only rank.
      positive = !adds_weight ? std::move(parts.front())
                 : is_weightless(parts[0])
                     ? Query::of(Op::kFilter, {std::move(parts[1]), std::move(parts[0])})
                     : Query::of(Op::kAndMaybe, std::move(parts));
    }
    return without(std::move(positive), std::move(excluded));
  }

  static bool is_weightless(const Query& query) {
    if (query.op == Op::kTerm) return query.weight == 0;
    return query.op == Op::kDateRange ||
           (!query.children.empty() &&
            std::all_of(query.children.begin(), query.children.end(), is_weightless));
  }

  static Query without(Query positive, std::vector<Query> unwanted) {
    if (unwanted.empty()) return positive;
    std::vector<Query> children = {std::move(positive)};
    for (Query& query : unwanted) children.push_back(std::move(query));
    return Query::of(Op::kAndNot, std::move(children));
  }

  static Query joined(Op op, std::vector<Query> parts) {
    if (parts.empty()) return {};
    if (parts.size() == 1) return std::move(parts.front());
    return Query::of(op, std::move(parts));
  }

  QueryPlan& plan_;
};

void add_filter(std::vector<Query>& conditions, std::string_view prefix,
                const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::vector<Query> alternatives;
  for (const std::string& value : values)
    alternatives.push_back(Query::of_term(terms::term(prefix, value), 0));
  conditions.push_back(alternatives.size() == 1 ? std::move(alternatives.front())
                                                : Query::of(Op::kOr, std::move(alternatives)));
}

std::string year_key(int year, std::string_view rest) {
  std::string text = std::to_string(std::clamp(year, 0, 9999));
  return std::string(4 - text.size(), '0') + text + std::string(rest);
}

std::vector<Query> conditions_of(const Filters& filters) {
  std::vector<Query> conditions;
  add_filter(conditions, terms::kSide, filters.side);
  add_filter(conditions, terms::kKind, filters.kind);
  add_filter(conditions, terms::kOrganisation, filters.organisation);
  add_filter(conditions, terms::kProgramme, filters.programme);
  add_filter(conditions, terms::kLanguage, filters.language);
  add_filter(conditions, terms::kCollection, filters.collection);
  if (filters.year_from || filters.year_to) {
    Query range;
    range.op = Op::kDateRange;
    if (filters.year_from) range.term = year_key(*filters.year_from, "0000");
    if (filters.year_to) range.upper = year_key(*filters.year_to, "9999");
    conditions.push_back(std::move(range));
  }
  return conditions;
}

}  // namespace

QueryPlan plan_query(std::string_view text, const Filters& filters) {
  QueryPlan plan;
  ParsedQuery parsed = parse_query(text);
  plan.notes = std::move(parsed.notes);
  plan.query = Planner(plan).lower(parsed.root, Context::kRanked);
  plan.is_browsing = parsed.root.children.empty();
  if (plan.is_browsing) plan.query = Query::all();
  std::vector<Query> conditions = conditions_of(filters);
  if (!conditions.empty()) {
    conditions.insert(conditions.begin(), std::move(plan.query));
    plan.query = Query::of(Op::kFilter, std::move(conditions));
  }
  std::sort(plan.highlighted.begin(), plan.highlighted.end());
  plan.highlighted.erase(std::unique(plan.highlighted.begin(), plan.highlighted.end()),
                         plan.highlighted.end());
  return plan;
}

}  // namespace isthmus::search
