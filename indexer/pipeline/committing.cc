#include "indexer/pipeline/committing.h"

#include <algorithm>

#include "indexer/parsers/emit.h"
#include "indexer/pipeline/roots.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

constexpr std::size_t kMaxContested = 1000;  // beyond them duplicates are refused at once

Error is_taken(const std::string& id, const std::string& owner_key) {
  return {
      ErrorCode::kDuplicate,
      "the id " + quote(id) + " is given by " + quote(keys::path_of_source(owner_key)) + " already",
      "give one of them another id"};
}

// Faults of this machine and this moment, not of the source.
bool is_passing(ErrorCode code) {
  return code == ErrorCode::kIo || code == ErrorCode::kDiskFull || code == ErrorCode::kInternal;
}

SourceState state_of(const SourceFile& source, const parsers::Tally& tally) {
  SourceState state;
  state.content_hash = source.content_hash;
  state.refused = tally.refused();
  state.original = source.original;
  state.bytes = source.bytes;
  state.changed = source.changed;
  state.reading = source.reading;
  if (source.named_as != source.path) state.named_as = source.named_as;
  for (const parsers::Tally::Entry& entry : tally.entries()) {
    const parsers::Diagnostic& first = entry.first;
    if (!first.cost_a_record) continue;
    if (is_passing(first.error.code)) state.content_hash.clear();
    state.refusals.push_back({first.inside, first.line, static_cast<std::uint8_t>(first.error.code),
                              first.error.message, first.error.hint});
  }
  return state;
}

parsers::Tally tally_of(const SourceState& state) {
  parsers::Tally tally;
  for (const Refusal& refusal : state.refusals) {
    tally.add({refusal.line,
               {static_cast<ErrorCode>(refusal.code), refusal.message, refusal.hint},
               true,
               refusal.inside});
  }
  return tally;
}

const Record& record_of(const Item& item) {
  const Record* stored = std::get_if<Record>(&item.content);
  return stored != nullptr ? *stored : std::get<repository::Prepared>(item.content).record;
}

// The item with another record, worked out again: everything that is derived depends on it.
Item with_record(Item item, Record record) {
  item.id = record.id;
  repository::Prepared prepared = repository::prepare(std::move(record));
  item.content_hash = prepared.content_hash;
  item.content = std::move(prepared);
  return item;
}

Item renamed(Item item, std::string id) {
  Record record = record_of(item);
  record.id = std::move(id);
  return with_record(std::move(item), std::move(record));
}

}  // namespace

Result<void> Committer::commit(ReadyBatch batch) {
  for (const auto& source : batch.unchanged) TRY(tell_unchanged(*source));
  if (batch.source == nullptr) return {};
  if (open_.source != batch.source) open_ = Open{batch.source, {}, {}, {}, 0, false};
  for (parsers::Diagnostic& diagnostic : batch.diagnostics) open_.tally.add(std::move(diagnostic));
  for (Item& item : batch.items) TRY(commit_item(std::move(item)));
  if (batch.is_last) TRY(close_source());
  return {};
}

void Committer::refuse(std::uint64_t line, Error error) {
  open_.tally.add({line, std::move(error), true});
}

Result<void> Committer::commit_item(Item item) {
  const auto [known, is_new] = open_.lines.emplace(item.id, item.line);
  if (!is_new && parsers::is_named_by_content(item.id)) {
    // Equal rows of a log are two events: each keeps its place in the file's order.
    const std::string again = item.id + "-" + std::to_string(++open_.repeats[item.id] + 1);
    return commit_item(renamed(std::move(item), again));
  }
  if (!is_new) {
    refuse(item.line, {ErrorCode::kDuplicate,
                       "the id " + quote(item.id) + " stands in line " +
                           std::to_string(known->second) + " already",
                       "give one of them another id"});
    return {};
  }
  const std::string home = TRY(joiner_.home_of(record_of(item), *open_.source));
  if (!home.empty()) return join(home, std::move(item));
  const std::string owner = TRY(target_.source_of(item.id));
  const bool is_free = owner.empty() || owner == open_.source->key ||
                       owner == open_.source->renamed_from ||
                       keys::path_of_source(owner) == kStandardInput;
  if (is_free) return put(open_.source->key, std::move(item));
  if (contested_.size() < kMaxContested) {
    contested_.push_back({open_.source, std::move(item)});
  } else {
    open_.is_to_be_read_again = true;
    refuse(item.line, is_taken(item.id, owner));
  }
  return {};
}

Result<void> Committer::join(const std::string& home, Item item) {
  open_.lines.emplace(home, item.line);
  Part whole = TRY(joiner_.join(home, {open_.source->key, record_of(item)}));
  ++report_.joined;
  return put(whole.source_key, with_record(std::move(item), std::move(whole.record)));
}

Result<void> Committer::put(const std::string& source_key, Item item) {
  const bool is_silent = item.is_silent_on_visibility;
  joiner_.note(record_of(item), source_key);
  const repository::Outcome outcome = TRY(target_.put(std::move(item), source_key));
  ++open_.records;
  if (outcome == repository::Outcome::kAdded) ++report_.added;
  if (outcome == repository::Outcome::kUpdated) ++report_.updated;
  if (outcome == repository::Outcome::kUnchanged) ++report_.unchanged;
  if (is_silent && outcome != repository::Outcome::kUnchanged) ++report_.public_by_default;
  return {};
}

