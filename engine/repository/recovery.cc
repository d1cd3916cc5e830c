// Opening the repository: what a killed writer left between store, links and index is done from the
// log.
#include <charconv>
#include <unordered_map>

#include "engine/links/profile.h"
#include "engine/repository/writer_impl.h"
#include "engine/works/judge.h"

namespace isthmus::repository {
namespace {

struct LoggedChange {
  std::uint64_t position = 0;
  Change change;
};

Result<std::vector<LoggedChange>> changes_after(const store::View& view, std::uint64_t position) {
  std::vector<LoggedChange> changes;
  TRY(view.changes_after(position, [&](std::uint64_t at, const Change& change) {
    changes.push_back({at, change});
    return changes.size() < kRoundChanges;
  }));
  return changes;
}

// Each record once, with all faces that its changes touch: replaying goes to the present state at
// once.
std::vector<Named> named_by(const std::vector<LoggedChange>& changes) {
  std::vector<Named> named;
  std::unordered_map<std::uint32_t, std::size_t> places;
  for (const auto& [position, change] : changes) {
    const auto [place, is_new] = places.try_emplace(change.serial, named.size());
    if (is_new) named.push_back({change.serial, change.id, 0});
    Named& one = named[place->second];
    one.touched = static_cast<std::uint8_t>(one.touched | change.faces);
  }
  return named;
}

Result<std::uint64_t> number_in_meta(const store::View& view, std::string_view name) {
  const std::string text = TRY(view.get(store::Family::kMeta, name)).value_or("0");
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) {
    return Error{ErrorCode::kCorrupt,
                 "\"" + std::string(name) + "\" of the store is no number: \"" + text + "\"",
                 "restore the repository folder from a backup"};
  }
  return number;
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& directory,
                                             WriterOptions options) {
  auto impl = std::make_unique<Impl>();
  impl->directory = directory;
  impl->options = options;
  impl->store = TRY(store::Writer::open(directory / "knowledge"));
  std::error_code ignored;  // what a killed rebuild left; a new one overwrites it anyway
  std::filesystem::remove_all(impl->new_index_directory(), ignored);
  impl->index = TRY(IndexFollower::open(impl->index_directory()));
  TRY(impl->load_counters());
  TRY(impl->recover());
  return std::unique_ptr<Writer>(new Writer(std::move(impl)));
}

Result<void> Writer::Impl::load_counters() {
  position = TRY(store->last_position());
  if (position > 0) {
    TRY(store->changes_after(position - 1, [&](std::uint64_t, const Change& change) {
      public_position = change.public_position;
      return false;
    }));
  }
  const std::uint64_t serial = TRY(number_in_meta(*store, keys::kNextSerial));
  next_serial = std::max(1U, static_cast<std::uint32_t>(serial));
  link_watermark = TRY(number_in_meta(*store, keys::kLinkWatermark));
  generation = TRY(number_in_meta(*store, keys::kGeneration));
  return load_space_state();
}

Result<void> Writer::Impl::recover() {
  const bool was_rebuilding = TRY(store->get(store::Family::kMeta, keys::kRebuilding)).has_value();
  // An index ahead of the log belongs to a store that has lost its end, or to another one.
  const bool is_foreign = index->watermark() > position;
  TRY(load_works());
  if (position == 0) TRY(name_profile_rules());  // a new store has none of other rules
  const bool is_outdated = was_rebuilding || !TRY(has_present_profiles());
  if ((is_outdated && options.links) || is_foreign) return rebuild({});
  TRY(replay_index());
  if (!options.links || link_watermark == position) return {};
  return load_links();
}

Result<bool> Writer::Impl::has_present_profiles() const {
  return TRY(number_in_meta(*store, keys::kProfileRules)) == links::kProfileRules;
}

Result<void> Writer::Impl::name_profile_rules() {
  store::Batch batch;
  batch.put(store::Family::kMeta, keys::kProfileRules, std::to_string(links::kProfileRules));
  return store->write(std::move(batch));
}

Result<void> Writer::Impl::load_works() {
  works = TRY(works::Ledger::open(*store));
  const std::uint64_t rules = TRY(number_in_meta(*store, keys::kWorkRules));
  return rules == works::kRules ? Result<void>() : rebuild_works();
}

Result<void> Writer::Impl::before_change() {
  return options.links && !graph ? load_links() : Result<void>();
}

Result<void> Writer::Impl::load_links() {
  const Result<void> replayed = replay_links();
  if (!replayed && replayed.error().code == ErrorCode::kCorrupt) return rebuild({});
  return replayed;
}

Result<void> Writer::Impl::replay_index() {
  for (std::uint64_t done = index->watermark(); done < position;) {
    const std::vector<LoggedChange> changes = TRY(changes_after(*store, done));
    if (changes.empty()) break;
    done = changes.back().position;
    std::vector<Work> work = TRY(present_work(*store, named_by(changes)));
    TRY(index->start(std::move(work), done));
  }
  return index->wait();
}

Result<void> Writer::Impl::replay_links() {
  graph = TRY(links::Graph::load(*store));
  for (std::uint64_t done = link_watermark; done < position;) {
    const std::vector<LoggedChange> changes = TRY(changes_after(*store, done));
    if (changes.empty()) break;
    done = changes.back().position;
    for (const auto& [at, change] : changes) {
      for (const Face face : kFaces) {
        if ((change.faces & touch_of(face)) == 0) continue;
        graph->apply(face, change.id, TRY(store->profile(face, change.id)),
                     TRY(store->get(store::Family::kVectors, keys::faced(face, change.id)))
                         .value_or(std::string()),
                     change.public_position);
      }
    }
    store::Batch lists;
    graph->write_new(lists);
    TRY(store->write(std::move(lists)));
  }
  return {};
}

}  // namespace isthmus::repository
