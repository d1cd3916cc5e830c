// Parsers: bytes of a source to records and diagnostics. Parsing never fails: one bad line costs
// one record, one bad file one file.
//
// A parser is one function and one row of the table in formats.cc. It sees one file's bytes and
// its settings, no file system, no clock, no repository.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/settings.h"
#include "schema/record.h"
#include "schema/result.h"

namespace isthmus::parsers {

// Something that a user should know about a place in a source.
struct Diagnostic {
  std::uint64_t line = 0;  // from 1; 0: the whole file
  Error error;
  bool cost_a_record = true;  // false: a warning
  std::string inside = {};    // the file within a container ("papers/a.pdf"); empty: the source
  bool is_legible = false;    // the file shows pictures alone: Input::recognised would give records
};

// Receives what a parser finds, in order. A record's id is still local; side, kind and others may
// still be missing (the settings' defaults are filled in by the caller). False stops parsing.
struct Sink {
  std::function<bool(Record record, std::uint64_t line)> record;
  std::function<void(Diagnostic diagnostic)> diagnostic;
};

// Receives the pages of a document, in order, each as a picture: a grey PGM file. False stops
// drawing.
using PictureSink = std::function<bool(std::string picture)>;

// What the containers around a file may still unpack, all together: an archive of archives of
// archives has one allowance.
struct Unpacking {
  std::uint64_t bytes = 0;
  std::uint64_t members = 0;
};

struct Input {
  std::string path;  // below the source root, '/' between parts: the local id of a one-record file
  std::string_view bytes;
  const Settings& settings;
  std::uint64_t first_line = 1;    // of `bytes` in the file, when they are a piece of it
  bool is_decoded = false;         // `bytes` come from decoded_lines()
  unsigned depth = 0;              // containers around this file: archives, mail with attachments
  Unpacking* unpacking = nullptr;  // of the archives around this file; nullptr: there is none
  // What was read off the pictures of a file's pages (Parser::draw), each as Tesseract's table of
  // words. nullptr: nothing was.
  const std::vector<std::string>* recognised = nullptr;
};

// What a source is made of, which decides how the work on it is shared out.
enum class Grain : std::uint8_t {
  kLines,  // each line stands for itself: pieces of decoded_lines() cut at line ends may be parsed
           // by different threads
  kRecords,  // many records in order, handed on as they come
  kDocument  // one record, or a few: parsed in one go, side by side with other files
};

struct Parser {
  std::string_view name;                  // "jsonl"
  std::string_view media_type;            // "application/jsonl"
  std::vector<std::string_view> endings;  // ".jsonl"
  std::string_view summary;               // one line for docs
  std::function<void(const Input&, const Sink&)> parse;
  Grain grain = Grain::kDocument;
  // Is this the format, whatever the file is called? Cheap: looks at the beginning, or searches for
  // a name. Empty: the name alone decides.
  bool (*recognises)(std::string_view bytes) = nullptr;
  // Raised when the same bytes give other records than before: files are then read again.
  unsigned version = 1;
  // Metadata: its records and the documents that they describe are one (indexer/pipeline/joining.h).
  bool describes_works = false;
  // Shows the pages of a file whose diagnostic is_legible. Empty: this format has no pages.
  void (*draw)(const Input& input, const PictureSink& sink) = nullptr;
};

// Limits on hostile input; what is beyond them is refused as kTooLarge.
inline constexpr std::uint64_t kMaxFileBytes = 256ULL << 20;
inline constexpr std::uint64_t kMaxLineBytes = 16ULL
                                               << 20;  // a line of JSON Lines, a row of a table
inline constexpr std::uint64_t kMaxRecordBytes =
    8ULL << 20;  // title, abstract and body of one record together

// Every parser, in the order of docs/formats.md.
const std::vector<Parser>& all_parsers();
// The parser for these bytes under this name: the one that `format` names, if it does; else content
// decides before the name. Errors: kUnsupported, saying what the file is where that is known.
Result<const Parser*> parser_for(std::string_view path, std::string_view bytes,
                                 std::string_view format = {});

// Equal as long as the table is the same: names, endings and versions of all parsers.
std::string table_fingerprint();

// Parses a file that lies within `container` (a member of an archive, an attachment) as if it were
// a file below it: its path is "<container's path>/<name>". Diagnostics name it. False when the
// sink wants no more. Errors of the file are diagnostics of the container's sink.
bool parse_inside(const Input& container, std::string_view name, std::string_view bytes,
                  const Sink& sink);
inline constexpr unsigned kMaxDepth = 4;  // containers within containers

// The lines of a file for a parser of Grain::kLines, as UTF-8; lines with stray bytes in a file
// that is UTF-8 otherwise are left as they are, so that each costs only itself. Errors:
// kInvalidSource when no encoding fits.
Result<std::string> decoded_lines(std::string bytes, std::string_view encoding);

}  // namespace isthmus::parsers
