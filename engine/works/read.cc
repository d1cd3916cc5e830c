#include "engine/works/read.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

#include "engine/works/judge.h"

namespace isthmus::works {
namespace {

using store::Family;

WorkTies decoded(const std::optional<std::string>& bytes) {
  if (!bytes) return {};
  Result<WorkTies> ties = codec::decode<WorkTies>(*bytes);
  return ties ? std::move(*ties) : WorkTies();
}

// The face of a record that is seen; nothing: none.
using Sight = std::function<std::optional<Face>(const Record&)>;

// A record of the tangle, and its ties.
struct Node {
  Member member;
  WorkTies ties;
  std::optional<WorkSignature> signature;
};

// A tie between two records of the tangle, by their places in it.
struct Edge {
  std::size_t left = 0;
  std::size_t right = 0;
  const WorkTie* tie = nullptr;
};

// The records that are tied to one, nearest first.
class Tangle {
 public:
  Tangle(const store::View& view, const Sight& sight) : view_(view), sight_(sight) {}

  Result<void> gather(const Subject& subject, WorkTies ties);
  Result<Work> work();

 private:
  Result<bool> add(const Subject& subject);
  Result<void> add_targets(std::size_t place);
  Result<void> read_signatures();
  std::vector<Edge> edges() const;
  bool may_join(const std::vector<std::size_t>& group, std::size_t left, std::size_t right) const;
  bool are_apart(const Node& a, const Node& b) const;
  Work members_of(const std::vector<std::size_t>& group, std::vector<Edge> edges);

  const store::View& view_;
  const Sight& sight_;
  std::vector<Node> nodes_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

// False when the viewer does not see this face of it.
Result<bool> Tangle::add(const Subject& subject) {
  const std::optional<StoredRecord> stored = std::move(TRY(view_.records({subject.id})).front());
  if (!stored || sight_(stored->record) != subject.face) return false;
  Node node;
  node.member = {face_of(stored->record, subject.face), subject.face, {}};
  places_.emplace(subject.id, nodes_.size());
  nodes_.push_back(std::move(node));
  return true;
}

Result<void> Tangle::gather(const Subject& subject, WorkTies ties) {
  if (!TRY(add(subject))) return {};
  nodes_.front().ties = std::move(ties);
  for (std::size_t place = 0; place < nodes_.size(); ++place) TRY(add_targets(place));
  return {};
}

Result<void> Tangle::add_targets(std::size_t place) {
  const std::vector<WorkTie> ties = nodes_[place].ties.ties;
  for (const WorkTie& tie : ties) {
    if (nodes_.size() >= kMostMembers) return {};
    if (places_.contains(tie.id)) continue;
    if (!TRY(add({tie.face, tie.id}))) continue;
    nodes_.back().ties = decoded(TRY(view_.get(Family::kWorks, keys::work_ties(tie.face, tie.id))));
  }
  return {};
}

// Two that are tied were judged; a third that both are tied to wants a look at signatures.
Result<void> Tangle::read_signatures() {
  std::vector<std::string> wanted;
  for (const Node& node : nodes_)
    wanted.push_back(keys::work_signature(node.member.face, node.member.record.id));
  const auto found = TRY(view_.get_all(Family::kWorks, wanted));
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!found[i]) continue;
    Result<WorkSignature> signature = codec::decode<WorkSignature>(*found[i]);
    if (signature) nodes_[i].signature = std::move(*signature);
  }
  return {};
}

std::vector<Edge> Tangle::edges() const {
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    for (const WorkTie& tie : nodes_[i].ties.ties) {
      const auto other = places_.find(tie.id);
      if (other == places_.end() || nodes_[other->second].member.face != tie.face) continue;
      if (nodes_[i].member.record.id < tie.id) edges.push_back({i, other->second, &tie});
    }
  }
  const auto rank_of = [&](const Edge& edge) {
    return std::tuple(edge.tie->reason, -static_cast<int>(edge.tie->likeness),
                      std::string_view(nodes_[edge.left].member.record.id),
                      std::string_view(nodes_[edge.right].member.record.id));
  };
  std::sort(edges.begin(), edges.end(),
            [&](const Edge& a, const Edge& b) { return rank_of(a) < rank_of(b); });
  return edges;
}

