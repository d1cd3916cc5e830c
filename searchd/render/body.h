// A record's body as HTML that is safe to show: Markdown through cmark-gfm with raw HTML off,
// everything else as paragraphs. The door of cmark-gfm.
//
// Links go to http, https and mailto alone, and pictures become links: a record can neither run a
// script nor make a reader's browser fetch anything. Headings begin at h3, below the page's own. At
// most kMaxBodyBytes are shown.
#pragma once

#include <string_view>

#include "schema/record.h"
#include "searchd/render/html.h"

namespace isthmus::searchd {

inline constexpr std::size_t kMaxBodyBytes = 128 * 1024;

struct RenderedBody {
  Html html;
  bool truncated = false;
};

// `title`: a first heading that only repeats it, or its beginning, is left out.
RenderedBody render_body(std::string_view body, std::string_view media_type,
                         std::string_view title);

}  // namespace isthmus::searchd
