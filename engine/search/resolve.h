// Records and links as a viewer sees them: what he may not see is left out before anything is made
// of it. For engine/search alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/search/search.h"

namespace isthmus::search {

using Records = std::unordered_map<std::string, StoredRecord>;

// The one error for a record that is not there and one that the viewer may not see.
Error absent(std::string_view id);
// absent() for kNotFound, the error itself otherwise.
Error absent_or(const Error& error, std::string_view id);

// Adds the records of these ids that are not there yet; ids without a record are left out.
Result<void> fetch(const store::View& store, std::vector<std::string> ids, Records& records);

// The record as the viewer may see it; nothing when it is not among `records` or hidden from him.
std::optional<Record> shown_record(const Records& records, const std::string& id,
                                   const Viewer& viewer);

// Both lists as one, ranked, each target once.
std::vector<Link> merged_links(LinkList lists);

// The first `limit` links whose targets the viewer may see.
std::vector<LinkedRecord> resolve_links(const std::vector<Link>& links, const Records& records,
                                        const Viewer& viewer, std::size_t limit);

}  // namespace isthmus::search
