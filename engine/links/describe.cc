#include "engine/links/describe.h"

namespace isthmus::links {
namespace {

std::vector<SharedTerm> shared_terms(const NodeSet& nodes, const Node& source, const Node& target) {
  std::vector<SharedTerm> shared;
  auto other = target.signature.begin();
  for (const SignatureTerm& own : source.signature) {
    while (other != target.signature.end() && other->term < own.term) ++other;
    if (other == target.signature.end()) break;
    if (other->term != own.term) continue;
    shared.push_back({nodes.surface(own), static_cast<std::uint32_t>(own.weight * other->weight),
                      nodes.hash_of_term(own.term)});
  }
  return shared;
}

}  // namespace

Link describe(const NodeSet& nodes, const Node& source, NodeRef target, Steps steps) {
  const Node& other = nodes.node(target);
  const Ties ties = ties_between(source.identity, other.identity);
  Link link;
  link.target = other.identity.id;
  link.side = side_of_class(class_of(target));
  link.relation = relation_between(source.identity, other.identity, ties);
  link.strength = score_of(steps);
  link.evidence = evidence_of(shared_terms(nodes, source, other));
  if (ties.same_work || ties.cites) {
    link.evidence.identifiers = shared_identifiers(source.identity, other.identity);
  }
  return link;
}

LinkList describe(const NodeSet& nodes, const Node& source, const Lists& lists) {
  LinkList described;
  for (std::size_t face = 0; face < kFaces.size(); ++face) {
    const bool is_public = static_cast<Face>(face) == Face::kPublic;
    std::vector<Link>& links = is_public ? described.public_targets : described.restricted_targets;
    const ClassIndex index = target_class(source.index, static_cast<Face>(face));
    for (const Target& target : lists[face]) {
      links.push_back(describe(nodes, source, node_ref(index, target.slot), target.steps));
    }
  }
  if (!described.public_targets.empty()) described.last = described.public_targets.back().strength;
  return described;
}

}  // namespace isthmus::links
