// Records and links as a viewer sees them: what he may not see is left out before anything is made
// of it. For engine/search alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/links/calibration.h"
#include "engine/search/search.h"

namespace isthmus::search {

// What is shown of link targets, by id.
using Headlines = std::unordered_map<std::string, std::shared_ptr<const Headline>>;

// The one error for a record that is not there and one that the viewer may not see.
Error absent(std::string_view id);
// absent() for kNotFound, the error itself otherwise.
Error absent_or(const Error& error, std::string_view id);

// Headlines of these ids, repeated ones read once; ids without a record are left out.
Result<Headlines> fetch(const store::View& store, std::vector<std::string> ids);

// Both lists as one, ranked, each target once.
std::vector<Link> merged_links(LinkList lists);

// The first `limit` links whose targets the viewer may see.
std::vector<LinkedRecord> resolve_links(std::vector<Link> links, const Headlines& headlines,
                                        const Viewer& viewer, const links::Calibration& calibration,
                                        std::size_t limit);

}  // namespace isthmus::search