// What was refused then is told again.
Result<void> Committer::tell_unchanged(const SourceFile& source) {
  ++report_.unchanged_files;
  const std::optional<std::string> value =
      TRY(target_.view()->get(store::Family::kSources, source.key));
  if (!value) return {};
  SourceState state = TRY(codec::decode<SourceState>(*value));
  report_.refused += state.refused;
  tell(source.path, tally_of(state));
  if (source.changed == 0 || state.changed == source.changed) return {};
  state.changed = source.changed;
  state.bytes = source.bytes;
  state.reading = source.reading;
  target_.note(store::Family::kSources, source.key, codec::encode(state));
  return {};
}

Result<void> Committer::close_source() {
  const Open open = std::exchange(open_, Open());
  const SourceFile& source = *open.source;
  ++report_.files;
  report_.refused += open.tally.refused();
  tell(source.path, open.tally);
  if (source.path == kStandardInput) return {};
  // A file that could not be read at all says nothing about the records that it gave before.
  const bool is_unreadable = open.lines.empty() && open.tally.refused() != 0;
  if (!is_unreadable) TRY(remove_vanished(open, source.path));
  if (!source.renamed_from.empty()) {
    TRY(remove_vanished(open, keys::path_of_source(source.renamed_from)));
    target_.forget(store::Family::kSources, source.renamed_from);
    renamed_sources_.insert(source.renamed_from);
  }
  SourceState state = state_of(source, open.tally);
  state.records = open.records;
  if (open.is_to_be_read_again) state.content_hash.clear();
  target_.note(store::Family::kSources, source.key, codec::encode(state));
  return {};
}

Result<std::vector<std::string>> Committer::members(const std::string& collection,
                                                    const std::string& path) const {
  std::vector<std::string> ids;
  if (target_.view() == nullptr) return ids;
  TRY(target_.view()->scan(store::Family::kSources, keys::member_prefix(collection, path), {},
                           [&](std::string_view key, std::string_view) {
                             ids.push_back(keys::id_of_member(key));
                             return true;
                           }));
  for (std::string& id : TRY(joiner_.parts_of_source(keys::source(collection, path)))) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  return ids;
}

// What the source gave under this path and gives no more.
Result<void> Committer::remove_vanished(const Open& open, const std::string& path) {
  const std::string key = keys::source(open.source->collection, path);
  for (const std::string& id : TRY(members(open.source->collection, path))) {
    if (open.lines.contains(id) && key == open.source->key) continue;
    if (open.lines.contains(id) && TRY(target_.source_of(id)) != key) continue;
    if (TRY(withdraw(id, key))) ++report_.removed;
  }
  return {};
}

Result<bool> Committer::withdraw(const std::string& id, const std::string& source_key) {
  std::optional<std::vector<Part>> rest = TRY(joiner_.leave(id, source_key));
  const std::string owner = TRY(target_.source_of(id));
  if (!rest || rest->empty()) return owner == source_key ? target_.remove(id) : Result<bool>(false);
  const bool was_owner = owner == source_key;
  const std::string present_owner = was_owner ? rest->front().source_key : owner;
  Record whole = joined(*std::move(rest));
  whole.id = id;
  TRY(put(present_owner, with_record({}, std::move(whole))));
  return false;
}

Result<std::uint64_t> Committer::remove_source(const std::string& collection,
                                               const std::string& path) {
  std::uint64_t removed = 0;
  const std::string key = keys::source(collection, path);
  for (const std::string& id : TRY(members(collection, path))) removed += TRY(withdraw(id, key));
  target_.forget(store::Family::kSources, key);
  return removed;
}

Result<void> Committer::finish(const std::set<std::string>& vanished_keys) {
  for (Contested& contested : contested_) {
    const std::string owner = TRY(target_.source_of(contested.item.id));
    if (owner.empty() || vanished_keys.contains(owner)) {
      TRY(put(contested.source->key, std::move(contested.item)));
      continue;
    }
    parsers::Tally tally;
    tally.add({contested.item.line, is_taken(contested.item.id, owner), true});
    ++report_.refused;
    tell(contested.source->path, tally);
    // The source is to be read again next time: the id may be free then.
    SourceState state = state_of(*contested.source, tally);
    state.content_hash.clear();
    target_.note(store::Family::kSources, contested.source->key, codec::encode(state));
  }
  contested_.clear();
  return {};
}

void Committer::tell(const std::string& path, const parsers::Tally& tally) {
  std::vector<parsers::Tally::Entry> entries = tally.entries();
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first.line < b.first.line; });
  for (const parsers::Tally::Entry& entry : entries) observer_.finding({path, entry});
  if (tally.refused() <= parsers::Tally::kMaxRefusals) return;
  const std::string rest = std::to_string(tally.refused() - parsers::Tally::kMaxRefusals);
  observer_.finding(
      {path, {{0, {ErrorCode::kInvalidRecord, rest + " more records are refused", ""}, true}, 1}});
}

}  // namespace isthmus::pipeline