bool Tangle::are_apart(const Node& a, const Node& b) const {
  const std::string& id = b.member.record.id;
  if (std::binary_search(a.ties.apart.begin(), a.ties.apart.end(), id)) return true;
  const auto tied = std::any_of(a.ties.ties.begin(), a.ties.ties.end(),
                                [&](const WorkTie& tie) { return tie.id == id; });
  return !tied && a.signature && b.signature && contradict(*a.signature, *b.signature);
}

bool Tangle::may_join(const std::vector<std::size_t>& group, std::size_t left,
                      std::size_t right) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    for (std::size_t j = 0; j < nodes_.size(); ++j) {
      if (group[i] == left && group[j] == right && are_apart(nodes_[i], nodes_[j])) return false;
    }
  }
  return true;
}

Result<Work> Tangle::work() {
  if (nodes_.size() < 2) return Work();
  if (nodes_.size() > 2) TRY(read_signatures());
  std::vector<std::size_t> group(nodes_.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  const std::vector<Edge> strongest_first = edges();
  for (const Edge& edge : strongest_first) {
    const std::size_t left = group[edge.left];
    const std::size_t right = group[edge.right];
    if (left != right && may_join(group, left, right))
      std::replace(group.begin(), group.end(), right, left);
  }
  return members_of(group, strongest_first);
}

Work Tangle::members_of(const std::vector<std::size_t>& group, std::vector<Edge> edges) {
  Work work;
  std::vector<bool> is_explained(nodes_.size(), false);
  // First what ties a member to the record that was asked for, then what ties it to others.
  std::stable_partition(edges.begin(), edges.end(),
                        [](const Edge& edge) { return edge.left == 0 || edge.right == 0; });
  for (const Edge& edge : edges) {
    if (group[edge.left] != group[0] || group[edge.right] != group[0]) continue;
    const std::string& left = nodes_[edge.left].member.record.id;
    work.bonds.push_back({left, *edge.tie});
    for (const auto& [place, other] :
         {std::pair(edge.left, edge.tie->id), std::pair(edge.right, left)}) {
      if (place == 0 || is_explained[place]) continue;
      nodes_[place].member.tie = *edge.tie;
      nodes_[place].member.tie.id = other;
      is_explained[place] = true;
    }
  }
  for (const auto& [id, place] : places_) {
    if (group[place] == group[0]) work.members.push_back(std::move(nodes_[place].member));
  }
  if (work.members.size() < 2) work.members.clear();
  return work;
}

Result<Work> work_of(const store::View& view, const Sight& sight, const Subject& subject,
                     WorkTies ties) {
  if (ties.ties.empty()) return Work();
  Tangle tangle(view, sight);
  TRY(tangle.gather(subject, std::move(ties)));
  return tangle.work();
}

}  // namespace

Result<std::vector<Work>> works_of(const store::View& view, const Viewer& viewer,
                                   const std::vector<Subject>& subjects) {
  std::vector<std::string> wanted;
  for (const Subject& subject : subjects)
    wanted.push_back(keys::work_ties(subject.face, subject.id));
  const auto found = TRY(view.get_all(Family::kWorks, wanted));
  const Sight sight = [&viewer](const Record& record) { return visible_face(record, viewer); };
  std::vector<Work> works;
  for (std::size_t i = 0; i < subjects.size(); ++i)
    works.push_back(TRY(work_of(view, sight, subjects[i], decoded(found[i]))));
  return works;
}

Result<void> for_each_work(const store::View& view, const std::function<bool(const Work&)>& visit) {
  const Sight everything = [](const Record& record) {
    return std::optional(faces_of(record).back());
  };
  std::map<std::string, Face> tied;  // the fuller face goes last
  TRY(view.scan(Family::kWorks, keys::kWorkTiesTag, {},
                [&](std::string_view key, std::string_view) {
                  const std::string_view faced = keys::faced_of_work(key);
                  tied[std::string(keys::id_of_faced(faced))] = keys::face_of_key(faced);
                  return true;
                }));
  std::set<std::string> seen;
  for (const auto& [id, face] : tied) {
    if (seen.contains(id)) continue;
    const auto bytes = TRY(view.get(Family::kWorks, keys::work_ties(face, id)));
    const Work work = TRY(work_of(view, everything, {face, id}, decoded(bytes)));
    for (const Member& member : work.members) seen.insert(member.record.id);
    if (!work.members.empty() && !visit(work)) break;
  }
  return {};
}

}  // namespace isthmus::works
