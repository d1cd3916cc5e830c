#include "schema/coverage.h"

namespace isthmus {

std::string_view name_of(TopicTie tie) {
  switch (tie) {
    case TopicTie::kProgramme:
      return "programme";
    case TopicTie::kField:
      return "field";
    case TopicTie::kCollege:
      return "college";
    case TopicTie::kNone:
      break;
  }
  return "";
}

}  // namespace isthmus
