#include "engine/search/text_expansion.h"

#include <algorithm>

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

// What a lexicon has for one term; further ones are left out.
constexpr std::size_t kMaxAlternatives = 24;

// More terms than this in one query cost more than they tell.
constexpr std::size_t kMaxTerms = 256;
// Nobody quotes a longer run in full, and looking for one costs a posting list a character.
constexpr std::size_t kMaxBonusRun = 64;
// Letters of a code's part that make it a word worth searching by itself ("omega" of "omega-3").
constexpr std::size_t kMinCodePart = 3;

std::string stem_term(Field field, const Atom& atom) {
  return terms::term(std::string(terms::kStem) + std::string(prefix_of(field)),
                     text::stem(atom.text));
}

}  // namespace

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

TextExpansion::TextExpansion(text::Analysis analysis, Field field,
                             std::vector<lexicon::Found> terms)
    : field_(field), analysis_(std::move(analysis)), terms_(std::move(terms)) {
  mark_codes();
  std::erase_if(terms_, [&](const lexicon::Found& term) {
    const auto first = in_code_.begin() + static_cast<std::ptrdiff_t>(term.first);
    const auto end = first + static_cast<std::ptrdiff_t>(term.count);
    return std::find(first, end, true) != end;
  });
}

Query TextExpansion::ranked() {
  const bool keeps_stop_words = has_only_stop_words();
  for (const text::Code& code : widest_codes_) add_code(code);
  for (std::size_t i = 0; i < analysis_.atoms.size(); ++i) {
    const Atom& atom = analysis_.atoms[i];
    if (in_code_[i]) continue;
    if (atom.atom_class == AtomClass::kHan) {
      i = add_han_run(i);
    } else if (is_inside_term(i, 1)) {
      continue;
    } else if (keeps_stop_words || !text::is_stop_word(atom.text)) {
      add(stem_term(field_, atom), 1);
    }
  }
  for (const lexicon::Found& term : terms_) add_term(term);
  add_han_words();
  return combined();
}

Query TextExpansion::required() const {
  std::vector<Query> parts;
  for (const text::Code& code : widest_codes_)
    parts.push_back(Query::of_term(terms::term(terms::kCode, code.text), kCodeWeight));
  for (std::size_t i = 0; i < analysis_.atoms.size(); ++i) {
    if (in_code_[i]) continue;
    if (const lexicon::Found* term = term_at(i)) {
      parts.push_back(required_term(*term));
      i = term->first + term->count - 1;
      continue;
    }
    if (analysis_.atoms[i].atom_class == AtomClass::kWord) {
      parts.push_back(Query::of_term(stem_term(field_, analysis_.atoms[i])));
      continue;
    }
    const std::size_t end = end_of_piece_run(i);
    for (const auto& [first, count] : han_pieces(i, end))
      parts.push_back(weighted_phrase(first, first + count));
    i = end - 1;
  }
  return Query::joined(Op::kAnd, std::move(parts));
}

// A code as a whole, in any of its writings; otherwise every atom at its place.
Query TextExpansion::exact() const {
  const bool is_code =
      widest_codes_.size() == 1 && widest_codes_.front().atom_count == analysis_.atoms.size();
  if (is_code)
    return Query::of_term(terms::term(terms::kCode, widest_codes_.front().text), kCodeWeight);
  return phrase(0, analysis_.atoms.size());
}

// A phrase ranked by its words.
Query TextExpansion::exact_ranked() {
  Query filter = exact();
  if (filter.empty()) return filter;
  Query rank = ranked();
  if (rank.empty()) return filter;
  return Query::of(Op::kFilter, {all_maybe(std::move(rank)), std::move(filter)});
}

void TextExpansion::collect_highlights(std::vector<std::string>& highlighted) const {
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
  for (const lexicon::Found& term : terms_) {
    for (const std::string& text : term.alternatives)
      TextExpansion(text::analyse_query(text), field_, {}).collect_highlights(highlighted);
  }
}

