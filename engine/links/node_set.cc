#include "engine/links/node_set.h"

#include <algorithm>

#include "engine/links/weights.h"
#include "engine/vectors/space.h"
#include "schema/hash.h"

namespace isthmus::links {
namespace {

// A place that cannot be read is none.
std::string_view direction_of(std::string_view placed) {
  const Result<vectors::Placed> read = vectors::unpack(placed);
  return read ? read->bytes : std::string_view();
}

}  // namespace

Node NodeSet::draft(Face face, std::string_view id, const Profile& profile,
                    std::string_view placed) {
  Node node;
  node.identity = identity_of(id, profile);
  node.hash = hash64(id);
  node.serial = profile.serial;
  node.index = class_index(profile.side, face);
  node.terms = interned(profile.terms);
  node.names = interned(profile.names);
  node.han_share = han_share_of(profile);
  node.meaning = direction_of(placed);
  weigh(node);
  return node;
}

NodeRef NodeSet::add(Node node) {
  Class& members = classes_[node.index];
  Slot slot = static_cast<Slot>(members.nodes.size());
  if (members.free.empty()) {
    members.nodes.emplace_back();
    members.alive.push_back(true);
    members.han_shares.push_back(0);
  } else {
    slot = members.free.back();
    members.free.pop_back();
    members.alive[slot] = true;
  }
  const NodeRef ref = node_ref(node.index, slot);
  count_terms(node, +1);
  members.rows.set(slot, node.meaning);
  members.han_shares[slot] = node.han_share;
  members.nodes[slot] = std::move(node);
  index_signature(ref);
  change_names(ref, [ref](NameMap& map, std::uint64_t name) { map.insert(name, ref); });
  return ref;
}

void NodeSet::remove(NodeRef ref) {
  Class& members = classes_[class_of(ref)];
  Node& node = members.nodes[slot_of(ref)];
  change_names(ref, [ref](NameMap& map, std::uint64_t name) { map.erase(name, ref); });
  unindex_signature(ref);
  count_terms(node, -1);
  Node remains;  // what rank() needs
  remains.identity.id = std::move(node.identity.id);
  remains.hash = node.hash;
  remains.index = node.index;
  node = std::move(remains);
  members.rows.set(slot_of(ref), {});
  members.alive[slot_of(ref)] = false;
  removed_.push_back(ref);
}

void NodeSet::place(NodeRef ref, std::string_view placed) {
  Class& members = classes_[class_of(ref)];
  members.nodes[slot_of(ref)].meaning = direction_of(placed);
  members.rows.set(slot_of(ref), members.nodes[slot_of(ref)].meaning);
}

void NodeSet::release() {
  for (const NodeRef ref : removed_) classes_[class_of(ref)].free.push_back(slot_of(ref));
  removed_.clear();
}

std::optional<NodeRef> NodeSet::find(Face face, std::string_view id) const {
  std::optional<NodeRef> found;
  by_id_.visit(hash64(id), [&](NodeRef ref) {
    if (face_of_class(class_of(ref)) == face && node(ref).identity.id == id) found = ref;
  });
  return found;
}

std::string NodeSet::id_of_serial(ClassIndex index, std::uint32_t serial) const {
  const std::vector<Node>& nodes = classes_[index].nodes;
  const auto found = std::find_if(nodes.begin(), nodes.end(),
                                  [&](const Node& node) { return node.serial == serial; });
  return serial == 0 || found == nodes.end() ? std::string() : found->identity.id;
}

std::vector<NodeRef> NodeSet::alive_nodes() const {
  std::vector<NodeRef> refs;
  for (ClassIndex index = 0; index < kClasses; ++index) {
    for (Slot slot = 0; slot < classes_[index].nodes.size(); ++slot) {
      if (classes_[index].alive[slot]) refs.push_back(node_ref(index, slot));
    }
  }
  return refs;
}

const std::vector<Posting>& NodeSet::postings(ClassIndex index, std::uint32_t term) const {
  static const std::vector<Posting> kNone;
  const std::vector<std::vector<Posting>>& lists = classes_[index].postings;
  return term < lists.size() ? lists[term] : kNone;
}

std::string_view NodeSet::surface(const SignatureTerm& term) const {
  return term.surface == kSameSurface ? terms_.text(term.term) : surfaces_.text(term.surface);
}

EpochData NodeSet::freeze(std::uint64_t public_position) const {
  EpochData data{public_position, public_nodes_, {}};
  for (std::uint32_t term = 0; term < statistics_.size(); ++term) {
    const std::uint32_t frequency = statistics_[term].public_nodes;
    if (frequency >= kLeastFrequency) data.frequencies.emplace_back(terms_.text(term), frequency);
  }
  std::sort(data.frequencies.begin(), data.frequencies.end());
  return data;
}

void NodeSet::adopt(const EpochData& epoch) {
  frozen_profiles_ = epoch.public_profiles;
  for (std::uint32_t term = 0; term < statistics_.size(); ++term) set_frequency(term, 0);
  for (const auto& [term, frequency] : epoch.frequencies)
    set_frequency(intern_term(term), frequency);
  for (Class& members : classes_) {
    for (std::vector<Posting>& list : members.postings) list.clear();
  }
  for (const NodeRef ref : alive_nodes()) {
    weigh(classes_[class_of(ref)].nodes[slot_of(ref)]);
    index_signature(ref);
  }
}

std::vector<NodeTerm> NodeSet::interned(const std::vector<ProfileTerm>& terms) {
  std::vector<NodeTerm> numbered;
  numbered.reserve(terms.size());
  for (const ProfileTerm& term : terms) {
    const bool same = term.surface.empty() || term.surface == term.term;
    numbered.push_back(
        {intern_term(term.term), same ? kSameSurface : surfaces_.intern(term.surface), term.count});
  }
  return numbered;
}

std::uint32_t NodeSet::intern_term(std::string_view term) {
  const std::uint32_t number = terms_.intern(term);
  if (number == statistics_.size()) {
    statistics_.push_back(
        {1, terms_.hash(number), 0, is_code_term(term), is_name_term(term), false});
    set_frequency(number, 0);
  }
  return number;
}

void NodeSet::set_frequency(std::uint32_t term, std::uint32_t document_frequency) {
  TermStatistics& statistics = statistics_[term];
  statistics.rarity = rarity(document_frequency, frozen_profiles_);
  statistics.is_rare_name = statistics.is_name && is_rare(document_frequency, frozen_profiles_);
}

void NodeSet::weigh(Node& node) const {
  std::vector<CountedTerm> counted;
  counted.reserve(node.terms.size());
  for (const NodeTerm& term : node.terms) {
    const TermStatistics& statistics = statistics_[term.term];
    counted.push_back({term.count, statistics.rarity, statistics.hash, statistics.is_code});
  }
  node.signature.clear();
  for (const WeightedTerm& term : strongest_terms(counted, rarity(0, frozen_profiles_))) {
    const NodeTerm& source = node.terms[term.index];
    node.signature.push_back({source.term, source.surface, term.weight});
  }
  for (const NodeTerm& name : node.names) {
    if (statistics_[name.term].is_rare_name) node.signature.push_back({name.term, name.surface, 0});
  }
  node.signature.shrink_to_fit();
  std::sort(node.signature.begin(), node.signature.end(),
            [](const SignatureTerm& a, const SignatureTerm& b) { return a.term < b.term; });
}

void NodeSet::index_signature(NodeRef ref) {
  std::vector<std::vector<Posting>>& lists = classes_[class_of(ref)].postings;
  for (const SignatureTerm& term : node(ref).signature) {
    if (term.term >= lists.size())
      lists.resize(std::max<std::size_t>(term.term + 1, terms_.size()));
    lists[term.term].push_back({slot_of(ref), term.weight});
  }
}

void NodeSet::unindex_signature(NodeRef ref) {
  std::vector<std::vector<Posting>>& lists = classes_[class_of(ref)].postings;
  for (const SignatureTerm& term : node(ref).signature) {
    std::vector<Posting>& list = lists[term.term];
    const auto found = std::find_if(list.begin(), list.end(), [&](const Posting& posting) {
      return posting.slot == slot_of(ref);
    });
    *found = list.back();
    list.pop_back();
  }
}

void NodeSet::count_terms(const Node& node, std::int32_t change) {
  if (face_of_class(node.index) != Face::kPublic) return;
  public_nodes_ += static_cast<std::uint64_t>(change);
  for (const std::vector<NodeTerm>* terms : {&node.terms, &node.names}) {
    for (const NodeTerm& term : *terms)
      statistics_[term.term].public_nodes += static_cast<std::uint32_t>(change);
  }
}

template <typename Change>
void NodeSet::change_names(NodeRef ref, Change&& change) {
  const Node& subject = node(ref);
  change(by_id_, subject.hash);
  for (const std::string& identifier : subject.identity.identifiers) {
    change(identified_by_, hash64(identifier));
  }
  for (const std::uint64_t reference : subject.identity.references) change(citing_, reference);
  for (const DeclaredRelation& relation : subject.identity.relations) {
    change(declaring_, hash64(relation.target));
  }
}

}  // namespace isthmus::links
