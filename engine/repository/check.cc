// Checking: every statement of the store and the index held against what it is derived from, on a
// snapshot as readers have it.
#include "engine/activity/check.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <unordered_set>

#include "engine/links/graph.h"
#include "engine/links/profile.h"
#include "engine/repository/expected.h"
#include "engine/repository/reader.h"
#include "engine/repository/work.h"
#include "engine/vectors/document_vectors.h"
#include "engine/works/expected.h"

namespace isthmus::repository {
namespace {

using store::Family;

constexpr std::size_t kReportedProblems = 1000;

std::string quote(std::string_view id) { return "\"" + std::string(id) + "\""; }
std::string named(Face face) { return face == Face::kPublic ? "public" : "restricted"; }

std::string described(Family family, std::string_view key, std::string_view value) {
  switch (family) {
    case Family::kSerials:
      return "a document number names " + quote(value);
    case Family::kBodies:
      return "a body belongs to " + quote(key);
    case Family::kProfiles:
      return "a profile belongs to " + quote(keys::id_of_faced(key));
    case Family::kVectors:
      return "a place in the space of meaning belongs to " + quote(keys::id_of_faced(key));
    case Family::kLinks:
      return "a list of links belongs to " + quote(keys::id_of_faced(key));
    default:
      return "a source gave " + quote(keys::id_of_member(key));
  }
}

// The same place, but for rounding: another machine may have put it there.
bool are_near(std::string_view stored, std::string_view expected) {
  const Result<vectors::Placed> left = vectors::unpack(stored);
  const Result<vectors::Placed> right = vectors::unpack(expected);
  const auto is_step = [](char a, char b) {
    return std::abs(static_cast<signed char>(a) - static_cast<signed char>(b)) <= 1;
  };
  return left && right && left->serial == right->serial &&
         std::equal(left->bytes.begin(), left->bytes.end(), right->bytes.begin(),
                    right->bytes.end(), is_step);
}

class Checker {
 public:
  Checker(const Snapshot& snapshot, CheckReport& report)
      : snapshot_(snapshot), view_(snapshot.store()), report_(report) {}

  Result<void> run(const std::filesystem::path& directory);

 private:
  void note(std::string problem);
  Result<void> check_log();
  Result<void> check_records();
  Result<void> check_record(const StoredRecord& stored);
  Result<void> check_profiles(const Record& whole, std::uint32_t serial);
  void check_space();
  Result<void> check_place(Face face, const std::string& id, const Profile& profile);
  Result<void> check_strays();
  Result<void> check_works();
  Result<void> check_links();
  void check_targets(std::string_view key, const LinkList& list);
  Result<void> check_against_graph();
  Result<void> check_index(Face face);
  bool has_face(std::string_view id, Face face) const;