// Of overlapping codes the longest ones stand for their atoms.
void TextExpansion::mark_codes() {
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

bool TextExpansion::has_only_stop_words() const {
  return std::all_of(analysis_.atoms.begin(), analysis_.atoms.end(), [](const Atom& atom) {
    return atom.atom_class == AtomClass::kWord && text::is_stop_word(atom.text);
  });
}

void TextExpansion::add(std::string term, double weight) {
  if (weights_.size() < kMaxTerms || weights_.contains(term)) weights_[std::move(term)] += weight;
}

void TextExpansion::add_code(const text::Code& code) {
  add(terms::term(terms::kCode, code.text), kCodeWeight);
  for (std::size_t i = code.first_atom; i < code.first_atom + code.atom_count; ++i) {
    const std::string& part = analysis_.atoms[i].text;
    const bool is_word =
        part.size() >= kMinCodePart &&
        std::none_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_word) add(stem_term(field_, analysis_.atoms[i]), 1);
  }
}

bool TextExpansion::joins_next(std::size_t i) const {
  return i + 1 < analysis_.atoms.size() && analysis_.atoms[i].atom_class == AtomClass::kHan &&
         analysis_.atoms[i + 1].atom_class == AtomClass::kHan && analysis_.atoms[i + 1].glued;
}

std::size_t TextExpansion::end_of_han_run(std::size_t first) const {
  std::size_t end = first;
  while (joins_next(end)) ++end;
  return end + 1;
}

// As far as no term of a lexicon begins.
std::size_t TextExpansion::end_of_piece_run(std::size_t first) const {
  std::size_t end = first + 1;
  while (end < end_of_han_run(first) && term_at(end) == nullptr) ++end;
  return end;
}

const lexicon::Found* TextExpansion::term_at(std::size_t first) const {
  for (const lexicon::Found& term : terms_) {
    if (term.first == first) return &term;
  }
  return nullptr;
}

bool TextExpansion::is_inside_term(std::size_t first, std::size_t count) const {
  return std::any_of(terms_.begin(), terms_.end(), [&](const lexicon::Found& term) {
    return term.first <= first && first + count <= term.first + term.count;
  });
}

std::string TextExpansion::bigram(std::size_t i) const {
  return terms::term(prefix_of(field_), analysis_.atoms[i].text + analysis_.atoms[i + 1].text);
}

std::string TextExpansion::character(std::size_t i) const {
  return terms::term(prefix_of(field_), analysis_.atoms[i].text);
}

// Adds the run that begins at `first`; gives its last atom.
std::size_t TextExpansion::add_han_run(std::size_t first) {
  const std::size_t end = end_of_han_run(first);
  for (std::size_t i = first; i < end; ++i) {
    // A single character says little: beside others it only helps to rank what they match.
    if (end - first == 1) {
      if (!is_inside_term(i, 1)) add(character(i), 1);
    } else if (bonuses_.size() < kMaxTerms) {
      bonuses_.push_back(Query::of_term(character(i), kHanCharacterWeight));
    }
    if (i + 1 < end && !is_inside_term(i, 2)) add(bigram(i), 1);
  }
  if (end - first > 2 && end - first <= kMaxBonusRun)
    bonuses_.push_back(
        Query::of(Op::kFilter, {any_bigram(first, end), phrase(first, end)}, kHanRunBonus));
  return end - 1;
}

void TextExpansion::add_han_words() {
  for (const text::HanWord& word : analysis_.words) {
    if (word.atom_count > 2) add(terms::term(prefix_of(field_), word.text), kHanWordWeight);
  }
}

Query TextExpansion::any_bigram(std::size_t first, std::size_t end) const {
  std::vector<Query> bigrams;
  for (std::size_t i = first; i + 1 < end; ++i) bigrams.push_back(Query::of_term(bigram(i)));
  return Query::of(Op::kOr, std::move(bigrams));
}

