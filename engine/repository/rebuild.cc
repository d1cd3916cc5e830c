// Rebuilding: serials, memberships, profiles, places in the space of meaning, index, works,
// links and topics again from records and bodies alone. What is learned from all records (the statistics of links, the
// space) is learned again when it is outgrown, as at the end of any run, so that a rebuild changes
// nothing that readers see.
//
// Readers go on with the generation that they have: the new index is made beside the old one, and
// only the end is announced. A marker in meta makes the next opening do it again after a kill.
#include <algorithm>

#include "engine/links/profile.h"
#include "engine/repository/expected.h"
#include "engine/repository/writer_impl.h"
#include "engine/works/judge.h"
#include "engine/works/signature.h"

namespace isthmus::repository {
namespace {

using store::Family;

std::vector<Named> in_order(const ExpectedById& expected) {
  std::vector<Named> named;
  for (const auto& [id, one] : expected) named.push_back({one.serial, id, one.faces});
  std::sort(named.begin(), named.end(),
            [](const Named& left, const Named& right) { return left.serial < right.serial; });
  return named;
}

Result<void> erase_unexpected(store::Writer& store, const ExpectedById& expected) {
  store::Batch batch;
  for (const Family family :
       {Family::kSerials, Family::kBodies, Family::kProfiles, Family::kVectors, Family::kSources}) {
    TRY(store.scan(family, {}, {}, [&](std::string_view key, std::string_view value) {
      if (!is_expected(expected, family, key, value)) batch.erase(family, key);
      return true;
    }));
  }
  return store.write(std::move(batch));
}

std::vector<works::Ledger::FaceNow> signatures_of(const Record& whole) {
  std::vector<works::Ledger::FaceNow> signatures;
  for (const Face face : faces_of(whole))
    signatures.push_back({face, works::make_signature({whole, face})});
  return signatures;
}

Result<void> write_works(store::Writer& store, works::Ledger& ledger) {
  store::Batch batch;
  ledger.move_into(batch);
  TRY(store.write(std::move(batch)));
  ledger.forget_written();
  return {};
}

Result<void> write_expected(store::Writer& store, const ExpectedById& expected,
                            const std::vector<Work>& work) {
  store::Batch batch;
  for (const Work& one : work) {
    const Expected& record = expected.at(one.id);
    batch.put(Family::kSerials, keys::serial(one.serial), one.id);
    if (!record.member.empty()) batch.put(Family::kSources, record.member, {});
    for (const Prepared::FaceData& data : one.faces) {
      batch.put(Family::kProfiles, keys::faced(data.face, one.id), codec::encode(data.profile));
    }
  }
  return store.write(std::move(batch));
}

// Derives everything but the links, the index in a folder of its own.
Result<void> derive(store::Writer& store, IndexFollower& index, std::uint64_t position,
                    const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const ExpectedById expected = TRY(expected_by_records(store));
  TRY(erase_unexpected(store, expected));
  const std::vector<Named> named = in_order(expected);
  for (std::size_t done = 0; done < named.size();) {
    const std::size_t end = std::min(done + kRoundChanges, named.size());
    std::vector<Work> work =
        TRY(present_work(store, {named.begin() + static_cast<std::ptrdiff_t>(done),
                                 named.begin() + static_cast<std::ptrdiff_t>(end)}));
    TRY(write_expected(store, expected, work));
    TRY(index.start(std::move(work), 0));
    done = end;
    if (progress) progress(done, named.size());
  }
  TRY(index.start({}, position));
  return index.wait();
}

Result<void> replace_folder(const std::filesystem::path& current,
                            const std::filesystem::path& fresh) {
  std::error_code failure;
  std::filesystem::path old = current;
  old += ".old";
  std::filesystem::remove_all(old, failure);
  if (!failure) std::filesystem::rename(current, old, failure);
  if (!failure) std::filesystem::rename(fresh, current, failure);
  if (!failure) std::filesystem::remove_all(old, failure);
  if (!failure) return {};
  return Error{ErrorCode::kIo,
               "putting the new index in \"" + current.string() + "\": " + failure.message(),
               "check the disk and the rights on the folder"};
}

}  // namespace

Result<store::Batch> Writer::Impl::erasure_of(Family family) const {
  store::Batch batch;
  TRY(store->scan(family, {}, {}, [&](std::string_view key, std::string_view) {
    batch.erase(family, key);
    return true;
  }));
  return batch;
}

Result<void> Writer::Impl::rebuild(const Progress& progress) {
  TRY(flush());
  store::Batch marker;
  marker.put(Family::kMeta, keys::kRebuilding, "1");
  // Statistics of profiles of other rules are no good either.
  if (!TRY(has_present_profiles())) marker.erase(Family::kMeta, keys::kLinkEpoch);
  TRY(store->write(std::move(marker)));
  TRY(rebuild_index(progress));
  if (options.vectors) TRY(rebuild_space());
  TRY(rebuild_works());
  if (options.links) TRY(rebuild_links());
  TRY(find_topics());
  store::Batch last;
  if (options.links) {
    last.erase(Family::kMeta, keys::kRebuilding);
    last.put(Family::kMeta, keys::kProfileRules, std::to_string(links::kProfileRules));
  }
  announce(last);
  return store->write(std::move(last));
}

Result<void> Writer::Impl::rebuild_index(const Progress& progress) {
  std::error_code ignored;  // what cannot be removed makes the opening fail
  std::filesystem::remove_all(new_index_directory(), ignored);
  auto fresh = TRY(IndexFollower::open(new_index_directory()));
  TRY(derive(*store, *fresh, position, progress));
  fresh.reset();
  index.reset();
  TRY(replace_folder(index_directory(), new_index_directory()));
  index = TRY(IndexFollower::open(index_directory()));
  return {};
}

// Their rules are named when they are complete: a kill in between makes the next opening do it
// again.
Result<void> Writer::Impl::rebuild_works() {
  store::Batch first;
  first.erase(Family::kMeta, keys::kWorkRules);
  TRY(store->write(std::move(first)));
  store::Batch erasure = TRY(erasure_of(Family::kWorks));
  TRY(store->write(std::move(erasure)));
  works = TRY(works::Ledger::open(*store));
  std::size_t done = 0;
  for (const auto& [id, expected] : TRY(expected_by_records(*store))) {
    const Record whole = TRY(store->whole_record(id));
    TRY(works->apply(id, signatures_of(whole)));
    if (++done % kRoundChanges == 0) TRY(write_works(*store, *works));
  }
  TRY(write_works(*store, *works));
  store::Batch last;
  last.put(Family::kMeta, keys::kWorkRules, std::to_string(works::kRules));
  return store->write(std::move(last));
}

Result<void> Writer::Impl::rebuild_links() {
  store::Batch erasure = TRY(erasure_of(Family::kLinks));
  TRY(store->write(std::move(erasure)));
  TRY(replay_links());
  graph->rewrite_all();
  return settle_links(Telling::kAtTheEnd);
}

}  // namespace isthmus::repository
