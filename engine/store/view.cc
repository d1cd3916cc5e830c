// The typed half of View: what the keys and values mean, over get, get_all and scan alone.
#include "engine/store/store.h"

namespace isthmus::store {
namespace {

Error unreadable(Error cause, std::string_view what, std::string_view id) {
  cause.message = std::string(what) + " of \"" + std::string(id) + "\": " + cause.message;
  return cause;
}

// The values that can be read, decoded; nothing in the place of the others.
template <typename T>
std::vector<std::optional<T>> decoded(const std::vector<std::optional<std::string>>& values) {
  std::vector<std::optional<T>> all(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    Result<T> value = codec::decode<T>(*values[i]);
    if (value) all[i] = std::move(*value);
  }
  return all;
}

}  // namespace

Result<StoredRecord> View::record(std::string_view id) const {
  const std::optional<std::string> bytes = TRY(get(Family::kRecords, id));
  if (!bytes) {
    return Error{ErrorCode::kNotFound, "no record has the id \"" + std::string(id) + "\"",
                 "look it up with `isthmus-indexer list` or a search"};
  }
  Result<StoredRecord> stored = codec::decode<StoredRecord>(*bytes);
  if (!stored) return unreadable(std::move(stored).error(), "the record", id);
  return stored;
}

Result<std::vector<std::optional<StoredRecord>>> View::records(
    const std::vector<std::string>& ids) const {
  return decoded<StoredRecord>(TRY(get_all(Family::kRecords, ids)));
}

Result<std::vector<std::optional<Headline>>> View::headlines(
    const std::vector<std::string>& ids) const {
  std::vector<std::optional<Headline>> headlines(ids.size());
  std::vector<std::optional<StoredHeadline>> stored =
      decoded<StoredHeadline>(TRY(get_all(Family::kRecords, ids)));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (stored[i]) headlines[i] = std::move(stored[i]->headline);
  }
  return headlines;
}

Result<void> View::for_each(
    Family family, std::string_view prefix,
    const std::function<Result<void>(std::string_view key, std::string_view value)>& visit) const {
  Result<void> visited;
  TRY(scan(family, prefix, {}, [&](std::string_view key, std::string_view value) {
    visited = visit(key, value);
    return static_cast<bool>(visited);
  }));
  return visited;
}

Result<std::string> View::body(std::string_view id) const {
  return TRY(get(Family::kBodies, id)).value_or(std::string());
}

Result<Record> View::whole_record(std::string_view id) const {
  StoredRecord stored = TRY(record(id));
  stored.record.body = TRY(body(id));
  return std::move(stored.record);
}

Result<LinkList> View::links(Face face, std::string_view id, std::size_t most) const {
  std::vector<LinkList> lists = TRY(links({{face, std::string(id)}}, most));
  return std::move(lists.front());
}

Result<std::vector<LinkList>> View::links(const std::vector<Faced>& of, std::size_t most) const {
  std::vector<std::string> keys;
  for (const Faced& faced : of) keys.push_back(keys::faced(faced.face, faced.id));
  const std::vector<std::optional<std::string>> found = TRY(get_all(Family::kLinks, keys));
  std::vector<LinkList> lists(of.size());
  for (std::size_t i = 0; i < of.size(); ++i) {
    if (!found[i]) continue;
    Result<LinkList> list = codec::decode_first<LinkList>(*found[i], most);
    if (!list) return unreadable(std::move(list).error(), "the links", of[i].id);
    lists[i] = std::move(*list);
  }
  return lists;
}

Result<std::optional<Profile>> View::profile(Face face, std::string_view id) const {
  const std::optional<std::string> bytes = TRY(get(Family::kProfiles, keys::faced(face, id)));
  if (!bytes) return std::optional<Profile>();
  Result<Profile> profile = codec::decode<Profile>(*bytes);
  if (!profile) return unreadable(std::move(profile).error(), "the profile", id);
  return std::optional<Profile>(std::move(*profile));
}

Result<std::uint64_t> View::last_position() const {
  const std::optional<std::string> key = TRY(last_key(Family::kChanges));
  return key ? keys::position_of_change(*key) : 0;
}

Result<void> View::changes_after(
    std::uint64_t position, const std::function<bool(std::uint64_t, const Change&)>& visit) const {
  std::optional<Error> failure;
  TRY(scan(Family::kChanges, {}, keys::change(position + 1),
           [&](std::string_view key, std::string_view value) {
             const std::uint64_t at = keys::position_of_change(key);
             const Result<Change> change = codec::decode<Change>(value);
             if (change) return visit(at, *change);
             failure = unreadable(change.error(), "the change", std::to_string(at));
             return false;
           }));
  if (failure) return *std::move(failure);
  return {};
}

}  // namespace isthmus::store
