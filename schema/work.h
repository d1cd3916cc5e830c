// The work: what several records are together when they describe one and the same thing: copies of
// it and versions of it. Records stay records; a work is only the ties between them.
//
// These are the forms in which the store keeps what works are derived from (schema/keys.h, works):
// the signature of each face of a record, the buckets that lead from a key to the records that have
// it, the ties of a face to others, and people's decisions. The rules stand in engine/works.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/face.h"
#include "schema/record.h"

namespace isthmus {

enum class WorkRelation : std::uint8_t { kCopy = 0, kVersion = 1 };
enum class WorkReason : std::uint8_t {
  kDeclared = 0,    // by a person's decision, or by the record itself
  kIdentifier = 1,  // an identifier of the work in common
  kTitle = 2,       // title, authors and year
  kText = 3         // nearly the same text
};
std::string_view name_of(WorkRelation relation);  // "copy", "version"
std::string_view name_of(WorkReason reason);      // "declared", "identifier", "title", "text"

// One face of another record that is the same work.
struct WorkTie {
  Face face = Face::kPublic;
  std::string id;
  WorkRelation relation = WorkRelation::kCopy;
  WorkReason reason = WorkReason::kDeclared;
  std::uint8_t likeness = 0;  // of the texts in percent, estimated; 0 when they cannot be compared
  std::string shared;         // the identifier, with kIdentifier

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "face", self.face);
    visit(2, "id", self.id);
    visit(3, "relation", self.relation);
    visit(4, "reason", self.reason);
    visit(5, "likeness", self.likeness);
    visit(6, "shared", self.shared);
  }
  bool operator==(const WorkTie&) const = default;
};

struct WorkTies {
  std::vector<WorkTie> ties;       // sorted by id, then face
  std::vector<std::string> apart;  // ids that a person has said are other works; sorted

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "ties", self.ties);
    visit(2, "apart", self.apart);
  }
  bool operator==(const WorkTies&) const = default;
};

// What of a record its text's sketch was made from.
enum class SketchSource : std::uint8_t { kNone = 0, kAbstract = 1, kBody = 2 };

// One face of a record reduced to what pairs are judged by.
struct WorkSignature {
  Kind kind = Kind::kNone;
  std::uint16_t year = 0;                // 0: unknown
  std::vector<std::string> identifiers;  // of the work; sorted
  std::vector<std::string> titles;       // folded words, one blank between two; the original first
  std::vector<std::string> authors;      // folded family names; sorted
  std::string collection;                // part of the id, hashed
  std::string file;                      // the source file, hashed; empty: unknown
  SketchSource sketch_source = SketchSource::kNone;
  std::uint32_t shingles = 0;         // distinct ones that the sketch was made from
  std::string sketch;                 // engine/works/sketch.h
  std::vector<std::string> keys;      // of the buckets that it stands in, 8 bytes each; sorted
  std::vector<std::string> declared;  // ids that the record says are the same work; sorted
  std::uint64_t realm = 0;            // engine/works/bucket.h

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "kind", self.kind);
    visit(2, "year", self.year);
    visit(3, "identifiers", self.identifiers);
    visit(4, "titles", self.titles);
    visit(5, "authors", self.authors);
    visit(6, "file", self.file);
    visit(7, "sketch_source", self.sketch_source);
    visit(8, "shingles", self.shingles);
    visit(9, "sketch", self.sketch);
    visit(10, "keys", self.keys);
    visit(11, "declared", self.declared);
    visit(12, "realm", self.realm);
    visit(13, "collection", self.collection);
  }
  bool operator==(const WorkSignature&) const = default;
};

// The records of one realm that have a key: the first of them in the order of ids.
struct WorkRealm {
  std::uint64_t realm = 0;
  std::vector<std::string> ids;  // sorted

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "realm", self.realm);
    visit(2, "ids", self.ids);
  }
  bool operator==(const WorkRealm&) const = default;
};

struct WorkBucket {
  std::vector<WorkRealm> realms;  // sorted

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "realms", self.realms);
  }
  bool operator==(const WorkBucket&) const = default;
};

// What a person has said of two records.
enum class WorkVerdict : std::uint8_t { kNone = 0, kSame = 1, kApart = 2 };
struct WorkDecision {
  WorkVerdict verdict = WorkVerdict::kNone;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "verdict", self.verdict);
  }
  bool operator==(const WorkDecision&) const = default;
};

}  // namespace isthmus
