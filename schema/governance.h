// Organisations, programmes (the college's professional groups) and agreements: the parties to the
// knowledge.
//
// Described by field tables as in schema/record.h, with the same codec and JSON form.
#pragma once

#include <string>
#include <vector>

#include "schema/date.h"
#include "schema/record.h"

namespace isthmus {

struct Organisation {
  std::string id;
  std::string name;
  Translations name_translations;
  std::string type;    // college, department, enterprise
  std::string parent;  // organisation id
  std::string industry;
  std::string description;
  std::string homepage;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "name", self.name);
    visit(3, "name_translations", self.name_translations);
    visit(4, "type", self.type);
    visit(5, "parent", self.parent);
    visit(6, "industry", self.industry);
    visit(7, "description", self.description);
    visit(8, "homepage", self.homepage);
  }
  bool operator==(const Organisation&) const = default;
};

struct Programme {
  std::string id;
  std::string name;
  Translations name_translations;
  std::string organisation;  // organisation id of the college
  std::string code;          // number in the national catalogue
  std::string description;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "name", self.name);
    visit(3, "name_translations", self.name_translations);
    visit(4, "organisation", self.organisation);
    visit(5, "code", self.code);
    visit(6, "description", self.description);
  }
  bool operator==(const Programme&) const = default;
};

struct Agreement {
  std::string id;
  std::string title;
  std::vector<std::string> parties;  // organisation ids
  Date valid_from;
  Date valid_until;
  std::string terms;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "title", self.title);
    visit(3, "parties", self.parties);
    visit(4, "valid_from", self.valid_from);
    visit(5, "valid_until", self.valid_until);
    visit(6, "terms", self.terms);
  }
  bool operator==(const Agreement&) const = default;
};

}  // namespace isthmus
