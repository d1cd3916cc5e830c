// The binary form of what the store keeps: versioned, checksummed, and driven by the field tables.
//
//   envelope  := version:u8 fields checksum:le64   XXH3-64 of everything before it
//   fields    := field*                            in the order of tags; default values left out
//   field     := tag:varint length:varint value
//   value     := string | u8 | varint | date | f64 | fields | map_entry
//   date      := year:le16 month:u8 day:u8
//   map_entry := length:varint key value           one field an entry, under the same tag
//   list      := one field an element, under the same tag
//
// Tags and types stand in the visit_fields() of each structure. Unknown tags are skipped, so that a
// field can be added without a new version. le16 and le64 are little-endian; varint is LEB128.
//
// Errors: decoding gives kCorrupt for a bad checksum, a cut-off value or trailing bytes;
// kNewerSchema for a newer version.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/governance.h"
#include "schema/link.h"
#include "schema/record.h"
#include "schema/result.h"

namespace isthmus {

// A record with what the store knows about it. Its body lies apart (schema/keys.h, bodies).
struct StoredRecord {
  std::uint32_t serial = 0;  // document number in the index, from 1, never used again
  std::string
      content_hash;        // of the record's own encoding with body: the same hash, the same record
  std::string source_key;  // the source that gave the record (schema/keys.h, 's')
  Record record;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "serial", self.serial);
    visit(2, "content_hash", self.content_hash);
    visit(3, "source_key", self.source_key);
    visit(4, "record", self.record);
  }
};

// The stored record as far as a list shows it: the same bytes as StoredRecord.
struct StoredHeadline {
  Headline headline;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(4, "record", self.headline);
  }
};

enum class Operation : std::uint8_t { kNone = 0, kPut = 1, kRemove = 2 };

// Which faces a change touches: those that the record had before it or has after it.
inline constexpr std::uint8_t kTouchesPublic = 1;
inline constexpr std::uint8_t kTouchesRestricted = 2;

// One entry of the log. It names the record; a follower reads the record's present state, so
// replaying is harmless.
struct Change {
  Operation operation = Operation::kNone;
  std::uint32_t serial = 0;
  std::uint8_t faces = 0;
  std::uint64_t public_position =
      0;  // how many changes up to and including this one touch a public face
  std::string id;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "operation", self.operation);
    visit(2, "serial", self.serial);
    visit(3, "faces", self.faces);
    visit(4, "id", self.id);
    visit(5, "public_position", self.public_position);
  }
};

// Why something of a source was refused.
struct Refusal {
  std::string inside;  // the file within a container; empty: the source itself
  std::uint64_t line = 0;
  std::uint8_t code = 0;  // ErrorCode
  std::string message;
  std::string hint;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "inside", self.inside);
    visit(2, "line", self.line);
    visit(3, "code", self.code);
    visit(4, "message", self.message);
    visit(5, "hint", self.hint);
  }
  bool operator==(const Refusal&) const = default;
};

// What is known of a source file that was read. Hashes are BLAKE2b-256, hexadecimal.
struct SourceState {
  std::string content_hash;   // of the bytes, the settings and the parser that shape its records;
                              // empty: to be read again in any case
  std::uint64_t records = 0;  // taken in
  std::uint64_t refused = 0;  // diagnostics that cost a record
  std::vector<Refusal> refusals;  // the first of them
  std::string original;           // hash of the bytes alone: where the file itself is kept
  std::uint64_t bytes = 0;
  std::uint64_t changed =
      0;                 // the file's status change time in nanoseconds; 0: not to be relied on
  std::string reading;   // of the settings and of all parsers
  std::string named_as;  // the path that its records' ids are made from when it was another;
                         // the file was renamed

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "content_hash", self.content_hash);
    visit(2, "records", self.records);
    visit(3, "refused", self.refused);
    visit(5, "refusals", self.refusals);
    visit(6, "original", self.original);
    visit(7, "bytes", self.bytes);
    visit(8, "changed", self.changed);
    visit(9, "reading", self.reading);
    visit(10, "named_as", self.named_as);
  }
};

// One term of a profile, or a name.
struct ProfileTerm {
  std::string term;     // stem, Han word, code as indexed; name with its prefix (schema/terms.h)
  std::string surface;  // as it stood in the text, for evidence; empty when it equals the term
  std::uint32_t count = 0;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "term", self.term);
    visit(2, "surface", self.surface);
    visit(3, "count", self.count);
  }
  bool operator==(const ProfileTerm&) const = default;
};

// What links are computed from: one face of a record reduced to counted terms and identifiers.
struct Profile {
  std::uint32_t serial = 0;
  Side side = Side::kNone;
  std::vector<ProfileTerm> terms;        // sorted by term, at most 256
  std::vector<std::string> identifiers;  // normal_identifier() of what the record is; sorted
  std::vector<std::string> references;   // normal_identifier() of what it cites; sorted
  std::vector<std::string> audiences;    // audience terms of a restricted face
  std::vector<DeclaredRelation> relations;
  // The people and organisations behind it, not counted; sorted by term, at most 32.
  std::vector<ProfileTerm> names;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "serial", self.serial);
    visit(2, "side", self.side);
    visit(3, "terms", self.terms);
    visit(4, "identifiers", self.identifiers);
    visit(5, "references", self.references);
    visit(6, "audiences", self.audiences);
    visit(7, "relations", self.relations);
    visit(8, "names", self.names);
  }
  bool operator==(const Profile&) const = default;
};

namespace codec {

// One pair for each type that is stored: Record, StoredRecord, Change, SourceState, Profile,
// LinkList, Organisation, Programme, Agreement, Lexicon, LexiconTerm, the forms of schema/work.h,
// schema/space.h, schema/topic.h and schema/activity.h. StoredHeadline is only decoded.
template <typename T>
std::string encode(const T& value);
template <typename T>
Result<T> decode(std::string_view bytes);
// The value with only the first `most` elements of each of its own lists: link lists are long, and
// a hit shows three links.
template <typename T>
Result<T> decode_first(std::string_view bytes, std::size_t most);

}  // namespace codec
}  // namespace isthmus
