// Term prefixes, value slots and document layout of the Xapian index, so that stock tools
// (xapian-delve, Omega) can read it.
//
// A document's number is the record's serial, its data is the record's id. Prefixes follow Omega's
// convention (https://xapian.org/docs/omega/termprefixes.html); those that begin with X are ours. A
// term is at most 245 bytes: longer ones are cut and end in the hash of the whole.
//
//   (none)  word, Han character, Han bigram; Han word of three or more characters (no positions)
//   Z       stem of a word (no positions)
//   S, ZS   the same of the title
//   A, ZA   words of the authors' names
//   K, ZK   words of the keywords
//   Q       unique id
//   I       audience ("may see")
//   L       language
//   T       media type
//   P       path (source URI)
//   D M Y   date as YYYYMMDD, YYYYMM, YYYY
//   X…      ours, below
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace isthmus::terms {

inline constexpr std::string_view kStem = "Z";
inline constexpr std::string_view kTitle = "S";
inline constexpr std::string_view kAuthor = "A";
inline constexpr std::string_view kKeyword = "K";
inline constexpr std::string_view kId = "Q";
inline constexpr std::string_view kMaySee =
    "I";  // audience terms of schema/face.h; "public" on every public face
inline constexpr std::string_view kLanguage = "L";  // primary subtag: zh, en
inline constexpr std::string_view kDay = "D";
inline constexpr std::string_view kMonth = "M";
inline constexpr std::string_view kYear = "Y";
inline constexpr std::string_view kMediaType = "T";
inline constexpr std::string_view kPath = "P";
inline constexpr std::string_view kSide = "XSIDE";
inline constexpr std::string_view kKind = "XKIND";
inline constexpr std::string_view kOrganisation = "XORG";
inline constexpr std::string_view kProgramme = "XPROG";
inline constexpr std::string_view kCollection = "XCOLL";
inline constexpr std::string_view kCode = "XCODE";      // engine/text codes: "sv0401", "gbt7714"
inline constexpr std::string_view kIdentifier = "XID";  // normal_identifier()
// In profiles alone (engine/links/profile.h), where an organisation has kOrganisation.
inline constexpr std::string_view kPerson = "XPERSON";
inline constexpr std::string_view kPreviewOf =
    "XPREVIEW";  // on a public face: audiences that see the restricted one instead

inline constexpr std::size_t kMaxTermBytes = 245;  // Xapian's limit for glass

// prefix + value; a ':' between them where the value begins with a capital letter and the prefix
// has more than one, as Omega does; longer than kMaxTermBytes is cut and hashed.
std::string term(std::string_view prefix, std::string_view value);

}  // namespace isthmus::terms
