// Tables (CSV, TSV): the first row names the columns, each further row is a record.
#include "indexer/parsers/emit.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/source_text.h"
#include "indexer/parsers/table_rows.h"
#include "schema/csv_reader.h"

namespace isthmus::parsers {
namespace {

void parse_rows(csv::Reader& reader, const Emitter& emitter, const TableRows& table) {
  csv::Row row;
  while (true) {
    const csv::Reader::Next next = reader.next(row);
    if (next == csv::Reader::Next::kEnd) return;
    if (next == csv::Reader::Next::kBad) {
      emitter.refuse(row.line, {ErrorCode::kInvalidSource,
                                "a quoted field that begins in this row is never closed",
                                "double quotes within quoted fields"});
    } else if (!table.take(row)) {
      return;
    }
  }
}

}  // namespace

void parse_table(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink,
                        input.path.ends_with(".tsv") ? "text/tab-separated-values" : "text/csv",
                        Naming::kByContent);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return emitter.refuse(0, text.error());
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  const Result<Mapping> mapping = Mapping::parse(input.settings.columns);
  if (!mapping) return emitter.refuse(0, mapping.error());
  const char delimiter = input.settings.delimiter.empty() ? csv::guess_delimiter(text->utf8())
                                                          : input.settings.delimiter.front();
  csv::Reader reader(text->utf8(), delimiter);
  csv::Row first;
  if (reader.next(first) != csv::Reader::Next::kRow)
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the table has no header row"});
  if (first.fields.size() > kMaxColumns) {
    return emitter.refuse(first.line,
                          {ErrorCode::kTooLarge, "the table has more than 1,000 columns",
                           "leave out those that say nothing"});
  }
  const TableHeader header(first.fields);
  if (const auto fault = header_fault(header, *mapping)) return emitter.refuse(first.line, *fault);
  parse_rows(reader, emitter, TableRows(emitter, *mapping, header));
}

}  // namespace isthmus::parsers
