// Files that hold no text, by how their names end: pictures, fonts, styles, films. They are passed
// over in folders, archives and mail.
#pragma once

#include <string_view>

namespace isthmus::parsers {

bool holds_no_text(std::string_view name);

}  // namespace isthmus::parsers
