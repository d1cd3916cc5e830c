// Several files of one collection about one work are one record: a paper's PDF, its Crossref XML and
// its entry in a bibliography.
//
// Two are one when they have the same DOI and one of them at least comes from a record file
// (bibliographies, metadata), or when a record file names a document by its id; when the same people
// may see them; and when their titles say the same: a false join is worse than a missed one, and an
// identifier may be mistaken. Two documents are never joined. Each file's part is kept, so that the record follows when a part changes or goes.
//
// The record keeps the id of the part that came first. What record files say of a work (title,
// people, dates, identifiers) goes before what is read out of a document; the longest body wins;
// keywords, identifiers, codes, equipment and programmes are those of all parts.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/pipeline/batch.h"
#include "indexer/pipeline/target.h"
#include "schema/record.h"

namespace isthmus::pipeline {

// What one file says of a record.
struct Part {
  std::string source_key;
  Record record;
};

// May these two be parts of one record? They have an identifier or an id in common.
bool are_one(const Record& a, const Record& b);

// The record that the parts make, under the id of the first; `parts` is not empty.
Record joined(std::vector<Part> parts);

// What the files say of the record, as it is stored; empty when one file alone made it.
Result<std::vector<Part>> stored_parts(const store::View& view, std::string_view id);

class Joiner {
 public:
  explicit Joiner(Target& target) : target_(target) {}

  // The id of the record, given by another file too, that this one is part of; empty when there is
  // none.
  Result<std::string> home_of(const Record& record, const SourceFile& source);

  // Makes the record part of the one with the id `home`; the whole as it is now.
  Result<Part> join(const std::string& home, Part part);

  // Takes the file's part out of the record. Nothing: it has none there. The rest otherwise, empty
  // when this was the last part.
  Result<std::optional<std::vector<Part>>> leave(const std::string& id,
                                                 const std::string& source_key);

  // Ids of the records that the file has its part in.
  Result<std::vector<std::string>> parts_of_source(const std::string& source_key) const;

  // Every record that is put goes by here.
  void note(const Record& record, const std::string& source_key);

 private:
  Result<bool> has_parts(const std::string& id);
  Result<bool> is_home(const std::string& id, const Record& record, const SourceFile& source);
  Result<std::string> named_by(const std::string& key) const;
  Result<std::vector<Part>> parts_of(const std::string& id) const;
  Result<std::optional<Part>> present(const std::string& id) const;
  void keep(const std::string& id, const Part& part);

  Target& target_;
  // What this run has written and the view may not show yet.
  std::map<std::string, std::string, std::less<>> named_;            // identifier key -> id
  std::map<std::string, std::optional<Record>, std::less<>> parts_;  // part key -> part; gone
  std::optional<std::set<std::string, std::less<>>> with_parts_;     // ids; read once
  std::map<std::string, Part, std::less<>> recent_;                  // id -> what was put
  std::deque<std::pair<std::string, std::size_t>> recent_order_;
  std::size_t recent_bytes_ = 0;
};

}  // namespace isthmus::pipeline
