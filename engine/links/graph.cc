#include "engine/links/graph.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/links/crew.h"
#include "engine/links/describe.h"
#include "engine/links/epoch.h"
#include "engine/links/link_lists.h"
#include "engine/links/loading.h"
#include "engine/links/node_set.h"

namespace isthmus::links {
namespace {

// A batch of settle() is handed over when it is about this large, and lists are made so many at a
// time.
constexpr std::size_t kBatchBytes = 4 << 20;
constexpr std::size_t kChunk = 4096;

}  // namespace

struct Graph::Impl {
  NodeSet nodes;
  LinkLists lists;
  Crew crew{nodes};
  std::vector<NodeRef> fresh;     // in state kNew, or gone since
  std::set<std::string> touched;  // faced keys that were applied, or have a list without a face,
                                  // since the last writing
  std::string epoch;              // encoded, when it is not stored yet
  std::uint64_t frozen_at = 0;    // public position of the epoch's beginning
  std::uint32_t space = 0;        // version; 0: none is learned
  bool all_stale = false;  // an epoch has begun, or the space is another: no list of before holds

  using Write = std::function<Result<void>(store::Batch&&)>;

  Lists best_lists(const Node& node, Matcher& matcher, std::size_t limit) const;
  void meet(NodeRef ref);
  void meet_fresh();
  void forget_gone();
  std::vector<NodeRef> unfinished() const;
  std::vector<std::string> finish(const std::vector<NodeRef>& refs);
  void put(NodeRef ref, const std::string& encoded, store::Batch& batch);
  Result<void> write_lists(const std::vector<NodeRef>& refs, store::Batch& batch,
                           const Write& write);
  void erase_gone(store::Batch& batch);
  void put_epoch(store::Batch& batch);
  double typical_strength(Side side) const;
};

Lists Graph::Impl::best_lists(const Node& node, Matcher& matcher, std::size_t limit) const {
  Lists best;
  if (side_of_class(node.index) == Side::kNone) return best;
  for (std::size_t face = 0; face < kFaces.size(); ++face) {
    best[face] = matcher.best(node, target_class(node.index, static_cast<Face>(face)), limit);
  }
  return best;
}

// The first pass of a new node: its own lists, and the lists of others that it enters.
void Graph::Impl::meet(NodeRef ref) {
  const Node& node = nodes.node(ref);
  Lists best;
  if (side_of_class(node.index) != Side::kNone) {
    const Face own_face = face_of_class(node.index);
    for (std::size_t face = 0; face < kFaces.size(); ++face) {
      const ClassIndex others = target_class(node.index, static_cast<Face>(face));
      best[face] = crew.first().best(node, others, kStoredLinks, lists.bounds(others, own_face),
                                     [&](Target target) {
                                       lists.enter(nodes, node_ref(others, target.slot), node.index,
                                                   {slot_of(ref), target.steps});
                                     });
    }
  }
  lists.set_lists(ref, std::move(best));
}

void Graph::Impl::meet_fresh() {
  for (const NodeRef ref : std::exchange(fresh, {})) {
    if (nodes.is_alive(ref) && lists.state(ref) == ListState::kNew) meet(ref);
  }
}

// Lists with a member that has gone are to be made anew: which comes up in its place is not known.
void Graph::Impl::forget_gone() {
  if (!nodes.has_removed()) return;
  for (const NodeRef ref : nodes.alive_nodes()) {
    if (side_of_class(class_of(ref)) == Side::kNone) continue;
    for (std::size_t face = 0; face < kFaces.size(); ++face) {
      const ClassIndex others = target_class(class_of(ref), static_cast<Face>(face));
      for (const Target& target : lists.lists(ref)[face]) {
        if (!nodes.is_alive(node_ref(others, target.slot))) lists.forget(ref);
      }
    }
  }
}

std::vector<NodeRef> Graph::Impl::unfinished() const {
  std::vector<NodeRef> refs;
  for (const NodeRef ref : nodes.alive_nodes()) {
    const bool finished = lists.state(ref) == ListState::kSettled && lists.is_written(ref);
    if (all_stale || !finished) refs.push_back(ref);
  }
  return refs;
}

// Settles these nodes and encodes their lists.
std::vector<std::string> Graph::Impl::finish(const std::vector<NodeRef>& refs) {
  std::vector<std::string> encoded(refs.size());
  crew.run(refs.size(), [&](std::size_t i, Matcher& matcher) {
    const Node& node = nodes.node(refs[i]);
    if (all_stale || lists.state(refs[i]) != ListState::kSettled) {
      lists.set_lists(refs[i], best_lists(node, matcher, kStoredLinks));
    }
    const LinkList described = describe(nodes, node, lists.lists(refs[i]));
    if (described != LinkList{}) encoded[i] = codec::encode(described);
  });
  return encoded;
}

void Graph::Impl::put(NodeRef ref, const std::string& encoded, store::Batch& batch) {
  const Node& node = nodes.node(ref);
  const std::string key = keys::faced(face_of_class(node.index), node.identity.id);
  if (encoded.empty()) {
    batch.erase(store::Family::kLinks, key);
  } else {
    batch.put(store::Family::kLinks, key, encoded);
  }
  lists.set_written(ref);
  touched.erase(key);
}

Result<void> Graph::Impl::write_lists(const std::vector<NodeRef>& refs, store::Batch& batch,
                                      const Write& write) {
  for (std::size_t begin = 0; begin < refs.size(); begin += kChunk) {
    const std::size_t end = std::min(begin + kChunk, refs.size());
    const std::vector<NodeRef> chunk(refs.begin() + static_cast<std::ptrdiff_t>(begin),
                                     refs.begin() + static_cast<std::ptrdiff_t>(end));
    const std::vector<std::string> encoded = finish(chunk);
    for (std::size_t i = 0; i < chunk.size(); ++i) put(chunk[i], encoded[i], batch);
    if (batch.bytes() < kBatchBytes) continue;
    TRY(write(std::exchange(batch, store::Batch())));
  }
  return {};
}

void Graph::Impl::erase_gone(store::Batch& batch) {
  for (const std::string& key : std::exchange(touched, {})) batch.erase(store::Family::kLinks, key);
}

void Graph::Impl::put_epoch(store::Batch& batch) {
  if (epoch.empty()) return;
  batch.put(store::Family::kMeta, keys::kLinkEpoch, std::exchange(epoch, {}));
}

// The median of the best public links that the public records of a side have; 0 when none has one.
double Graph::Impl::typical_strength(Side side) const {
  std::vector<Steps> best;
  const ClassIndex index = class_index(side, Face::kPublic);
  for (Slot slot = 0; slot < nodes.slots(index); ++slot) {
    const NodeRef ref = node_ref(index, slot);
    if (!nodes.is_alive(ref)) continue;
    const TargetList& list = lists.lists(ref)[index_of(Face::kPublic)];
    if (!list.empty()) best.push_back(list.front().steps);
  }
  if (best.empty()) return 0;
  const auto middle = best.begin() + static_cast<std::ptrdiff_t>(best.size() / 2);
  std::nth_element(best.begin(), middle, best.end());
  return score_of(*middle);
}

Graph::Graph(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Graph::~Graph() = default;

Result<std::unique_ptr<Graph>> Graph::load(const store::View& view) {
  auto impl = std::make_unique<Impl>();
  const EpochData epoch = TRY(load_epoch_data(view));
  impl->nodes.adopt(epoch);
  impl->frozen_at = epoch.frozen_at;
  impl->space = TRY(present_space(view));
  impl->all_stale = epoch.frozen_at > TRY(settled_public_position(view)) ||
                    impl->space != TRY(settled_space(view));
  const std::set<std::string> changed = TRY(changed_since_settled(view));
  TRY(load_nodes(view, changed, impl->nodes));
  for (const NodeRef ref : impl->nodes.alive_nodes()) impl->lists.add(ref);
  impl->touched = TRY(load_lists(view, changed, impl->nodes, impl->lists));
  return std::unique_ptr<Graph>(new Graph(std::move(impl)));
}

void Graph::apply(Face face, std::string_view id, std::optional<Profile> profile,
                  std::string_view placed, std::uint64_t public_position) {
  Impl& own = *impl_;
  if (const std::optional<NodeRef> before = own.nodes.find(face, id)) {
    own.nodes.remove(*before);
    own.lists.remove(*before);
  }
  if (profile) {
    const NodeRef ref = own.nodes.add(own.nodes.draft(face, id, *profile, placed));
    own.lists.add(ref);
    own.fresh.push_back(ref);
  }
  own.touched.insert(keys::faced(face, id));
  // The public face alone: it is the one that the position counts, and a restricted face of the
  // same change changes no statistics.
  if (face == Face::kPublic && public_position >= next_epoch_after(own.frozen_at))
    begin_epoch(public_position);
}

Result<void> Graph::take_space(const store::View& view) {
  Impl& own = *impl_;
  own.space = TRY(present_space(view));
  own.all_stale = true;
  for (const NodeRef ref : own.nodes.alive_nodes()) own.nodes.place(ref, {});
  return load_places(view, own.nodes);
}

std::uint64_t Graph::frozen_at() const { return impl_->frozen_at; }

void Graph::begin_epoch(std::uint64_t public_position) {
  Impl& own = *impl_;
  const EpochData data = own.nodes.freeze(public_position);
  own.nodes.adopt(data);
  own.epoch = encode_epoch(data);
  own.frozen_at = public_position;
  own.all_stale = true;
}

void Graph::write_new(store::Batch& batch) {
  Impl& own = *impl_;
  if (!own.all_stale) own.meet_fresh();
  std::vector<NodeRef> refs;
  for (const std::string& key : own.touched) {
    const auto ref = own.nodes.find(keys::face_of_key(key), keys::id_of_faced(key));
    if (ref) refs.push_back(*ref);
  }
  const std::vector<std::string> encoded = own.finish(refs);
  for (std::size_t i = 0; i < refs.size(); ++i) own.put(refs[i], encoded[i], batch);
  own.erase_gone(batch);
  own.put_epoch(batch);
}

Result<void> Graph::settle(std::uint64_t position,
                           const std::function<Result<void>(store::Batch&&)>& write) {
  Impl& own = *impl_;
  if (own.all_stale) {
    own.fresh.clear();
  } else {
    own.meet_fresh();
    own.forget_gone();
  }
  store::Batch batch;
  TRY(own.write_lists(own.unfinished(), batch, write));
  own.erase_gone(batch);
  own.put_epoch(batch);
  batch.put(store::Family::kMeta, keys::kLinkWatermark, std::to_string(position));
  batch.put(store::Family::kMeta, keys::kLinkSpace, std::to_string(own.space));
  batch.put(store::Family::kMeta, keys::kLinkScale,
            codec::encode(LinkScale{own.typical_strength(Side::kAcademic),
                                    own.typical_strength(Side::kPractice)}));
  TRY(write(std::move(batch)));
  own.all_stale = false;
  own.nodes.release();
  return {};
}

void Graph::rewrite_all() { impl_->all_stale = true; }

LinkList Graph::counterparts(Face face, const Profile& profile, std::string_view placed,
                             std::size_t limit) const {
  Impl& own = *impl_;
  const ClassIndex index = class_index(profile.side, face);
  const Node draft =
      own.nodes.draft(face, own.nodes.id_of_serial(index, profile.serial), profile, placed);
  return describe(own.nodes, draft, own.best_lists(draft, own.crew.first(), limit));
}

}  // namespace isthmus::links
