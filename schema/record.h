// The record: one piece of knowledge of either side, and the unit of storing, searching and
// linking.
//
// The field table below (visit_fields) is the one description of a record. The binary codec
// (schema/codec.h), the JSON form (schema/json.h) and the JSON Schema test are all driven by it: a
// new field is one new row.
//
// A record is plain data. Nothing here validates; record_from_json() and codec::decode_record() do.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schema/date.h"

namespace isthmus {

// Which side of the isthmus a record comes from.
enum class Side : std::uint8_t { kNone = 0, kAcademic = 1, kPractice = 2 };

enum class Kind : std::uint8_t {
  kNone = 0,
  // academic
  kPaper = 1,
  kThesis = 2,
  kReport = 3,
  kPatent = 4,
  kCourse = 5,
  kDataset = 6,
  kStandard = 7,
  // practice
  kRunbook = 32,
  kCase = 33,
  kLog = 34,
  kProcedure = 35,
  kLesson = 36,
  kNote = 37,
};

// Names as in JSON, options and filters. `*_from_name` gives kNone for an unknown name.
std::string_view name_of(Side side);
std::string_view name_of(Kind kind);
Side side_from_name(std::string_view name);
Kind kind_from_name(std::string_view name);
Side other_side(Side side);     // kNone for kNone
Side side_of(Kind kind);        // the side that a kind usually stands on; kNone for kNone
std::vector<Kind> all_kinds();  // in the order of the enumeration, without kNone
// What a user may write, in the same order.
std::vector<std::string_view> side_names();
std::vector<std::string_view> kind_names();

// Text in further languages: BCP 47 tag -> text.
using Translations = std::map<std::string, std::string>;

struct Author {
  std::string name;
  std::string orcid;         // "0000-0002-1825-0097", check digit verified
  std::string organisation;  // organisation id or plain name

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "name", self.name);
    visit(2, "orcid", self.orcid);
    visit(3, "organisation", self.organisation);
  }
  bool operator==(const Author&) const = default;
};

// An identifier under which the world knows the record.
struct Identifier {
  std::string scheme;  // doi, isbn, handle, cstr, report, work_order, patent, standard, or another
                       // lower-case word
  std::string value;   // as written; normal_identifier() compares

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "scheme", self.scheme);
    visit(2, "value", self.value);
  }
  bool operator==(const Identifier&) const = default;
};

// A work that the record cites: by identifier, by the words of the citation, or both.
struct Reference {
  std::string scheme;
  std::string value;
  std::string text;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "scheme", self.scheme);
    visit(2, "value", self.value);
    visit(3, "text", self.text);
  }
  bool operator==(const Reference&) const = default;
};

// The person who answers for the record.
struct Contact {
  std::string name;
  std::string email;
  std::string organisation;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "name", self.name);
    visit(2, "email", self.email);
    visit(3, "organisation", self.organisation);
  }
  bool operator==(const Contact&) const = default;
};

// Who may see the record. No audiences at all means "public".
struct Visibility {
  std::vector<std::string>
      audiences;         // "public", "partners", "agreement:<id>", "organisation:<id>"
  Date embargo_until;    // before this day only "organisation:<own>" sees it
  bool preview = false;  // title, abstract and keywords are public although the rest is not

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "audiences", self.audiences);
    visit(2, "embargo_until", self.embargo_until);
    visit(3, "preview", self.preview);
  }
  bool operator==(const Visibility&) const = default;
};

// A relation that the source itself states.
struct DeclaredRelation {
  std::string relation;  // cites, same_work, applies, explains, similar
  std::string target;    // record id

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "relation", self.relation);
    visit(2, "target", self.target);
  }
  bool operator==(const DeclaredRelation&) const = default;
};

// Where the record came from.
struct Source {
  std::string uri;         // path below the source root, or URL; with "#L12" for a line of a file
  std::string media_type;  // "text/markdown"
  std::string hash;        // BLAKE2b-256 of the source's bytes, hexadecimal

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "uri", self.uri);
    visit(2, "media_type", self.media_type);
    visit(3, "hash", self.hash);
  }
  bool operator==(const Source&) const = default;
};

struct Record {
  std::string id;  // "<collection>:<local id>", 3 to 512 bytes, any Unicode but control characters
  Side side = Side::kNone;
  Kind kind = Kind::kNone;
  std::string title;
  Translations title_translations;  // languages other than `language`
  std::string abstract;
  Translations abstract_translations;
  std::string language;  // BCP 47 of title, abstract and body: "zh", "zh-Hant", "en"
  std::vector<Author> authors;
  std::string organisation;             // organisation id
  std::vector<std::string> programmes;  // programme ids: the college's professional groups
  std::vector<std::string> keywords;
  Date date;
  std::vector<Identifier> identifiers;
  std::vector<Reference> references;
  std::vector<std::string> equipment;  // machines, devices, systems
  std::vector<std::string> codes;      // alarm codes, standards, part numbers
  Contact contact;
  Date review_by;
  std::string licence;  // SPDX identifier where there is one
  Visibility visibility;
  std::vector<DeclaredRelation> relations;
  Source source;
  std::string body;  // plain text or Markdown

  // Calls visit(tag, json name, member) for every field, in the order of the JSON form. Tags are
  // for ever: a removed field's tag is never used again.
  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "side", self.side);
    visit(3, "kind", self.kind);
    visit(4, "title", self.title);
    visit(5, "title_translations", self.title_translations);
    visit(6, "abstract", self.abstract);
    visit(7, "abstract_translations", self.abstract_translations);
    visit(8, "language", self.language);
    visit(9, "authors", self.authors);
    visit(10, "organisation", self.organisation);
    visit(11, "programmes", self.programmes);
    visit(12, "keywords", self.keywords);
    visit(13, "date", self.date);
    visit(14, "identifiers", self.identifiers);
    visit(15, "references", self.references);
    visit(16, "equipment", self.equipment);
    visit(17, "codes", self.codes);
    visit(18, "contact", self.contact);
    visit(19, "review_by", self.review_by);
    visit(20, "licence", self.licence);
    visit(21, "visibility", self.visibility);
    visit(22, "relations", self.relations);
    visit(23, "source", self.source);
    visit(24, "body", self.body);
  }
  bool operator==(const Record&) const = default;
};

// What a list shows of a record, and what decides who may see it: fields of Record under Record's
// tags, so that the stored bytes of a record decode as a headline at a fraction of the cost. The
// same for every face of a record.
struct Headline {
  std::string id;
  Side side = Side::kNone;
  Kind kind = Kind::kNone;
  std::string title;
  Translations title_translations;
  std::string language;
  std::string organisation;
  Visibility visibility;

  // Tags and names as in Record.
  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "side", self.side);
    visit(3, "kind", self.kind);
    visit(4, "title", self.title);
    visit(5, "title_translations", self.title_translations);
    visit(8, "language", self.language);
    visit(10, "organisation", self.organisation);
    visit(21, "visibility", self.visibility);
  }
  bool operator==(const Headline&) const = default;
};

// "cnc" of "cnc:chatter-1": what stands before the first colon.
std::string_view collection_of(std::string_view record_id);

// The form in which two writings of one identifier are equal: "doi:10.1145/3292500" for
// "https://doi.org/10.1145/3292500", digits alone for an ISBN, no blanks or hyphens and lower case
// for the others. Empty for an empty value.
std::string normal_identifier(std::string_view scheme, std::string_view value);

}  // namespace isthmus
