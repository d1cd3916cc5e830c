// What a bibliographic format says of one publication, in the format's own words, and how that
// becomes keys of the record schema: the one way for BibTeX, RIS, JATS, Crossref, DataCite and all
// others.
//
// What has no field of its own in the schema (of what it is part, volume, pages, publisher, ISSN)
// is not lost: it is the first line of the body, in the order of a citation and without words of
// any language: "eLife 3 (2), 1–10. Cambridge: eLife Sciences. ISSN 2050-084X".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/emit.h"
#include "schema/json.h"
#include "schema/record.h"

namespace isthmus::parsers {

// Of what a publication is part, and who brought it out.
struct Container {
  std::string title;  // journal, proceedings, book
  std::string series;
  std::string volume;
  std::string issue;
  std::string pages;
  std::string edition;
  std::string place;
  std::string publisher;
  std::vector<std::string> numbers;  // "ISSN 2050-084X", "ISBN …" of the whole book
};

// Texts as the format has them: white space, markup within them, prefixes of identifiers and forms
// of dates are brought into order by keys_of(). Names of authors are already "Given Family".
struct Publication {
  std::string id;                  // local; empty: Emitter names it
  std::vector<std::string> types;  // the first that the crosswalk knows gives the kind
  std::string title;
  std::string subtitle;
  Translations title_translations;  // by any code of the language
  std::string abstract;             // paragraphs are separated by empty lines
  Translations abstract_translations;
  std::string language;
  std::vector<Author> authors;
  std::vector<Author> editors;  // stand for the authors where there are none
  std::vector<std::string> keywords;
  Date date;
  std::vector<Identifier> identifiers;
  std::vector<Reference> references;
  std::string licence;
  Container container;
  std::string notes;  // of the body, after the container's line
  std::string body;
};

// Keys of the record schema. A publication that is of no kind has the side "academic".
Json keys_of(const Publication& publication);
// What keys_of() leaves out because it is not what it should be, one message each: ORCIDs.
std::vector<std::string> faults_of(const Publication& publication);
// Both, to the sink. False when the sink wants no more.
bool emit_publication(const Publication& publication, const Emitter& emitter, const Place& place);

// An identifier of any kind in plain form: "https://doi.org/10.1/x" under any scheme is a DOI,
// "arXiv:2501.1" an arXiv number, "https://hdl.handle.net/1/2" a handle. `scheme` is the format's
// own word ("DOI", "pmc", "Local accession number") and may be empty. Empty value: it is none.
Identifier plain_identifier(std::string_view scheme, std::string_view value);
// Adds it unless it is none or there already. What is no name of the work in the whole world (an
// ISSN, a repository's own number) goes to the container's numbers.
void add_identifier(Publication& publication, std::string_view scheme, std::string_view value);
// Gives it the id "pmid:101" when it has a PubMed number and no DOI to be named by.
void name_by_pmid(Publication& publication);
// A reference by identifier, text or both; nothing when both are empty.
void add_reference(Publication& publication, const Identifier& identifier, std::string_view text);

// Keywords in one text, separated by ';' or, when there is none, by ',' or their Chinese forms.
void add_keywords(Publication& publication, std::string_view text);

// A title or an abstract that may hold HTML or JATS inline elements and character references, as
// plain text: "CO<sub>2</sub> &amp; <i>E. coli</i>" is "CO2 & E. coli". Paragraphs stay apart.
std::string without_markup(std::string_view text);

// Each paragraph squeezed, an empty line between two.
std::string paragraphs(std::string_view text);

}  // namespace isthmus::parsers
