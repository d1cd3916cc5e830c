// Turns a target into the link that is stored: relation and evidence.
#pragma once

#include "engine/links/link_lists.h"
#include "engine/links/node_set.h"
#include "schema/link.h"

namespace isthmus::links {

// The link from `source` to the node `target`, found with so many steps.
Link describe(const NodeSet& nodes, const Node& source, NodeRef target, Steps steps);

// The list that is stored for `source`.
LinkList describe(const NodeSet& nodes, const Node& source, const Lists& lists);

}  // namespace isthmus::links
