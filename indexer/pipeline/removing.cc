#include "indexer/pipeline/removing.h"

#include <optional>
#include <set>
#include <vector>

#include "schema/codec.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

using store::Family;

Result<std::vector<std::string>> keys_of(const store::View& view, Family family,
                                         const std::string& prefix) {
  std::vector<std::string> found;
  TRY(view.scan(family, prefix, {}, [&](std::string_view key, std::string_view) {
    found.emplace_back(key);
    return true;
  }));
  return found;
}

// What each source said of the record where several describe it; the sources.
Result<std::set<std::string>> forget_parts(repository::Writer& writer, std::string_view id) {
  std::set<std::string> sources;
  for (const std::string& part :
       TRY(keys_of(writer.view(), Family::kSources, keys::part_prefix(id)))) {
    const std::string source = keys::source_of_part(part);
    writer.forget(Family::kSources, part);
    writer.forget(Family::kSources, keys::joined(keys::collection_of_source(source),
                                                 keys::path_of_source(source), id));
    sources.insert(source);
  }
  return sources;
}

// The state stays: it says how the source's records are named, and where the file is kept.
Result<void> read_again(repository::Writer& writer, const std::string& source_key) {
  const std::optional<std::string> value = TRY(writer.view().get(Family::kSources, source_key));
  if (!value) return {};
  Result<SourceState> state = codec::decode<SourceState>(*value);
  if (!state || state->content_hash.empty()) return {};
  state->content_hash.clear();
  writer.note(Family::kSources, source_key, codec::encode(*state));
  return {};
}

// A record that cannot be read does not say where it came from: any source of the collection may
// have given it.
Result<std::set<std::string>> possible_sources(const repository::Writer& writer,
                                               std::string_view id) {
  const Result<StoredRecord> stored = writer.view().record(id);
  if (stored || stored.error().code != ErrorCode::kCorrupt) return std::set<std::string>();
  const auto all =
      TRY(keys_of(writer.view(), Family::kSources, keys::source_prefix(collection_of(id))));
  return std::set<std::string>(all.begin(), all.end());
}

Result<void> forget_sources(repository::Writer& writer, const std::string& collection) {
  for (const std::string& prefix :
       {keys::source_prefix(collection), keys::harvest_prefix(collection)}) {
    for (const std::string& key : TRY(keys_of(writer.view(), Family::kSources, prefix)))
      writer.forget(Family::kSources, key);
  }
  writer.forget(Family::kSources, keys::collection(collection));
  return {};
}

}  // namespace

// The removal comes last: it may end the round.
Result<bool> remove_record(repository::Writer& writer, std::string_view id) {
  const std::string owner = TRY(writer.source_of(id));
  std::set<std::string> sources = TRY(forget_parts(writer, id));
  sources.merge(owner.empty() ? TRY(possible_sources(writer, id)) : std::set{owner});
  for (const std::string& source : sources) TRY(read_again(writer, source));
  return writer.remove(id);
}

Result<std::uint64_t> remove_collection(repository::Writer& writer, const std::string& collection) {
  const std::vector<std::string> ids =
      TRY(keys_of(writer.view(), Family::kRecords, collection + ":"));
  const bool is_known =
      TRY(writer.view().get(Family::kSources, keys::collection(collection))).has_value();
  if (ids.empty() && !is_known) {
    return Error{ErrorCode::kNotFound, "there is no collection " + quote(collection),
                 "`isthmus-indexer stats` lists the collections"};
  }
  TRY(forget_sources(writer, collection));
  std::uint64_t removed = 0;
  for (const std::string& id : ids) {
    TRY(forget_parts(writer, id));
    removed += TRY(writer.remove(id));
  }
  return removed;
}

}  // namespace isthmus::pipeline
