// What was handed in and waits to be taken in: which collection it belongs to, what its
// records are when they do not say it, and the names of its files.
//
// The bytes of the files are not here (engine/spool). Its JSON form is submission.json of the spool:
// keys as the fields, empty ones left out, an unknown one an error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace isthmus {

struct Submission {
  std::string collection;
  // Defaults, as the options of `isthmus-indexer add`.
  std::string side;
  std::string kind;
  std::string language;
  std::string organisation;
  std::string licence;
  std::vector<std::string> programmes;
  std::vector<std::string> audiences;

  std::vector<std::string> files;  // their names
  std::string from;                // the address of who handed it in
  std::string received;            // "2026-01-31T12:00:00Z"

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "collection", self.collection);
    visit(2, "side", self.side);
    visit(3, "kind", self.kind);
    visit(4, "language", self.language);
    visit(5, "organisation", self.organisation);
    visit(6, "licence", self.licence);
    visit(7, "programmes", self.programmes);
    visit(8, "audiences", self.audiences);
    visit(9, "files", self.files);
    visit(10, "from", self.from);
    visit(11, "received", self.received);
  }
};

// Errors of reading: kInvalidRecord.
std::string submission_text(const Submission& submission);
Result<Submission> parse_submission(std::string_view text);

}  // namespace isthmus
