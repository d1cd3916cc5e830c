#include "engine/topics/identity.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "schema/hash.h"

namespace isthmus::topics {
namespace {

// How many members an old set and a new one share.
struct Overlap {
  std::size_t count = 0;
  std::string before;
  std::uint32_t now = 0;
};

struct Overlaps {
  std::vector<Overlap> greatest_first;
  std::map<std::string, std::size_t> sizes;  // of the old sets, as far as members are still there
};

Overlaps overlaps_of(const std::vector<std::string>& members, const Membership& sets,
                     const IdsBefore& before) {
  Overlaps all;
  std::map<std::pair<std::string, std::uint32_t>, std::size_t> counts;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto found = before.find(members[i]);
    if (found == before.end()) continue;
    ++counts[{found->second, sets[i]}];
    ++all.sizes[found->second];
  }
  for (const auto& [pair, count] : counts)
    all.greatest_first.push_back({count, pair.first, pair.second});
  std::stable_sort(all.greatest_first.begin(), all.greatest_first.end(),
                   [](const Overlap& a, const Overlap& b) { return a.count > b.count; });
  return all;
}

// The least of its members' hashes stands for a set.
std::vector<std::uint64_t> hashes_of(const std::vector<std::string>& members,
                                     const Membership& sets) {
  std::vector<std::uint64_t> hashes(count_of(sets), ~std::uint64_t{0});
  for (std::size_t i = 0; i < members.size(); ++i)
    hashes[sets[i]] = std::min(hashes[sets[i]], hash64(members[i]));
  return hashes;
}

}  // namespace

std::string short_id(char letter, std::uint64_t hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr int kLength = 10;
  std::string id = {letter, '-'};
  for (int i = 0; i < kLength; ++i) id += kDigits[hash >> (60 - 4 * i) & 15];
  return id;
}

Identities identify(const std::vector<std::string>& members, const Membership& sets,
                    const IdsBefore& before, const Finding& finding) {
  Identities identities;
  identities.ids.resize(count_of(sets));
  const Overlaps overlaps = overlaps_of(members, sets, before);
  std::set<std::string> taken;
  for (const auto& [member, id] : before) taken.insert(id);
  std::set<std::string> kept;
  for (const Overlap& overlap : overlaps.greatest_first) {
    const bool is_most = 2 * overlap.count > overlaps.sizes.at(overlap.before);
    if (!is_most || !identities.ids[overlap.now].empty()) continue;
    identities.ids[overlap.now] = overlap.before;
    kept.insert(overlap.before);
  }
  const std::vector<std::uint64_t> hashes = hashes_of(members, sets);
  for (std::size_t set = 0; set < hashes.size(); ++set) {
    for (int attempt = 0; identities.ids[set].empty(); ++attempt) {
      const std::string source = std::to_string(finding.learned) + ' ' +
                                 std::to_string(hashes[set]) + ' ' + std::to_string(attempt);
      std::string id = short_id(finding.letter, hash64(source));
      if (taken.insert(id).second) identities.ids[set] = std::move(id);
    }
  }
  for (const Overlap& overlap : overlaps.greatest_first) {
    if (!kept.contains(overlap.before))
      identities.successors.emplace(overlap.before, identities.ids[overlap.now]);
  }
  return identities;
}

}  // namespace isthmus::topics
