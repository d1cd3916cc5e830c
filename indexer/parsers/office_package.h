// The parts of an office document by path: a ZIP package (OOXML, OpenDocument, EPUB), or one flat
// XML file that holds the parts of a Word document ("pkg:package").
//
// A part that cannot be read costs itself alone: faults() says which and why. Paths are compared
// without regard to case, as OOXML asks.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/xml.h"
#include "schema/result.h"

namespace isthmus::parsers {

// A relation of a part to another one, OOXML's way of linking.
struct Relation {
  std::string id;      // "rId3"
  std::string type;    // last part of the URI: "footnotes"
  std::string target;  // path in the package
};

class OfficePackage {
 public:
  // Reads those parts of which `is_wanted` says so (it gets paths in lower case), of `most` bytes
  // together. Errors: kInvalidSource when it is no archive, kTooLarge.
  static Result<OfficePackage> open(std::string_view bytes,
                                    bool (*is_wanted)(std::string_view path), std::uint64_t most);
  // Of a flat file. Errors: kInvalidSource.
  static Result<OfficePackage> open_flat(std::string_view xml);

  // The bytes of a part; nothing when there is none, and for parts of flat files.
  const std::string* bytes(std::string_view path) const;
  // Frees the bytes of a part that was read.
  void drop(std::string_view path);
  // The root element of a part, as far as the part can be read; nothing when there is none.
  std::optional<XmlNode> root(std::string_view path);
  // Of the part, or of the package itself for "".
  std::vector<Relation> relations(std::string_view part);
  // The first part that `part` has a relation of this type to; empty when there is none.
  std::string related(std::string_view part, std::string_view type);

  std::vector<std::string> paths() const;  // in lower case
  // What could not be read, as warnings.
  void warn_faults(const Emitter& emitter) const;

 private:
  Result<void> read_members(std::string_view bytes, bool (*is_wanted)(std::string_view),
                            std::uint64_t most);

  std::map<std::string, std::string, std::less<>> parts_;      // by path in lower case
  std::map<std::string, XmlDocument, std::less<>> documents_;  // parsed parts
  std::map<std::string, XmlNode, std::less<>> flat_parts_;
  std::vector<Error> faults_;
};

// "word/media/a.png" of "../media/a.png" in "word/x/b.xml"; a leading slash begins at the package.
std::string resolved_path(std::string_view base_part, std::string_view target);

// Where an entry whose path begins so stands in the directory of a ZIP (of a cut-off one: in its
// beginning); nothing when there is none, nor for entries of archives within it.
std::optional<std::size_t> zip_entry(std::string_view bytes, std::string_view path_prefix);
// Does the ZIP begin with an entry "mimetype" that begins so?
bool zip_has_mimetype(std::string_view bytes, std::string_view media_type);
// The folder that an OOXML package keeps its document in: "word/", "xl/", "ppt/"; empty when it is
// none.
std::string_view zip_folder(std::string_view bytes);

}  // namespace isthmus::parsers