  const Snapshot& snapshot_;
  const store::View& view_;
  CheckReport& report_;
  ExpectedById expected_;
  bool can_read_space_ = true;
  std::set<std::string, std::less<>> unindexed_;  // changed after the index's watermark
};

void Checker::note(std::string problem) {
  ++report_.problem_count;
  if (report_.problems.size() < kReportedProblems) report_.problems.push_back(std::move(problem));
}

bool Checker::has_face(std::string_view id, Face face) const {
  const Expected* record = find_expected(expected_, id);
  return record && (record->faces & touch_of(face)) != 0;
}

Result<void> Checker::run(const std::filesystem::path& directory) {
  expected_ = TRY(expected_by_records(view_));
  TRY(check_log());
  check_space();
  TRY(check_records());
  TRY(check_strays());
  TRY(check_works());
  TRY(check_links());
  TRY(check_index(Face::kPublic));
  TRY(check_index(Face::kRestricted));
  const auto say = [this](std::string problem) { note(std::move(problem)); };
  const activity::Counts counts = activity::check(directory, say);
  report_.decisions = counts.link_decisions + counts.gap_decisions;
  std::sort(report_.problems.begin(), report_.problems.end());
  return {};
}

Result<void> Checker::check_log() {
  const std::uint64_t last = TRY(view_.last_position());
  std::uint64_t expected = 1;
  const Result<void> read = view_.changes_after(0, [&](std::uint64_t at, const Change& change) {
    if (at != expected) note("the log has no change " + std::to_string(expected));
    expected = at + 1;
    if (at > snapshot_.position()) unindexed_.insert(change.id);
    return true;
  });
  if (!read) note(read.error().message);
  if (snapshot_.position() < last) {
    note("the index is " + std::to_string(last - snapshot_.position()) +
         " changes behind the log: the next opening by a writer catches up");
  }
  return {};
}

Result<void> Checker::check_records() {
  std::vector<std::string> ids;
  TRY(view_.scan(Family::kRecords, {}, {}, [&](std::string_view key, std::string_view) {
    ids.emplace_back(key);
    return true;
  }));
  for (const std::string& id : ids) {
    ++report_.records;
    const Result<StoredRecord> stored = view_.record(id);
    if (!stored) {
      note(stored.error().message);
    } else {
      TRY(check_record(*stored));
    }
  }
  return {};
}

Result<void> Checker::check_record(const StoredRecord& stored) {
  Record whole = stored.record;
  const std::string& id = whole.id;
  whole.body = TRY(view_.body(id));
  if (content_hash(whole) != stored.content_hash) {
    note("record " + quote(id) + " and its body do not fit their hash");
  }
  if (TRY(view_.get(Family::kSerials, keys::serial(stored.serial))) != id) {
    note("document number " + std::to_string(stored.serial) + " does not name its record " +
         quote(id));
  }
  const std::string member = member_key(stored.source_key, id);
  if (!member.empty() && !TRY(view_.get(Family::kSources, member))) {
    note("the source of record " + quote(id) + " does not list it");
  }
  return check_profiles(whole, stored.serial);
}

Result<void> Checker::check_profiles(const Record& whole, std::uint32_t serial) {
  for (const Face face : faces_of(whole)) {
    Profile derived = links::make_profile({whole, face});
    derived.serial = serial;
    const Result<std::optional<Profile>> stored = view_.profile(face, whole.id);
    if (!stored || *stored != derived) {
      note("the " + named(face) + " profile of record " + quote(whole.id) +
           " is not what its text gives");
    }
    TRY(check_place(face, whole.id, derived));
  }
  return {};
}

// A snapshot without one says that there is none, or that it cannot be read.
void Checker::check_space() {
  if (snapshot_.vectors() != nullptr) return;
  const auto loaded = vectors::DocumentVectors::load(view_, nullptr);
  if (!loaded) note("the space of meaning: " + loaded.error().message);
  can_read_space_ = loaded.has_value();
}

Result<void> Checker::check_place(Face face, const std::string& id, const Profile& profile) {
  if (!can_read_space_) return {};
  const auto stored = TRY(view_.get(Family::kVectors, keys::faced(face, id)));
  const vectors::Space* space = snapshot_.vectors() ? &snapshot_.vectors()->space() : nullptr;
  if (space ? stored && are_near(*stored, space->place(profile)) : !stored) return {};
  note("record " + quote(id) + " does not stand where its " + named(face) +
       " profile puts it in the space of meaning");
  return {};
}

Result<void> Checker::check_strays() {
  for (const Family family : {Family::kSerials, Family::kBodies, Family::kProfiles,
                              Family::kVectors, Family::kLinks, Family::kSources}) {
    TRY(view_.scan(family, {}, {}, [&](std::string_view key, std::string_view value) {
      if (!is_expected(expected_, family, key, value)) {
        note(described(family, key, value) + ", and there is no such record");
      }
      return true;
    }));
  }
  return {};
}

Result<void> Checker::check_works() {
  if (!TRY(view_.get(Family::kMeta, keys::kWorkRules))) {
    note("the works are not complete: the next opening by a writer makes them");
    return {};
  }
  const auto say = [this](std::string problem) { note(std::move(problem)); };
  return works::compare_with_records(view_, say);
}

Result<void> Checker::check_links() {
  TRY(view_.scan(Family::kLinks, {}, {}, [&](std::string_view key, std::string_view value) {
    const Result<LinkList> list = codec::decode<LinkList>(value);
    if (list) {
      check_targets(key, *list);
    } else {
      note("the links of " + quote(keys::id_of_faced(key)) + ": " + list.error().message);
    }
    return true;
  }));
  const std::string settled = TRY(view_.get(Family::kMeta, keys::kLinkWatermark)).value_or("0");
  if (settled == std::to_string(TRY(view_.last_position()))) return check_against_graph();
  note("the links are settled up to change " + settled +
       " of the log: the next run of a writer settles the rest");
  return {};
}

void Checker::check_targets(std::string_view key, const LinkList& list) {
  const auto check_list = [&](const std::vector<Link>& targets, Face face) {
    for (const Link& link : targets) {
      ++report_.links;
      if (has_face(link.target, face)) continue;
      note("a link of " + quote(keys::id_of_faced(key)) + " leads to " + quote(link.target) +
           ", which has no " + named(face) + " face");
    }
  };
  check_list(list.public_targets, Face::kPublic);
  check_list(list.restricted_targets, Face::kRestricted);
}

Result<void> Checker::check_against_graph() {
  const Result<std::unique_ptr<links::Graph>> graph = links::Graph::load(view_);
  if (!graph) {
    note("the links cannot be made again: " + graph.error().message);
    return {};
  }
  for (const auto& [id, record] : expected_) {
    for (const Face face : kFaces) {
      if ((record.faces & touch_of(face)) == 0) continue;
      const Result<std::optional<Profile>> profile = view_.profile(face, id);
      const Result<LinkList> stored = view_.links(face, id);
      const auto placed = view_.get(Family::kVectors, keys::faced(face, id));
      if (!profile || !*profile || !stored || !placed) continue;  // reported already
      const LinkList best = (*graph)->counterparts(face, **profile, placed->value_or(std::string()),
                                                   links::kStoredLinks);
      if (*stored == best) continue;
      note("the " + named(face) + " links of record " + quote(id) + " are not its best ones");
    }
  }
  return {};
}

Result<void> Checker::check_index(Face face) {
  std::unordered_set<std::string> indexed;
  const IndexLease index = snapshot_.index();
  TRY(index->for_each_document(face, [&](std::uint32_t serial, std::string_view id) {
    ++report_.documents;
    indexed.emplace(id);
    const Expected* record = find_expected(expected_, id);
    const bool fits = has_face(id, face) && record->serial == serial;
    if (!fits && !unindexed_.contains(id)) {
      note("the " + named(face) + " index holds " + quote(id) + " as document " +
           std::to_string(serial) + ", the store does not");
    }
    return true;
  }));
  for (const auto& [id, record] : expected_) {
    if (!has_face(id, face) || indexed.contains(id) || unindexed_.contains(id)) continue;
    note("record " + quote(id) + " is missing in the " + named(face) + " index");
  }
  return {};
}

}  // namespace

Result<CheckReport> check(const std::filesystem::path& directory) {
  ReaderOptions options;
  options.index_handles = 1;
  const std::unique_ptr<Reader> reader = TRY(Reader::open(directory, options));
  const std::shared_ptr<const Snapshot> snapshot = reader->snapshot();
  CheckReport report;
  TRY(Checker(*snapshot, report).run(directory));
  return report;
}

}  // namespace isthmus::repository
