#include "indexer/pipeline/working.h"

#include <algorithm>

#include "indexer/parsers/defaults.h"
#include "indexer/pipeline/recognising.h"
#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

// An id that names its collection already, as exports do, is kept.
std::string whole_id(const std::string& collection, const std::string& local) {
  const std::string prefix = collection + ":";
  return local.starts_with(prefix) ? local : prefix + local;
}

bool has_same(const store::View& view, const Item& item, const std::string& source_key) {
  const Result<StoredRecord> stored = view.record(item.id);
  return stored && stored->content_hash == item.content_hash && stored->source_key == source_key;
}

Error no_side(const Record& record) {
  return {ErrorCode::kInvalidRecord, "record " + quote(record.id) + " has neither side nor kind",
          "pass --side or --kind, or say it in isthmus.toml or in the record"};
}

// Where the file is now, when its records are named after where it was.
void tell_present_place(Record& record, const SourceFile& source) {
  std::string& uri = record.source.uri;
  if (source.named_as != source.path && uri.starts_with(source.named_as))
    uri.replace(0, source.named_as.size(), source.path);
}

// The record with everything that its source says of it. Errors: why it is refused.
Result<Record> whole_record(Record read, const SourceFile& source) {
  Record record = parsers::with_defaults(std::move(read), source.settings.defaults);
  tell_present_place(record, source);
  record.id = whole_id(source.collection, record.id);
  if (record.kind == Kind::kNone) return no_side(record);
  return complete_record(std::move(record));
}

Item item_of(Record record, std::uint64_t line) {
  Item item;
  item.id = record.id;
  item.content_hash = repository::content_hash(record);
  item.line = line;
  item.is_silent_on_visibility =
      record.visibility.audiences.empty() && !record.visibility.embargo_until.has_value();
  item.content = std::move(record);
  return item;
}

}  // namespace

void parse_piece(ReadBatch& batch, sandbox::ParserPool& pool,
                 const std::vector<std::string>* recognised) {
  const parsers::Sink sink{
      [&](Record record, std::uint64_t line) {
        batch.records.push_back({std::move(record), line});
        return true;
      },
      [&](parsers::Diagnostic diagnostic) { batch.diagnostics.push_back(std::move(diagnostic)); }};
  const SourceFile& source = *batch.source;
  const bool is_decoded = source.parser->grain == parsers::Grain::kLines;
  parsers::Input input{source.named_as, batch.piece, source.settings, batch.first_line, is_decoded};
  input.recognised = recognised;
  pool.parse(*source.parser, input, sink);
}

ReadyBatch work_out(ReadBatch batch, sandbox::ParserPool& pool, const store::View* view,
                    Analysis analysis) {
  if (batch.source == nullptr) return {nullptr, {}, {}, 0, false, std::move(batch.unchanged)};
  if (batch.text != nullptr) parse_piece(batch, pool);
  if (wants_recognition(batch)) recognise(batch, pool);
  const SourceFile& source = *batch.source;
  ReadyBatch ready{batch.source,
                   {},
                   std::move(batch.diagnostics),
                   batch.piece.size(),
                   batch.is_last,
                   std::move(batch.unchanged)};
  if (batch.text == nullptr && batch.is_last) ready.bytes = source.bytes;
  for (ReadRecord& read : batch.records) {
    Result<Record> record = whole_record(std::move(read.record), source);
    if (!record) {
      ready.diagnostics.push_back({read.line, std::move(record).error(), true});
      continue;
    }
    Item item = item_of(*std::move(record), read.line);
    if (analysis == Analysis::kFull && (view == nullptr || !has_same(*view, item, source.key))) {
      item.content =
          repository::prepare(std::get<Record>(std::move(item.content)), item.content_hash);
    }
    ready.items.push_back(std::move(item));
  }
  std::stable_sort(
      ready.diagnostics.begin(), ready.diagnostics.end(),
      [](const parsers::Diagnostic& a, const parsers::Diagnostic& b) { return a.line < b.line; });
  return ready;
}

}  // namespace isthmus::pipeline
