#include "engine/works/ledger.h"

#include <algorithm>
#include <iterator>

#include "engine/works/judge.h"
#include "engine/works/signature.h"

namespace isthmus::works {
namespace {

using store::Family;

Face face_in(std::uint64_t realm) { return realm == 0 ? Face::kPublic : Face::kRestricted; }

template <typename T>
Result<T> decoded(const std::optional<std::string>& bytes) {
  if (!bytes) return T{};
  Result<T> value = codec::decode<T>(*bytes);
  if (value) return value;
  return Error{value.error().code, "of the works of the store: " + value.error().message,
               "run `isthmus-indexer rebuild`"};
}

WorkRealm* find_realm(WorkBucket& bucket, std::uint64_t realm) {
  const auto found = std::find_if(bucket.realms.begin(), bucket.realms.end(),
                                  [&](const WorkRealm& one) { return one.realm == realm; });
  return found == bucket.realms.end() ? nullptr : &*found;
}

WorkRealm& realm_for(WorkBucket& bucket, std::uint64_t realm) {
  if (WorkRealm* found = find_realm(bucket, realm)) return *found;
  const auto place = std::find_if(bucket.realms.begin(), bucket.realms.end(),
                                  [&](const WorkRealm& one) { return one.realm > realm; });
  return *bucket.realms.insert(place, WorkRealm{realm, {}});
}

bool is_crowded(const WorkRealm& realm) { return realm.ids.size() > kMostOfARealm; }

bool ranks_before(const WorkTie& a, const WorkTie& b) {
  return a.id != b.id ? a.id < b.id : a.face < b.face;
}

bool has(const std::vector<std::string>& sorted, const std::string& one) {
  return std::binary_search(sorted.begin(), sorted.end(), one);
}

}  // namespace

Result<Ledger> Ledger::open(const store::View& view) {
  Ledger ledger(view);
  TRY(view.scan(Family::kGovernance, keys::kWorkDecisionTag, {},
                [&](std::string_view key, std::string_view value) {
                  const Result<WorkDecision> decision = codec::decode<WorkDecision>(value);
                  if (!decision) return true;
                  const auto& [one, other] = keys::ids_of_work_decision(key);
                  ledger.decisions_[one][other] = decision->verdict;
                  ledger.decisions_[other][one] = decision->verdict;
                  return true;
                }));
  return ledger;
}

void Ledger::move_into(store::Batch& batch) {
  for (const auto& [key, value] : pending_) {
    if (value) {
      batch.put(Family::kWorks, key, *value);
    } else {
      batch.erase(Family::kWorks, key);
    }
  }
}

Result<std::optional<std::string>> Ledger::get(const std::string& key) const {
  const auto gathered = pending_.find(key);
  if (gathered != pending_.end()) return gathered->second;
  return view_->get(Family::kWorks, key);
}

Result<std::optional<WorkSignature>> Ledger::signature(const Node& node) const {
  const auto bytes = TRY(get(keys::work_signature(node.second, node.first)));
  if (!bytes) return std::optional<WorkSignature>();
  return std::optional(TRY(decoded<WorkSignature>(bytes)));
}

Result<WorkTies> Ledger::ties(const Node& node) const {
  return decoded<WorkTies>(TRY(get(keys::work_ties(node.second, node.first))));
}

void Ledger::keep(const Node& node, const WorkTies& ties) {
  std::string key = keys::work_ties(node.second, node.first);
  if (ties == WorkTies()) {
    erase(std::move(key));
  } else {
    put(std::move(key), codec::encode(ties));
  }
}

Result<WorkBucket> Ledger::bucket(const std::string& key) const {
  return decoded<WorkBucket>(TRY(get(keys::work_bucket(key))));
}

void Ledger::keep(const std::string& key, const WorkBucket& bucket) {
  if (bucket.realms.empty()) {
    erase(keys::work_bucket(key));
  } else {
    put(keys::work_bucket(key), codec::encode(bucket));
  }
}

// --- records ---

Result<void> Ledger::apply(std::string_view id, std::vector<FaceNow> faces) {
  Nodes affected;
  for (const Face face : kFaces) {
    const auto now = std::find_if(faces.begin(), faces.end(),
                                  [&](const FaceNow& one) { return one.face == face; });
    const Node node{std::string(id), face};
    TRY(change_face(node, now == faces.end() ? nullptr : &now->signature, affected));
  }
  for (const Node& node : affected) TRY(refresh(node));
  return {};
}

Result<void> Ledger::change_face(const Node& node, const WorkSignature* now, Nodes& affected) {
  const std::optional<WorkSignature> before = TRY(signature(node));
  if (!before && now == nullptr) return {};
  affected.insert(node);
  const bool moves = before && now != nullptr && before->realm != now->realm;
  for (const std::string& key : before ? before->keys : std::vector<std::string>()) {
    if (moves || now == nullptr || !has(now->keys, key))
      TRY(leave(key, before->realm, node, affected));
  }
  for (const std::string& key : now != nullptr ? now->keys : std::vector<std::string>()) {
    if (moves || !before || !has(before->keys, key)) TRY(enter(key, now->realm, node, affected));
  }
  std::string key = keys::work_signature(node.second, node.first);
  if (now == nullptr) {
    erase(std::move(key));
  } else {
    put(std::move(key), codec::encode(*now));
  }
  return {};
}

Result<void> Ledger::enter(const std::string& key, std::uint64_t realm, const Node& node,
                           Nodes& affected) {
  WorkBucket changed = TRY(bucket(key));
  std::vector<std::string>& ids = realm_for(changed, realm).ids;
  const auto place = std::lower_bound(ids.begin(), ids.end(), node.first);
  const bool was_crowded = ids.size() > kMostOfARealm;
  if (was_crowded && place == ids.end()) {
    put(keys::work_overflow(key, realm, node.first), {});
    return {};
  }
  if (ids.size() == kMostOfARealm) {
    for (const std::string& id : ids) affected.insert({id, node.second});
  }
  ids.insert(place, node.first);
  if (was_crowded) {
    put(keys::work_overflow(key, realm, ids.back()), {});
    ids.pop_back();
  }
  keep(key, changed);
  return {};
}

Result<void> Ledger::leave(const std::string& key, std::uint64_t realm, const Node& node,
                           Nodes& affected) {
  WorkBucket changed = TRY(bucket(key));
  WorkRealm* of_node = find_realm(changed, realm);
  const bool is_listed = of_node != nullptr && has(of_node->ids, node.first);
  if (!is_listed) {
    erase(keys::work_overflow(key, realm, node.first));
    return {};
  }
  std::vector<std::string>& ids = of_node->ids;
  const bool was_crowded = is_crowded(*of_node);
  ids.erase(std::lower_bound(ids.begin(), ids.end(), node.first));
  const auto further = was_crowded ? TRY(first_further(key, realm)) : std::nullopt;
  if (further) {
    erase(keys::work_overflow(key, realm, *further));
    ids.push_back(*further);
  } else if (was_crowded) {
    for (const std::string& id : ids) affected.insert({id, node.second});
  }
  if (ids.empty()) std::erase_if(changed.realms, [](const auto& one) { return one.ids.empty(); });
  keep(key, changed);
  return {};
}

// The first id after those that the bucket lists: in the store unless erased since, or gathered.
Result<std::optional<std::string>> Ledger::first_further(const std::string& key,
                                                         std::uint64_t realm) const {
  const std::string prefix = keys::work_overflow(key, realm, {});
  std::optional<std::string> first;
  for (auto at = pending_.lower_bound(prefix);
       at != pending_.end() && at->first.starts_with(prefix) && !first; ++at) {
    if (at->second) first = at->first;
  }
  TRY(view_->scan(Family::kWorks, prefix, {}, [&](std::string_view stored, std::string_view) {
    const std::string found(stored);
    const auto gathered = pending_.find(found);
    if (gathered != pending_.end() && !gathered->second) return true;
    if (!first || found < *first) first = found;
    return false;
  }));
  if (first) first->erase(0, prefix.size());
  return first;
}

// --- ties ---

// Makes the ties of a face again, and tells those that it was or is tied to.
Result<void> Ledger::refresh(const Node& node) {
  const WorkTies before = TRY(ties(node));
  const WorkTies now = TRY(ties_now(node));
  if (before == now) return {};
  keep(node, now);
  for (const WorkTie& tie : before.ties) {
    if (!std::binary_search(now.ties.begin(), now.ties.end(), tie, ranks_before))
      TRY(tell_other(tie, node, false));
  }
  for (const WorkTie& tie : now.ties) TRY(tell_other(tie, node, true));
  return {};
}

Result<void> Ledger::tell_other(const WorkTie& tie, const Node& node, bool is_tied) {
  const Node other{tie.id, tie.face};
  WorkTies others = TRY(ties(other));
  WorkTie back = tie;
  back.id = node.first;
  back.face = node.second;
  const auto place = std::lower_bound(others.ties.begin(), others.ties.end(), back, ranks_before);
  const bool is_there = place != others.ties.end() && !ranks_before(back, *place);
  if (is_there && is_tied && *place == back) return {};
  if (is_there && is_tied) {
    *place = std::move(back);
  } else if (is_there) {
    others.ties.erase(place);
  } else if (is_tied) {
    others.ties.insert(place, std::move(back));
  }
  keep(other, others);
  return {};
}

Result<WorkTies> Ledger::ties_now(const Node& node) const {
  WorkTies now;
  const std::optional<WorkSignature> own = TRY(signature(node));
  if (!own) return now;
  for (const Node& other : TRY(candidates(node, *own))) {
    const std::optional<WorkSignature> others = TRY(signature(other));
    if (!others) continue;
    std::optional<WorkTie> tie = tie_between(node, *own, other, *others);
    if (!tie) continue;
    tie->id = other.first;
    tie->face = other.second;
    now.ties.push_back(std::move(*tie));
  }
  const auto decided = decisions_.find(node.first);
  if (decided == decisions_.end()) return now;
  for (const auto& [id, verdict] : decided->second) {
    if (verdict == WorkVerdict::kApart) now.apart.push_back(id);
  }
  return now;
}

// Faces of other records that could be the same work, by what the two have in common.
Result<Ledger::Nodes> Ledger::candidates(const Node& node, const WorkSignature& own) const {
  Nodes nodes;
  const auto add_all = [&nodes](const WorkBucket& bucket) {
    for (const WorkRealm& realm : bucket.realms) {
      if (is_crowded(realm)) continue;
      for (const std::string& id : realm.ids) nodes.insert({id, face_in(realm.realm)});
    }
  };
  for (const std::string& key : own.keys) {
    WorkBucket shared = TRY(bucket(key));
    const WorkRealm* mine = find_realm(shared, own.realm);
    if (mine == nullptr || is_crowded(*mine)) continue;
    add_all(shared);
    for (const std::string& id : own.declared) {
      if (declared_key(id) != key) continue;
      for (const Face face : kFaces) nodes.insert({id, face});
    }
  }
  add_all(TRY(bucket(declared_key(node.first))));
  add_decided(node, nodes);
  std::erase_if(nodes, [&](const Node& other) { return other.first == node.first; });
  return nodes;
}

void Ledger::add_decided(const Node& node, Nodes& nodes) const {
  const auto decided = decisions_.find(node.first);
  if (decided == decisions_.end()) return;
  for (const auto& [id, verdict] : decided->second) {
    for (const Face face : kFaces) nodes.insert({id, face});
  }
}

std::optional<WorkTie> Ledger::tie_between(const Node& node, const WorkSignature& own,
                                           const Node& other, const WorkSignature& others) const {
  const WorkVerdict verdict = verdict_on(node.first, other.first);
  if (verdict == WorkVerdict::kApart) return {};
  const bool is_declared = verdict == WorkVerdict::kSame || has(own.declared, other.first) ||
                           has(others.declared, node.first);
  if (is_declared) return described(own, others, WorkReason::kDeclared);
  return judge(own, others);
}

// --- decisions ---

WorkVerdict Ledger::verdict_on(const std::string& id, const std::string& other) const {
  const auto decided = decisions_.find(id);
  if (decided == decisions_.end()) return WorkVerdict::kNone;
  const auto verdict = decided->second.find(other);
  return verdict == decided->second.end() ? WorkVerdict::kNone : verdict->second;
}

Result<void> Ledger::decide(const std::string& id, const std::string& other, WorkVerdict verdict) {
  for (const auto& [one, two] : {std::pair(id, other), std::pair(other, id)}) {
    auto& decided = decisions_[one];
    if (verdict == WorkVerdict::kNone) {
      decided.erase(two);
    } else {
      decided[two] = verdict;
    }
    if (decided.empty()) decisions_.erase(one);
  }
  for (const Face face : kFaces) {
    TRY(refresh({id, face}));
    TRY(refresh({other, face}));
  }
  return {};
}

}  // namespace isthmus::works
