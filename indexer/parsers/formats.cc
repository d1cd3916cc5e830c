// The table of parsers: one row a format. docs/formats.md lists them in this order.
//
// The order is that of recognising by content. Bibliographic formats come first: each knows its own,
// and XML or JSON of theirs is no other document; a plain archive comes last, after the formats that
// are archives themselves. Formats that are plain text are known by name alone.
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

// Documents of office programs, and PDF.
std::vector<Parser> document_formats() {
  return {
      {"pdf",
       "application/pdf",
       {".pdf"},
       "the file, page by page; title, authors and DOI from its first page and its metadata",
       parse_pdf,
       Grain::kDocument,
       is_pdf,
       2,
       false,
       draw_pdf},
      {"docx",
       "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
       {".docx", ".docm", ".dotx", ".dotm"},
       "the document, with headings, tables, notes and comments",
       parse_docx,
       Grain::kDocument,
       is_docx},
      {"xlsx",
       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
       {".xlsx", ".xlsm", ".xltx", ".xltm"},
       "each row under a header that fits, else the workbook",
       parse_xlsx,
       Grain::kRecords,
       is_xlsx},
      {"pptx",
       "application/vnd.openxmlformats-officedocument.presentationml.presentation",
       {".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"},
       "the presentation, a page a slide, with notes",
       parse_pptx,
       Grain::kDocument,
       is_pptx},
      {"opendocument",
       "application/vnd.oasis.opendocument.text",
       {".odt", ".ott", ".fodt", ".ods", ".ots", ".fods", ".odp", ".otp", ".fodp", ".odg", ".fodg"},
       "as docx, xlsx and pptx",
       parse_opendocument,
       Grain::kRecords,
       is_opendocument},
      {"epub",
       "application/epub+zip",
       {".epub"},
       "the book, its chapters in the order of reading",
       parse_epub,
       Grain::kDocument,
       is_epub},
      {"rtf",
       "application/rtf",
       {".rtf"},
       "the document, as docx",
       parse_rtf,
       Grain::kDocument,
       is_rtf},
  };
}

// Pages, mail, outlines and feeds.
std::vector<Parser> web_formats() {
  return {
      {"html",
       "text/html",
       {".html", ".htm", ".xhtml"},
       "the page without its menus, with what it says of itself",
       parse_html,
       Grain::kDocument,
       is_html},
      {"eml",
       "message/rfc822",
       {".eml", ".mht", ".mhtml"},
       "the message, and what its attachments hold",
       parse_eml,
       Grain::kDocument,
       is_eml},
      {"mbox",
       "application/mbox",
       {".mbox"},
       "each message of the mailbox, and what their attachments hold",
       parse_mbox,
       Grain::kRecords,
       is_mbox},
      {"opml", "text/x-opml", {".opml"}, "the outline", parse_opml, Grain::kDocument, is_opml},
      {"feed",
       "application/rss+xml",
       {".rss", ".atom"},
       "each entry of an RSS or Atom feed",
       parse_feed,
       Grain::kRecords,
       is_feed},
      {"xml",
       "application/xml",
       {".xml"},
       "the file, when no other parser knows this XML",
       parse_xml_file,
       Grain::kDocument},
  };
}

// Plain text with and without markup.
std::vector<Parser> text_formats() {
  return {
      {"markdown",
       "text/markdown",
       {".md", ".markdown", ".mdown"},
       "the file, with or without YAML front matter",
       parse_markdown,
       Grain::kDocument},
      {"text",
       "text/plain",
       {".txt", ".text", ".log", ".srt", ".vtt"},
       "the file, in any encoding; its title is the first line with words",
       parse_plain_text,
       Grain::kDocument},
      {"asciidoc",
       "text/asciidoc",
       {".adoc", ".asciidoc", ".asc"},
       "the file; its header gives title, authors, date and keywords",
       parse_asciidoc,
       Grain::kDocument},
      {"rst",
       "text/x-rst",
       {".rst", ".rest"},
       "the file; fields at its beginning give authors, date and keywords",
       parse_rst,
       Grain::kDocument},
      {"latex",
       "text/x-tex",
       {".tex", ".ltx"},
       "the file, its text without commands",
       parse_latex,
       Grain::kDocument,
       is_latex},
      {"mediawiki",
       "text/x-wiki",
       {".wiki", ".mediawiki"},
       "the page; its categories are keywords",
       parse_mediawiki,
       Grain::kDocument},
      {"textile", "text/x-textile", {".textile"}, "the file", parse_textile, Grain::kDocument},
  };
}

// Tables and the record schema.
std::vector<Parser> record_formats() {
  return {
      {"table",
       "text/csv",
       {".csv", ".tsv", ".tab"},
       "each row; the first row names the columns",
       parse_table,
       Grain::kRecords,
       nullptr,
       2},
      {"jsonl",
       "application/jsonl",
       {".jsonl", ".ndjson"},
       "each line, a JSON object in the record schema",
       parse_jsonl,
       Grain::kLines},
      {"json",
       "application/json",
       {".json"},
       "each object of an array, or the one object of the file",
       parse_json_file,
       Grain::kRecords},
  };
}

std::vector<Parser> containers() {
  return {
      {"archive",
       "application/zip",
       {".zip", ".7z", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst", ".lz4"},
       "what the files in it hold",
       parse_archive,
       Grain::kRecords,
       is_archive},
  };
}

void append(std::vector<Parser>& all, std::vector<Parser> group) {
  all.insert(all.end(), std::make_move_iterator(group.begin()),
             std::make_move_iterator(group.end()));
}

std::vector<Parser> describing(std::vector<Parser> group) {
  for (Parser& parser : group) parser.describes_works = true;
  return group;
}

}  // namespace

const std::vector<Parser>& all_parsers() {
  static const std::vector<Parser> parsers = [] {
    std::vector<Parser> all;
    append(all, describing(tagged_formats()));
    append(all, describing(xml_formats()));
    append(all, describing(json_formats()));
    append(all, document_formats());
    append(all, web_formats());
    append(all, text_formats());
    append(all, describing(record_formats()));
    append(all, containers());
    return all;
  }();
  return parsers;
}

}  // namespace isthmus::parsers
