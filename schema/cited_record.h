// A record as reports name it: enough to be read in a list and opened. For documents behind a figure.
#pragma once

#include <string>

#include "schema/record.h"

namespace isthmus {

struct CitedRecord {
  std::string id;
  Kind kind = Kind::kNone;
  std::string title;
  Translations title_translations;
  std::string language;
  std::string organisation;  // id or plain name
  Date date;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "kind", self.kind);
    visit(3, "title", self.title);
    visit(4, "title_translations", self.title_translations);
    visit(5, "language", self.language);
    visit(6, "organisation", self.organisation);
    visit(7, "date", self.date);
  }
  bool operator==(const CitedRecord&) const = default;
};

}  // namespace isthmus
