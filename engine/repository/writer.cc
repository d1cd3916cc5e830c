#include "engine/repository/writer.h"

#include <algorithm>
#include <iterator>

#include "engine/links/epoch.h"
#include "engine/repository/expected.h"
#include "engine/repository/writer_impl.h"

namespace isthmus::repository {
namespace {

constexpr std::size_t kRoundBytes = 16 << 20;

// Fewer changes make no statistics.
constexpr std::uint64_t kLeastChanges = 16;

// What the serials say of a record whose bytes cannot be read: enough to replace or remove it.
Result<std::optional<Present>> present_by_serial(const store::View& view, std::string_view id) {
  std::optional<Present> found;
  TRY(view.scan(store::Family::kSerials, {}, {}, [&](std::string_view key, std::string_view value) {
    if (value != id) return true;
    found = Present{static_cast<std::uint32_t>(keys::position_of_change(key)),
                    {},
                    {},
                    kTouchesPublic | kTouchesRestricted};
    return false;
  }));
  return found;
}

// Gives the profiles away: nothing else needs them afterwards.
void apply_links(links::Graph& graph, Work& work) {
  for (const Face face : kFaces) {
    if ((work.touched & touch_of(face)) == 0) continue;
    std::optional<Profile> profile;
    std::string placed;
    for (Prepared::FaceData& data : work.faces) {
      if (data.face != face) continue;
      profile = std::move(data.profile);
      placed = std::move(data.placed);
    }
    graph.apply(face, work.id, std::move(profile), placed, work.public_position);
  }
}

std::vector<works::Ledger::FaceNow> taken_signatures(std::vector<Prepared::FaceData>& faces) {
  std::vector<works::Ledger::FaceNow> taken;
  for (Prepared::FaceData& data : faces)
    taken.push_back({data.face, std::exchange(data.signature, {})});
  return taken;
}

}  // namespace

Result<std::optional<Present>> Writer::Impl::present(std::string_view id) const {
  const auto gathered = round.present.find(id);
  if (gathered != round.present.end()) return gathered->second;
  Result<StoredRecord> stored = store->record(id);
  if (stored) {
    return std::optional(Present{stored->serial, std::move(stored->content_hash),
                                 std::move(stored->source_key),
                                 touch_of(faces_of(stored->record))});
  }
  if (stored.error().code == ErrorCode::kNotFound) return std::optional<Present>();
  if (stored.error().code == ErrorCode::kCorrupt) return present_by_serial(*store, id);
  return std::move(stored).error();
}

Result<Outcome> Writer::Impl::put(Prepared prepared, std::string_view source_key) {
  const std::optional<Present> before = TRY(present(prepared.record.id));
  const bool is_same = before && before->content_hash == prepared.content_hash;
  if (is_same && before->source_key == source_key) return Outcome::kUnchanged;
  if (before) erase_member(prepared.record.id, *before);
  Present now{0, prepared.content_hash, std::string(source_key),
              touch_of(faces_of(prepared.record))};
  now.serial = before ? before->serial : next_serial++;
  StoredRecord stored{now.serial, now.content_hash, now.source_key, std::move(prepared.record)};
  const std::string body = std::exchange(stored.record.body, {});
  write_record(stored, now);
  if (!is_same) {
    write_body(stored.record.id, body, before.has_value());
    TRY(write_derived(stored.record.id, std::move(prepared.faces), now, before));
  }
  TRY(end_full_round());
  if (is_same) return Outcome::kUnchanged;
  return before ? Outcome::kUpdated : Outcome::kAdded;
}

Result<bool> Writer::Impl::remove(std::string_view id) {
  const std::optional<Present> before = TRY(present(id));
  if (!before) return false;
  round.batch.erase(store::Family::kRecords, id);
  round.batch.erase(store::Family::kBodies, id);
  round.batch.erase(store::Family::kSerials, keys::serial(before->serial));
  erase_member(id, *before);
  erase_faces(id, before->faces);
  TRY(works->apply(id, {}));
  round.present.insert_or_assign(std::string(id), std::nullopt);
  enlist(Operation::kRemove, {before->serial, std::string(id), before->faces, 0, {}});
  TRY(end_full_round());
  return true;
}

void Writer::Impl::write_record(const StoredRecord& stored, const Present& now) {
  const std::string& id = stored.record.id;
  round.batch.put(store::Family::kRecords, id, codec::encode(stored));
  const std::string member = member_key(now.source_key, id);
  if (!member.empty()) round.batch.put(store::Family::kSources, member, {});
  round.present.insert_or_assign(id, now);
}

void Writer::Impl::write_body(const std::string& id, const std::string& body, bool is_known) {
  if (!body.empty()) round.batch.put(store::Family::kBodies, id, body);
  if (body.empty() && is_known) round.batch.erase(store::Family::kBodies, id);
}

Result<void> Writer::Impl::write_derived(const std::string& id,
                                         std::vector<Prepared::FaceData> faces, const Present& now,
                                         const std::optional<Present>& before) {
  if (!before) round.batch.put(store::Family::kSerials, keys::serial(now.serial), id);
  const std::uint8_t faces_before = before ? before->faces : 0;
  erase_faces(id, static_cast<std::uint8_t>(faces_before & ~now.faces));
  Work work{now.serial, id, static_cast<std::uint8_t>(faces_before | now.faces), 0,
            std::move(faces)};
  const vectors::Space* meaning = TRY(present_space());
  for (Prepared::FaceData& data : work.faces) {
    data.profile.serial = now.serial;
    const std::string key = keys::faced(data.face, id);
    round.batch.put(store::Family::kProfiles, key, codec::encode(data.profile));
    if (!meaning) continue;
    data.placed = meaning->place(data.profile);
    round.batch.put(store::Family::kVectors, key, data.placed);
  }
  TRY(works->apply(id, taken_signatures(work.faces)));
  enlist(Operation::kPut, std::move(work));
  return {};
}

void Writer::Impl::erase_member(std::string_view id, const Present& of) {
  const std::string member = member_key(of.source_key, id);
  if (!member.empty()) round.batch.erase(store::Family::kSources, member);
}

void Writer::Impl::erase_faces(std::string_view id, std::uint8_t faces) {
  for (const Face face : kFaces) {
    if ((faces & touch_of(face)) == 0) continue;
    for (const auto family :
         {store::Family::kProfiles, store::Family::kLinks, store::Family::kVectors})
      round.batch.erase(family, keys::faced(face, id));
  }
}

void Writer::Impl::enlist(Operation operation, Work work) {
  if ((work.touched & kTouchesPublic) != 0) {
    ++public_position;
    round.begins_epoch = links::begins_epoch(public_position);
  }
  work.public_position = public_position;
  const Change change{operation, work.serial, work.touched, public_position, work.id};
  round.batch.put(store::Family::kChanges, keys::change(++position), codec::encode(change));
  round.work.push_back(std::move(work));
}

Result<void> Writer::Impl::decide(const std::string& id, const std::string& other,
                                  WorkVerdict verdict) {
  const std::string key = keys::work_decision(id, other);
  if (verdict == WorkVerdict::kNone) {
    round.batch.erase(store::Family::kGovernance, key);
  } else {
    round.batch.put(store::Family::kGovernance, key, codec::encode(WorkDecision{verdict}));
  }
  round.concerns_readers = true;
  return works->decide(id, other, verdict);
}

void Writer::Impl::announce(store::Batch& batch) {
  batch.put(store::Family::kMeta, keys::kGeneration, std::to_string(++generation));
}

// The statistics of an epoch must be stored before a record that they were taken from changes
// (engine/links/graph.h).
Result<void> Writer::Impl::end_full_round() {
  const bool is_full =
      unindexed.size() + round.work.size() >= full_round || round.batch.bytes() >= kRoundBytes;
  if (is_full || (graph && round.begins_epoch)) TRY(write_round());
  if (is_full) return start_indexing();
  return {};
}

Result<void> Writer::Impl::write_round() {
  Round ended = std::exchange(round, Round());
  if (ended.batch.empty()) return {};
  if (ended.concerns_readers) announce(ended.batch);
  ended.batch.put(store::Family::kMeta, keys::kNextSerial, std::to_string(next_serial));
  works->move_into(ended.batch);
  TRY(store->write(std::move(ended.batch)));
  works->forget_written();
  if (graph && !ended.work.empty()) {
    for (Work& work : ended.work) apply_links(*graph, work);
    store::Batch lists;
    graph->write_new(lists);
    TRY(store->write(std::move(lists)));
  }
  std::move(ended.work.begin(), ended.work.end(), std::back_inserter(unindexed));
  return {};
}

Result<void> Writer::Impl::start_indexing() {
  if (unindexed.empty()) return {};
  full_round = std::min(2 * full_round, kRoundChanges);
  return index->start(std::exchange(unindexed, {}), position);
}

Result<void> Writer::Impl::flush() {
  TRY(write_round());
  TRY(start_indexing());
  store->leave_files();  // while the index is written
  return index->wait();
}

// Lists change without a change of the log: each batch tells the readers.
Result<void> Writer::Impl::settle() {
  TRY(flush());
  const bool is_new_space = TRY(learn_when_due());
  if (options.links && is_new_space) {
    if (!graph) TRY(load_links());
    TRY(graph->take_space(*store));
  }
  if (graph && (link_watermark != position || is_new_space)) TRY(settle_links(Telling::kAtOnce));
  return find_topics();
}

Result<void> Writer::Impl::settle_links(Telling telling) {
  if (public_position >= kLeastChanges && is_outgrown(graph->frozen_at(), kStatisticsDivisor))
    graph->begin_epoch(public_position);
  TRY(graph->settle(position, [&](store::Batch&& lists) {
    if (telling == Telling::kAtOnce) announce(lists);
    return store->write(std::move(lists));
  }));
  link_watermark = position;
  return {};
}

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::~Writer() = default;

const store::View& Writer::view() const { return *impl_->store; }

Result<bool> Writer::is_unchanged(std::string_view id, std::string_view content_hash) const {
  const std::optional<Present> present = TRY(impl_->present(id));
  return present && present->content_hash == content_hash;
}

Result<std::string> Writer::source_of(std::string_view id) const {
  const std::optional<Present> present = TRY(impl_->present(id));
  return present ? present->source_key : std::string();
}

Result<Outcome> Writer::put(Prepared prepared, std::string_view source_key) {
  return impl_->guarded([&]() -> Result<Outcome> {
    TRY(impl_->before_change());
    return impl_->put(std::move(prepared), source_key);
  });
}

Result<bool> Writer::remove(std::string_view id) {
  return impl_->guarded([&]() -> Result<bool> {
    TRY(impl_->before_change());
    return impl_->remove(id);
  });
}

void Writer::note(store::Family family, std::string_view key, std::string_view value) {
  impl_->round.batch.put(family, key, value);
  if (family == store::Family::kGovernance) impl_->round.concerns_readers = true;
}

void Writer::forget(store::Family family, std::string_view key) {
  impl_->round.batch.erase(family, key);
  if (family == store::Family::kGovernance) impl_->round.concerns_readers = true;
}

Result<void> Writer::decide(const std::string& id, const std::string& other, WorkVerdict verdict) {
  return impl_->guarded([&] { return impl_->decide(id, other, verdict); });
}

Result<void> Writer::flush() {
  return impl_->guarded([&] { return impl_->flush(); });
}

Result<void> Writer::settle() {
  return impl_->guarded([&] { return impl_->settle(); });
}

Result<void> Writer::rebuild(const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  return impl_->guarded([&] { return impl_->rebuild(progress); });
}

}  // namespace isthmus::repository
