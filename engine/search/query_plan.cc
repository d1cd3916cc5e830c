#include "engine/search/query_plan.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "engine/search/text_expansion.h"
#include "engine/text/analysis.h"
#include "schema/record.h"
#include "schema/terms.h"

namespace isthmus::search {
namespace {

using index::Op;
using index::Query;
using text::Atom;
using text::AtomClass;

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

enum class Context : std::uint8_t { kRanked, kRequired, kExact };

class Planner {
 public:
  // Finds terms of lexicons with `find`, when it is not empty.
  using Find = std::function<Result<std::vector<lexicon::Found>>(const text::Analysis& analysis)>;
  Planner(QueryPlan& plan, Find find) : plan_(plan), find_(std::move(find)) {}

  // Of reading the lexicons; what was lowered then is incomplete.
  const std::optional<Error>& failure() const { return failure_; }

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
      return Query::of_term(terms::term(prefix, node.text), 0);
    }
    text::Analysis analysis = text::analyse_query(node.text);
    std::vector<lexicon::Found> terms;
    if (node.type == QueryNode::Type::kWords && context != Context::kExact)
      terms = terms_in(analysis);
    TextExpansion expansion(std::move(analysis), node.field, std::move(terms));
    note_terms(expansion.terms());
    if (context != Context::kExact) expansion.collect_highlights(plan_.highlighted);
    if (node.type == QueryNode::Type::kPhrase)
      return context == Context::kExact ? expansion.exact() : expansion.exact_ranked();
    if (context == Context::kExact) return expansion.exact();
    return context == Context::kRequired ? expansion.required() : expansion.ranked();
  }

  std::vector<lexicon::Found> terms_in(const text::Analysis& analysis) {
    if (!find_ || failure_) return {};
    Result<std::vector<lexicon::Found>> found = find_(analysis);
    if (found) return *std::move(found);
    failure_ = std::move(found).error();
    return {};
  }

  void note_terms(const std::vector<lexicon::Found>& terms) {
    for (const lexicon::Found& term : terms) {
      const bool is_known =
          std::any_of(plan_.terms.begin(), plan_.terms.end(),
                      [&](const lexicon::Found& known) { return known.text == term.text; });
      if (!is_known) plan_.terms.push_back(term);
    }
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
    range.op = Op::kYears;
    range.term = from;
    range.upper = to;
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
    return without(wanted.empty() ? Query::all() : Query::joined(Op::kAnd, std::move(wanted)),
                   std::move(unwanted));
  }

  Query lower_or(const QueryNode& node, Context context) {
    std::vector<Query> parts;
    for (const QueryNode& child : node.children) {
      Query lowered = lower(child, context == Context::kRanked ? Context::kRequired : context);
      if (!lowered.empty()) parts.push_back(std::move(lowered));
    }
    return Query::joined(Op::kOr, std::move(parts));
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
      positive = optional.empty() ? Query::all() : Query::joined(op, std::move(optional));
      if (positive.op == Op::kAll) plan_.notes.push_back(QueryNote::kOnlyExcluded);
    } else {
      std::vector<Query> parts = {Query::joined(Op::kAnd, std::move(required))};
      const bool adds_weight = !optional.empty();
      if (adds_weight) parts.push_back(Query::joined(Op::kOr, std::move(optional)));
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
    return query.op == Op::kYears ||
           (!query.children.empty() &&
            std::all_of(query.children.begin(), query.children.end(), is_weightless));
  }

  static Query without(Query positive, std::vector<Query> unwanted) {
    if (unwanted.empty()) return positive;
    std::vector<Query> children = {std::move(positive)};
    for (Query& query : unwanted) children.push_back(std::move(query));
    return Query::of(Op::kAndNot, std::move(children));
  }

  QueryPlan& plan_;
  Find find_;
  std::optional<Error> failure_;
};

void add_filter(std::vector<Query>& conditions, std::string_view prefix,
                const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::vector<Query> alternatives;
  for (const std::string& value : values)
    alternatives.push_back(Query::of_term(terms::term(prefix, value), 0));
  conditions.push_back(Query::joined(Op::kOr, std::move(alternatives)));
}

std::string year_key(int year) {
  std::string text = std::to_string(std::clamp(year, 0, 9999));
  return std::string(4 - text.size(), '0') + text;
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
    range.op = Op::kYears;
    if (filters.year_from) range.term = year_key(*filters.year_from);
    if (filters.year_to) range.upper = year_key(*filters.year_to);
    conditions.push_back(std::move(range));
  }
  return conditions;
}

std::string plain_text_of(const QueryNode& root) {
  if (root.children.size() != 1) return {};
  const QueryNode& only = root.children.front();
  const bool is_plain = only.type == QueryNode::Type::kWords && only.field == Field::kText &&
                        only.role == QueryNode::Role::kOptional;
  return is_plain ? only.text : std::string();
}

Result<QueryPlan> plan_with(std::string_view text, const Filters& filters, Planner::Find find) {
  QueryPlan plan;
  ParsedQuery parsed = parse_query(text);
  plan.notes = std::move(parsed.notes);
  Planner planner(plan, std::move(find));
  plan.query = planner.lower(parsed.root, Context::kRanked);
  if (planner.failure()) return *planner.failure();
  plan.is_browsing = parsed.root.children.empty();
  plan.plain_text = plain_text_of(parsed.root);
  if (plan.is_browsing) plan.query = Query::all();
  std::vector<Query> conditions = conditions_of(filters);
  if (!conditions.empty()) {
    plan.conditions = Query::joined(Op::kAnd, conditions);
    conditions.insert(conditions.begin(), std::move(plan.query));
    plan.query = Query::of(Op::kFilter, std::move(conditions));
  }
  std::sort(plan.highlighted.begin(), plan.highlighted.end());
  plan.highlighted.erase(std::unique(plan.highlighted.begin(), plan.highlighted.end()),
                         plan.highlighted.end());
  return plan;
}

}  // namespace

QueryPlan plan_query(std::string_view text, const Filters& filters) {
  return plan_with(text, filters, {}).value();
}

Result<QueryPlan> plan_query(std::string_view text, const Filters& filters,
                             const store::View& lexicons, const lexicon::IsInUse& is_in_use) {
  const std::vector<Lexicon> all = TRY(lexicon::all(lexicons));
  if (all.empty()) return plan_query(text, filters);
  return plan_with(text, filters, [&](const text::Analysis& analysis) {
    return lexicon::find_terms(lexicons, all, analysis, is_in_use);
  });
}

}  // namespace isthmus::search
