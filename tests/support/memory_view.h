// A store in memory: a View of ordered maps, for tests that need a store and no disk.
//
// Threads: one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/store/store.h"

namespace isthmus::tests {

class MemoryView final : public store::View {
 public:
  using Map = std::map<std::string, std::string, std::less<>>;

  Result<std::optional<std::string>> get(store::Family family,
                                         std::string_view key) const override {
    const Map& map = family_map(family);
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional(found->second);
  }

  Result<std::vector<std::optional<std::string>>> get_all(
      store::Family family, const std::vector<std::string>& keys) const override {
    std::vector<std::optional<std::string>> values;
    for (const std::string& key : keys) values.push_back(TRY(get(family, key)));
    return values;
  }

  Result<void> scan(
      store::Family family, std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    const Map map = family_map(family);  // one moment, whatever visit() writes
    for (auto at = map.lower_bound(std::max(prefix, from)); at != map.end(); ++at) {
      if (!at->first.starts_with(prefix) || !visit(at->first, at->second)) break;
    }
    return {};
  }

  Result<std::optional<std::string>> last_key(store::Family family) const override {
    const Map& map = family_map(family);
    return map.empty() ? std::nullopt : std::optional(map.rbegin()->first);
  }

  Result<void> write(store::Batch&& batch) {
    const store::Batch taken = std::move(batch);
    taken.visit(
        [this](store::Family family, std::string_view key, std::optional<std::string_view> value) {
          if (value) {
            families_[family].insert_or_assign(std::string(key), *value);
          } else {
            families_[family].erase(std::string(key));
          }
        });
    return {};
  }

  const Map& family_map(store::Family family) const {
    static const Map kEmpty;
    const auto found = families_.find(family);
    return found == families_.end() ? kEmpty : found->second;
  }

 private:
  std::map<store::Family, Map> families_;
};

}  // namespace isthmus::tests