// The words of a Han run as segmentation finds them, and the characters between them: [first,
// count].
std::vector<std::pair<std::size_t, std::size_t>> TextExpansion::han_pieces(std::size_t first,
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
Query TextExpansion::weighted_phrase(std::size_t first, std::size_t end) const {
  if (end - first == 1) return Query::of_term(character(first));
  if (end - first == 2) return Query::of_term(bigram(first));
  return Query::of(Op::kFilter, {any_bigram(first, end), phrase(first, end)});
}

// A Han character stands at its place as the bigram with the next one, the last of a run as
// itself.
Query TextExpansion::phrase(std::size_t first, std::size_t end) const {
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

void TextExpansion::add_term(const lexicon::Found& term) {
  std::vector<Query> parts = parts_of(term.first, term.first + term.count);
  if (parts.empty()) return;
  const bool is_one = parts.size() == 1;
  if (!is_one) {
    for (const Query& part : parts) add(part.term, 1);
  }
  std::vector<Query> any = {Query::joined(Op::kAnd, std::move(parts))};
  for (const std::string& text : term.alternatives) {
    if (any.size() > kMaxAlternatives) break;
    Query query = Query::joined(Op::kAnd, parts_of(text, field_));
    if (!query.empty() && std::find(any.begin(), any.end(), query) == any.end())
      any.push_back(std::move(query));
  }
  if (any.size() > 1) {
    Query query = Query::of(Op::kSynonym, std::move(any));
    // A term that a long query repeats counts once.
    if (std::find(alternatives_.begin(), alternatives_.end(), query) == alternatives_.end())
      alternatives_.push_back(std::move(query));
  } else if (is_one) {
    add(any.front().term, 1);
  }
}

std::vector<Query> TextExpansion::parts_of(std::string_view text, Field field) {
  const TextExpansion expansion(text::analyse_query(text), field, {});
  return expansion.parts_of(0, expansion.analysis_.atoms.size());
}

// Stems without function words, and pairs of Han characters; single ones where nothing follows.
std::vector<Query> TextExpansion::parts_of(std::size_t first, std::size_t end) const {
  std::vector<Query> parts;
  for (std::size_t i = first; i < end; ++i) {
    const Atom& atom = analysis_.atoms[i];
    if (atom.atom_class == AtomClass::kWord) {
      if (!text::is_stop_word(atom.text)) parts.push_back(Query::of_term(stem_term(field_, atom)));
    } else if (i + 1 < end && joins_next(i)) {
      parts.push_back(Query::of_term(bigram(i)));
    } else if (i == first || !joins_next(i - 1)) {
      parts.push_back(Query::of_term(character(i)));
    }
  }
  return parts;
}

Query TextExpansion::required_term(const lexicon::Found& term) const {
  std::vector<Query> own;
  for (std::size_t i = term.first; i < term.first + term.count; ++i) {
    if (analysis_.atoms[i].atom_class == AtomClass::kWord) {
      own.push_back(Query::of_term(stem_term(field_, analysis_.atoms[i])));
      continue;
    }
    const std::size_t end = std::min(end_of_han_run(i), term.first + term.count);
    own.push_back(weighted_phrase(i, end));
    i = end - 1;
  }
  std::vector<Query> any = {Query::joined(Op::kAnd, std::move(own))};
  for (const std::string& text : term.alternatives) {
    Query query = TextExpansion(text::analyse_query(text), field_, {}).required();
    if (!query.empty()) any.push_back(std::move(query));
  }
  return Query::joined(Op::kSynonym, std::move(any));
}

Query TextExpansion::combined() const {
  std::vector<Query> parts = alternatives_;
  for (const auto& [term, weight] : weights_) parts.push_back(Query::of_term(term, weight));
  Query words = Query::joined(Op::kOr, std::move(parts));
  if (words.empty() || bonuses_.empty()) return words;
  std::vector<Query> with_bonus = {std::move(words)};
  with_bonus.insert(with_bonus.end(), bonuses_.begin(), bonuses_.end());
  return Query::of(Op::kAndMaybe, std::move(with_bonus));
}

// Every document, with the ranking of `rank` where it matches: what a filter narrows.
Query TextExpansion::all_maybe(Query rank) {
  return Query::of(Op::kAndMaybe, {Query::all(), std::move(rank)});
}

}  // namespace isthmus::search
