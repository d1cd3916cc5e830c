#include "engine/links/matcher.h"

#include <algorithm>

#include "schema/hash.h"

namespace isthmus::links {
namespace {

// Written so that compilers turn it into vector instructions.
bool any_reaches(const std::int32_t* sums, std::int32_t bound) {
  std::int32_t reached = 0;
  for (std::size_t i = 0; i < kBlock; ++i) reached |= sums[i] >= bound ? 1 : 0;
  return reached != 0;
}

bool any_reaches(const std::int32_t* sums, const std::int32_t* bounds) {
  std::int32_t reached = 0;
  for (std::size_t i = 0; i < kBlock; ++i) reached |= sums[i] >= bounds[i] ? 1 : 0;
  return reached != 0;
}

}  // namespace

std::int32_t bound_of(const TargetList& list, std::size_t limit) {
  if (limit == 0) return kUnreachable;
  return sum_for(list.size() < limit ? Steps{1} : list.back().steps);
}

bool offer(const NodeSet& nodes, ClassIndex index, Target target, std::size_t limit,
           TargetList& list) {
  const auto rank = [&](const Target& one) {
    return nodes.node(node_ref(index, one.slot)).rank(one.steps);
  };
  const Rank own = rank(target);
  if (target.steps == 0 || limit == 0) return false;
  if (list.size() == limit && !ranks_above(own, rank(list.back()))) return false;
  const auto place = std::find_if(list.begin(), list.end(), [&](const Target& other) {
    return !ranks_above(rank(other), own);
  });
  if (place != list.end() && place->slot == target.slot) return false;
  list.insert(place, target);
  if (list.size() > limit) list.pop_back();
  return true;
}

struct Matcher::Search {
  const Node& subject;
  ClassIndex index = 0;
  std::size_t limit = 0;
  const std::int32_t* bounds = nullptr;
  const std::function<void(Target)>* enter = nullptr;
  TargetList list = {};
  std::int32_t bound = 0;
};

TargetList Matcher::best(const Node& subject, ClassIndex index, std::size_t limit) {
  static const std::vector<std::int32_t> kNoBounds;
  return best(subject, index, limit, kNoBounds, {});
}

TargetList Matcher::best(const Node& subject, ClassIndex index, std::size_t limit,
                         const std::vector<std::int32_t>& bounds,
                         const std::function<void(Target)>& enter) {
  const std::size_t slots = nodes_->slots(index);
  if (slots == 0) return {};
  sums_.resize(std::max(sums_.size(), whole_blocks(slots)));
  ties_.resize(sums_.size());
  Search search{subject, index, limit, bounds.empty() ? nullptr : bounds.data(), &enter};
  search.bound = bound_of(search.list, limit);
  add_words(subject, index);
  add_meaning(subject, index);
  add_ties(subject, index);
  visit_tied(search);
  sweep(search);
  std::fill_n(sums_.begin(), whole_blocks(slots), 0);
  return std::move(search.list);
}

void Matcher::add_words(const Node& subject, ClassIndex index) {
  for (const SignatureTerm& term : subject.signature) {
    if (term.weight == 0) continue;
    for (const Posting& posting : nodes_->postings(index, term.term)) {
      sums_[posting.slot] += posting.weight * term.weight;
    }
  }
}

void Matcher::add_meaning(const Node& subject, ClassIndex index) {
  const vectors::Row row = vectors::row_of(subject.meaning);
  const vectors::Rows& rows = nodes_->rows(index);
  if (row.scale <= 0 || rows.size() == 0) return;
  cosines_.resize(std::max(cosines_.size(), rows.size()));
  rows.cosines(row, cosines_.data());
  const std::vector<std::uint8_t>& shares = nodes_->han_shares(index);
  for (Slot slot = 0; slot < rows.size(); ++slot)
    sums_[slot] += sum_of_cosine(cosines_[slot], subject.han_share, shares[slot]);
}

void Matcher::add_ties(const Node& subject, ClassIndex index) {
  const auto in_class = [&](auto&& mark) {
    return [this, index, mark](NodeRef ref) {
      if (class_of(ref) == index) mark(tie(slot_of(ref)));
    };
  };
  const auto same_work = in_class([](Ties& ties) { ties.same_work = true; });
  const auto cites = in_class([](Ties& ties) { ties.cites = true; });
  const auto declared = in_class([](Ties& ties) { ties.declared = true; });
  for (const std::string& identifier : subject.identity.identifiers) {
    const std::uint64_t name = hash64(identifier);
    nodes_->identified_by().visit(name, same_work);
    nodes_->citing().visit(name, cites);
  }
  for (const std::uint64_t name : subject.identity.references)
    nodes_->identified_by().visit(name, cites);
  for (const DeclaredRelation& relation : subject.identity.relations) {
    nodes_->by_id().visit(hash64(relation.target), declared);
  }
  if (!subject.identity.id.empty()) nodes_->declaring().visit(subject.hash, declared);
  for (const SignatureTerm& term : subject.signature) {
    if (!nodes_->is_rare_name(term.term)) continue;
    const bool is_code = nodes_->is_code(term.term);
    for (const Posting& posting : nodes_->postings(index, term.term))
      tie(posting.slot).add(is_code);
  }
}

Ties& Matcher::tie(Slot slot) {
  if (!ties_[slot].any()) tied_.push_back(slot);
  return ties_[slot];
}

void Matcher::visit_tied(Search& search) {
  for (const Slot slot : tied_) {
    hit(search, slot, steps_of(sums_[slot], ties_[slot]));
    sums_[slot] = 0;
    ties_[slot] = {};
  }
  tied_.clear();
}

void Matcher::sweep(Search& search) {
  const std::size_t end = whole_blocks(nodes_->slots(search.index));
  for (std::size_t block = 0; block < end; block += kBlock) {
    const std::int32_t* sums = sums_.data() + block;
    const std::int32_t* bounds = search.bounds == nullptr ? nullptr : search.bounds + block;
    const bool enters = bounds != nullptr && any_reaches(sums, bounds);
    if (!enters && !any_reaches(sums, search.bound)) continue;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const bool reaches = sums[i] >= search.bound || (enters && sums[i] >= bounds[i]);
      if (reaches) hit(search, static_cast<Slot>(block + i), steps_of(sums[i], {}));
    }
  }
}

void Matcher::hit(Search& search, Slot slot, Steps steps) {
  if (nodes_->node(node_ref(search.index, slot)).identity.id == search.subject.identity.id) return;
  const Target target{slot, steps};
  if (offer(*nodes_, search.index, target, search.limit, search.list)) {
    search.bound = bound_of(search.list, search.limit);
  }
  // A tied pair may reach a bound by its ties alone, so that it is left to the one entered.
  if (search.bounds != nullptr) (*search.enter)(target);
}

}  // namespace isthmus::links
