// What a parsing process can be asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/parser.h"

namespace isthmus::sandbox {

// Foreign bytes that are no source of records, such as a server's answer, to a text that says what
// they hold.
struct Reader {
  std::string_view name;
  std::string (*read)(std::string_view bytes);
};

struct Services {
  std::vector<parsers::Parser> parsers;
  std::vector<Reader> readers;
};

}  // namespace isthmus::sandbox
