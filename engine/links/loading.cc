#include "engine/links/loading.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/links/graph.h"
#include "engine/vectors/space.h"

namespace isthmus::links {
namespace {

// 0 when it is not there.
Result<std::uint64_t> number_of(const store::View& view, std::string_view key) {
  const std::optional<std::string> text = TRY(view.get(store::Family::kMeta, key));
  if (!text) return std::uint64_t{0};
  std::uint64_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, failure] = std::from_chars(text->data(), end, number);
  if (failure == std::errc() && stop == end) return number;
  return Error{ErrorCode::kCorrupt, "meta/" + std::string(key) + " is no number: \"" + *text + "\"",
               "run `isthmus-indexer check --repair`"};
}

Result<std::uint64_t> watermark_of(const store::View& view) {
  return number_of(view, keys::kLinkWatermark);
}

// Nothing when a target is not there, or not ranked as it must be.
std::optional<TargetList> targets_of(const std::vector<Link>& links, const NodeSet& nodes,
                                     ClassIndex index) {
  TargetList list;
  for (const Link& link : links) {
    const auto target = nodes.find(face_of_class(index), link.target);
    if (!target || class_of(*target) != index) return std::nullopt;
    list.push_back({slot_of(*target), steps_of_score(link.strength)});
  }
  const auto rank = [&](const Target& one) {
    return nodes.node(node_ref(index, one.slot)).rank(one.steps);
  };
  const bool ranked = std::is_sorted(
      list.begin(), list.end(),
      [&](const Target& a, const Target& b) { return ranks_above(rank(a), rank(b)); });
  if (!ranked || list.size() > kStoredLinks) return std::nullopt;
  return list;
}

// Nothing when the list has to be made anew.
std::optional<Lists> lists_of(std::string_view bytes, const NodeSet& nodes, ClassIndex source) {
  const Result<LinkList> stored = codec::decode<LinkList>(bytes);
  if (!stored || side_of_class(source) == Side::kNone) return std::nullopt;
  Lists lists;
  for (std::size_t face = 0; face < kFaces.size(); ++face) {
    const bool is_public = static_cast<Face>(face) == Face::kPublic;
    const std::vector<Link>& links =
        is_public ? stored->public_targets : stored->restricted_targets;
    auto targets = targets_of(links, nodes, target_class(source, static_cast<Face>(face)));
    if (!targets) return std::nullopt;
    lists[face] = std::move(*targets);
  }
  return lists;
}

}  // namespace

Result<EpochData> load_epoch_data(const store::View& view) {
  const std::optional<std::string> bytes = TRY(view.get(store::Family::kMeta, keys::kLinkEpoch));
  if (!bytes) return EpochData{};
  return decode_epoch(*bytes);
}

Result<std::uint64_t> settled_public_position(const store::View& view) {
  const std::uint64_t watermark = TRY(watermark_of(view));
  std::uint64_t settled = 0;
  if (watermark == 0) return settled;
  TRY(view.changes_after(watermark - 1, [&](std::uint64_t, const Change& change) {
    settled = change.public_position;
    return false;
  }));
  return settled;
}

Result<std::uint32_t> settled_space(const store::View& view) {
  return static_cast<std::uint32_t>(TRY(number_of(view, keys::kLinkSpace)));
}

Result<std::uint32_t> present_space(const store::View& view) {
  const Result<SpaceState> state = vectors::load_state(view);
  if (!state && state.error().code != ErrorCode::kCorrupt) return state.error();
  return state ? state->version : 0;
}

Result<std::set<std::string>> changed_since_settled(const store::View& view) {
  const std::uint64_t watermark = TRY(watermark_of(view));
  std::set<std::string> changed;
  TRY(view.changes_after(watermark, [&](std::uint64_t, const Change& change) {
    if (change.faces & kTouchesPublic) changed.insert(keys::faced(Face::kPublic, change.id));
    if (change.faces & kTouchesRestricted)
      changed.insert(keys::faced(Face::kRestricted, change.id));
    return true;
  }));
  return changed;
}

Result<void> load_nodes(const store::View& view, const std::set<std::string>& left_out,
                        NodeSet& nodes) {
  std::optional<Error> failure;
  TRY(view.scan(
      store::Family::kProfiles, {}, {}, [&](std::string_view key, std::string_view value) {
        if (left_out.contains(std::string(key))) return true;
        Result<Profile> profile = codec::decode<Profile>(value);
        if (!profile) {
          failure = std::move(profile).error();
          failure->message =
              "the profile of \"" + std::string(keys::id_of_faced(key)) + "\": " + failure->message;
          return false;
        }
        nodes.add(nodes.draft(keys::face_of_key(key), keys::id_of_faced(key), *profile, {}));
        return true;
      }));
  if (failure) return *std::move(failure);
  return load_places(view, nodes);
}

Result<void> load_places(const store::View& view, NodeSet& nodes) {
  return view.scan(store::Family::kVectors, {}, {},
                   [&](std::string_view key, std::string_view value) {
                     const auto ref = nodes.find(keys::face_of_key(key), keys::id_of_faced(key));
                     if (ref) nodes.place(*ref, value);
                     return true;
                   });
}

Result<std::set<std::string>> load_lists(const store::View& view,
                                         const std::set<std::string>& left_out,
                                         const NodeSet& nodes, LinkLists& lists) {
  for (const NodeRef ref : nodes.alive_nodes()) {
    lists.set_lists(ref, {});
    lists.set_written(ref);
  }
  std::set<std::string> ownerless;
  TRY(view.scan(store::Family::kLinks, {}, {}, [&](std::string_view key, std::string_view value) {
    if (left_out.contains(std::string(key))) return true;
    const auto ref = nodes.find(keys::face_of_key(key), keys::id_of_faced(key));
    if (!ref) {
      ownerless.insert(std::string(key));
      return true;
    }
    if (auto stored = lists_of(value, nodes, class_of(*ref))) {
      lists.set_lists(*ref, std::move(*stored));
      lists.set_written(*ref);
    } else {
      lists.forget(*ref);
    }
    return true;
  }));
  return ownerless;
}

}  // namespace isthmus::links
