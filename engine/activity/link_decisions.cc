#include "engine/activity/link_decisions.h"

#include <algorithm>

#include "schema/codec.h"
#include "schema/keys.h"

namespace isthmus::activity {
namespace {

std::string named(std::string_view key) {
  std::string name(key);
  const std::size_t middle = name.find('\0');
  if (middle != std::string::npos) name.replace(middle, 1, "\" and \"");
  return "\"" + name + "\"";
}

bool fits(const LinkDecision& decision, std::string_view key) {
  return (decision.state == LinkState::kConfirmed || decision.state == LinkState::kRejected) &&
         decision.source != decision.target &&
         keys::link_decision(decision.source, decision.target) == key;
}

}  // namespace

LinkState LinkDecisions::state_of(std::string_view id, std::string_view other) const {
  const std::vector<Decided>& decided = of(id);
  const auto found = std::lower_bound(
      decided.begin(), decided.end(), other,
      [](const Decided& one, std::string_view wanted) { return one.other < wanted; });
  return found != decided.end() && found->other == other ? found->state : LinkState::kProposed;
}

const std::vector<Decided>& LinkDecisions::of(std::string_view id) const {
  static const std::vector<Decided> none;
  const Part* part = parts_[part_of(id)].get();
  if (part == nullptr) return none;
  const auto found = part->find(id);
  return found == part->end() ? none : found->second;
}

void LinkDecisions::apply(const LinkDecision& decision) {
  const bool was = state_of(decision.source, decision.target) != LinkState::kProposed;
  const bool is = decision.state != LinkState::kProposed;
  set(decision.source, decision.target, decision.state);
  set(decision.target, decision.source, decision.state);
  size_ += (is && !was) ? 1u : 0u;
  size_ -= (was && !is) ? 1u : 0u;
}

std::shared_ptr<const LinkDecisions> LinkDecisions::with(const LinkDecision& decision) const {
  const auto changed = std::shared_ptr<LinkDecisions>(new LinkDecisions(*this));
  for (const std::string* id : {&decision.source, &decision.target}) {
    std::shared_ptr<Part>& part = changed->parts_[part_of(*id)];
    if (part) part = std::make_shared<Part>(*part);
  }
  changed->apply(decision);
  return changed;
}

void LinkDecisions::set(const std::string& id, const std::string& other, LinkState state) {
  std::shared_ptr<Part>& part = parts_[part_of(id)];
  if (!part) part = std::make_shared<Part>();
  std::vector<Decided>& decided = (*part)[id];
  const auto place = std::lower_bound(
      decided.begin(), decided.end(), other,
      [](const Decided& one, const std::string& wanted) { return one.other < wanted; });
  const bool is_there = place != decided.end() && place->other == other;
  if (state == LinkState::kProposed) {
    if (is_there) decided.erase(place);
  } else if (is_there) {
    place->state = state;
  } else {
    decided.insert(place, {other, state});
  }
  if (decided.empty()) part->erase(id);
}

Result<void> for_each_decision(const store::View& store,
                               const std::function<void(LinkDecision)>& visit,
                               const std::function<void(std::string)>& damaged) {
  return store.scan(store::Family::kLinkDecisions, {}, {},
                    [&](std::string_view key, std::string_view value) {
                      Result<LinkDecision> decision = codec::decode<LinkDecision>(value);
                      if (!decision) {
                        damaged("the decision on " + named(key) + ": " + decision.error().message);
                      } else if (!fits(*decision, key)) {
                        damaged("the decision on " + named(key) + " is not one on these two");
                      } else {
                        visit(std::move(*decision));
                      }
                      return true;
                    });
}

Result<std::vector<LinkDecision>> stored_decisions(const store::View& store) {
  std::vector<LinkDecision> decisions;
  const auto take = [&](LinkDecision decision) { decisions.push_back(std::move(decision)); };
  TRY(for_each_decision(store, take, [](const std::string&) {}));
  return decisions;
}

Result<std::shared_ptr<const LinkDecisions>> read_decisions(
    const store::View& store, const std::function<void(std::string)>& damaged) {
  auto table = std::make_shared<LinkDecisions>();
  const auto take = [&](const LinkDecision& decision) { table->apply(decision); };
  TRY(for_each_decision(store, take, damaged));
  return std::shared_ptr<const LinkDecisions>(std::move(table));
}

}  // namespace isthmus::activity
