#include "indexer/pipeline/known_sources.h"

#include "schema/keys.h"

namespace isthmus::pipeline {

Result<KnownSources> KnownSources::load(const store::View* view, const Root& root) {
  KnownSources known;
  if (view == nullptr || root.is_standard_input()) return known;
  TRY(view->scan(store::Family::kSources, keys::source_prefix(root.collection), {},
                 [&](std::string_view key, std::string_view value) {
                   Result<SourceState> state = codec::decode<SourceState>(value);
                   if (state) known.states_.emplace(keys::path_of_source(key), *std::move(state));
                   return true;
                 }));
  std::set<std::string> present;
  for (const File& file : root.files) present.insert(file.path);
  for (const auto& [path, state] : known.states_) {
    if (!state.named_as.empty()) known.names_.insert(state.named_as);
    if (root.is_whole && !present.contains(path) && !state.original.empty())
      known.vanished_.emplace(state.original, path);
  }
  for (const std::string& path : root.gone.value_or(std::vector<std::string>())) {
    const SourceState* state = known.state(path);
    if (state != nullptr && !state->original.empty())
      known.vanished_.emplace(state->original, path);
  }
  return known;
}

const SourceState* KnownSources::state(const std::string& path) const {
  const auto found = states_.find(path);
  return found == states_.end() ? nullptr : &found->second;
}

std::string KnownSources::renamed_from(const std::string& original) const {
  const auto found = vanished_.find(original);
  return found == vanished_.end() ? std::string() : found->second;
}

std::string KnownSources::free_name(const std::string& path) const {
  std::string name = path;
  for (int number = 2; names_.contains(name); ++number) name = path + "#" + std::to_string(number);
  return name;
}

Result<std::set<std::string>> named_originals(const store::View& view) {
  std::set<std::string> named;
  TRY(view.scan(store::Family::kSources, keys::kSourceTag, {},
                [&](std::string_view, std::string_view value) {
                  const Result<SourceState> state = codec::decode<SourceState>(value);
                  if (state) named.insert(state->original);
                  return true;
                }));
  return named;
}

}  // namespace isthmus::pipeline
