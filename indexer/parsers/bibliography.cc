// The rows of the table in registry.cc that are bibliographic formats. They come first: each knows
// its own by content, and JSON of theirs is no record of ours.
#include <iterator>
#include <utility>

#include "indexer/parsers/parsers.h"

namespace isthmus::parsers {
namespace {

std::vector<Parser> tagged_formats() {
  return {
      {"bibtex",
       "application/x-bibtex",
       {".bib", ".bibtex"},
       "each entry, under its citation key",
       parse_bibtex,
       Grain::kRecords},
      {"ris",
       "application/x-research-info-systems",
       {".ris", ".nbib", ".enw", ".ciw"},
       "each record; also MEDLINE, Web of Science, EndNote, NoteExpress",
       parse_ris,
       Grain::kRecords,
       is_ris},
  };
}

std::vector<Parser> xml_formats() {
  return {
      {"jats",
       "application/jats+xml",
       {".nxml", ".jats"},
       "the article: front matter, body, references; also older NLM articles",
       parse_jats,
       Grain::kDocument,
       is_jats},
      {"pubmed",
       "application/xml",
       {},
       "each citation of a PubMed set",
       parse_pubmed,
       Grain::kRecords,
       is_pubmed},
      {"crossref",
       "application/vnd.crossref.unixsd+xml",
       {},
       "each work of a deposit or an answer of Crossref",
       parse_crossref,
       Grain::kRecords,
       is_crossref},
      {"datacite",
       "application/vnd.datacite.datacite+xml",
       {},
       "the resource, DataCite kernel 2 to 4",
       parse_datacite,
       Grain::kDocument,
       is_datacite},
      {"marcxml",
       "application/marcxml+xml",
       {".marcxml"},
       "each record, MARC 21 or UNIMARC (CNMARC)",
       parse_marcxml,
       Grain::kRecords,
       is_marcxml},
      {"oai-pmh",
       "application/xml",
       {},
       "each record of a response, whatever its metadata format",
       parse_oai_pmh,
       Grain::kRecords,
       is_oai_pmh},
      {"dublin-core",
       "application/xml",
       {},
       "each record in Dublin Core terms",
       parse_dublin_core,
       Grain::kRecords,
       is_dublin_core},
  };
}

std::vector<Parser> json_formats() {
  return {
      {"datacite-json",
       "application/vnd.datacite.datacite+json",
       {},
       "each resource, as DataCite's service answers",
       parse_datacite_json,
       Grain::kRecords,
       is_datacite_json},
      {"csl-json",
       "application/vnd.citationstyles.csl+json",
       {},
       "each item, as reference managers and Crossref write it",
       parse_csl_json,
       Grain::kRecords,
       is_csl_json},
      {"schema-org",
       "application/ld+json",
       {".jsonld"},
       "each work described with schema.org or codemeta",
       parse_schema_org,
       Grain::kRecords,
       is_schema_org},
  };
}

}  // namespace

std::vector<Parser> after_bibliography(std::vector<Parser> others) {
  std::vector<Parser> all;
  for (std::vector<Parser> some :
       {tagged_formats(), xml_formats(), json_formats(), std::move(others)})
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  return all;
}

}  // namespace isthmus::parsers
