#include "engine/repository/expected.h"

#include "engine/repository/work.h"

namespace isthmus::repository {

using store::Family;

std::string member_key(std::string_view source_key, std::string_view id) {
  const std::size_t end = source_key.find('\0');
  if (end == std::string_view::npos) return {};
  return keys::member(source_key.substr(1, end - 1), source_key.substr(end + 1), id);
}

Result<ExpectedById> expected_by_records(const store::View& view) {
  ExpectedById expected;
  TRY(view.scan(Family::kRecords, {}, {}, [&](std::string_view key, std::string_view value) {
    const Result<StoredRecord> stored = codec::decode<StoredRecord>(value);
    if (!stored) return true;
    expected[std::string(key)] = {stored->serial, touch_of(faces_of(stored->record)),
                                  member_key(stored->source_key, key)};
    return true;
  }));
  return expected;
}

const Expected* find_expected(const ExpectedById& expected, std::string_view id) {
  const auto found = expected.find(id);
  return found == expected.end() ? nullptr : &found->second;
}

bool is_expected(const ExpectedById& expected, Family family, std::string_view key,
                 std::string_view value) {
  switch (family) {
    case Family::kSerials: {
      const Expected* record = find_expected(expected, value);
      return record && keys::serial(record->serial) == key;
    }
    case Family::kProfiles:
    case Family::kVectors:
    case Family::kLinks: {
      const Expected* record = find_expected(expected, keys::id_of_faced(key));
      return record && (record->faces & touch_of(keys::face_of_key(key))) != 0;
    }
    case Family::kSources: {
      const Expected* record = find_expected(expected, keys::id_of_member(key));
      return !key.starts_with('m') || (record && record->member == key);
    }
    default:
      return find_expected(expected, key) != nullptr;
  }
}

}  // namespace isthmus::repository
