// Where the index keeps the packed columns of its documents: in the metadata of its databases, in
// blocks of 256 documents. Internal to engine/index.
//
//   block := row[256]       by document number; key "isthmus_columns:<number of the block>"
//   row   := size:le16 byte[size]     packed (columns.h); empty where there is no document
//
// Xapian's own values would stand in the table of term lists, where every commit puts them between
// what is there already and splits its blocks: that costs a tenth of the time of adding.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace isthmus::index {

// The changes of one database until they are written. Everything throws Xapian::Error.
class ColumnBlocks {
 public:
  // Empty: the document is no more. Longer than 65,535 bytes is cut.
  void set(const Xapian::Database& database, Xapian::docid document, std::string_view packed);
  // Puts what was set into the metadata, for the next commit.
  void write(Xapian::WritableDatabase& database);
  void clear() { changed_.clear(); }

 private:
  using Block = std::vector<std::string>;
  std::map<std::uint32_t, Block> changed_;
};

// Calls visit(document, packed) for all documents in order.
void for_each_columns(const Xapian::Database& database,
                      const std::function<void(Xapian::docid, std::string_view)>& visit);

}  // namespace isthmus::index
