#include "indexer/pipeline/reading.h"

#include <algorithm>
#include <chrono>

#include "engine/base/digest.h"
#include "engine/text/encoding.h"
#include "indexer/pipeline/file_bytes.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

constexpr std::size_t kPieceBytes = 128 << 10;  // of lines: some dozens to some hundreds of records
constexpr std::size_t kUnchangedTogether = 256;
constexpr std::size_t kBatchRecords = 64;
constexpr std::size_t kBatchBytes = 256 << 10;

// Gathers what a parser finds into batches.
class Batcher {
 public:
  Batcher(std::shared_ptr<const SourceFile> source, const SourceReader::Give& give) : give_(give) {
    batch_.source = std::move(source);
  }

  parsers::Sink sink() {
    return {[this](Record record, std::uint64_t line) { return add(std::move(record), line); },
            [this](parsers::Diagnostic diagnostic) {
              batch_.diagnostics.push_back(std::move(diagnostic));
            }};
  }
  bool finish() {
    batch_.is_last = true;
    return is_wanted_ && give_(std::move(batch_));
  }

 private:
  bool add(Record record, std::uint64_t line) {
    bytes_ += record.title.size() + record.abstract.size() + record.body.size();
    batch_.records.push_back({std::move(record), line});
    if (batch_.records.size() < kBatchRecords && bytes_ < kBatchBytes) return true;
    ReadBatch full = std::exchange(batch_, ReadBatch());
    batch_.source = full.source;
    bytes_ = 0;
    is_wanted_ = give_(std::move(full));
    return is_wanted_;
  }

  const SourceReader::Give& give_;
  ReadBatch batch_;
  std::size_t bytes_ = 0;
  bool is_wanted_ = true;
};

// A file that changes again within one tick of the file system's clock keeps its time: only what
// has been left alone for a while is known by it.
bool is_settled(const File& file) {
  constexpr std::chrono::seconds kWhile{2};
  const std::chrono::nanoseconds changed(file.changed);
  return changed + kWhile < std::chrono::system_clock::now().time_since_epoch();
}

// Known without reading it?
bool is_untouched(const SourceState& state, const SourceFile& source) {
  return source.changed != 0 && state.changed == source.changed && state.bytes == source.bytes &&
         state.reading == source.reading && !state.content_hash.empty();
}

// What pictures are read with: other writing comes out when Tesseract learns a language.
std::string recognition_of(const SourceFile& source) {
  if (source.recogniser == nullptr) return {};
  const Result<sandbox::Recogniser>& found = *source.recogniser;
  return "ocr:" + (found ? found->languages() : std::string());
}

Result<std::string> bytes_of(const Root& root, const File& file) {
  if (!root.is_standard_input()) return read_bytes(root.folder / file.path);
  return root.input ? Result<std::string>(std::move(*root.input)) : read_standard_input();
}

}  // namespace

SourceReader::SourceReader(const parsers::Defaults& options, const Originals* originals,
                           sandbox::ParserPool& pool, Give give)
    : options_(options),
      originals_(originals),
      pool_(pool),
      give_(std::move(give)),
      table_(parsers::table_fingerprint()) {}

void SourceReader::read(const std::vector<KnownRoot>& roots) {
  for (const KnownRoot& root : roots) {
    for (const File& file : root.root.files) {
      if (!read_file(root, file)) return;
    }
  }
  if (!unchanged_.empty()) give({});
}

bool SourceReader::read_file(const KnownRoot& root, const File& file) {
  if (file.is_half_written) return true;
  auto source = std::make_shared<SourceFile>();
  source->collection = root.root.collection;
  source->path = source->named_as = file.path;
  source->key = keys::source(source->collection, file.path);
  source->bytes = file.bytes;
  source->changed = is_settled(file) ? file.changed : 0;
  source->settings = parsers::settings_for(root.root.settings, file.path, options_);
  look_for_recogniser(*source);
  source->reading =
      digest(parsers::fingerprint(source->settings) + recognition_of(*source) + table_);
  if (!text::is_valid_utf8(file.path)) {
    return give_refusal(source,
                        {ErrorCode::kInvalidSource, "the file's name is not UTF-8", "rename it"});
  }
  if (file.bytes > parsers::kMaxFileBytes) {
    return give_refusal(source, {ErrorCode::kTooLarge, "the file is larger than 256 MB",
                                 "split it into smaller files"});
  }
  const SourceState* state = root.known.state(file.path);
  if (state != nullptr && is_untouched(*state, *source)) return note_unchanged(std::move(source));
  Result<std::string> bytes = bytes_of(root.root, file);
  if (!bytes) return give_refusal(source, std::move(bytes).error());
  return read_source(root.known, std::move(source), *std::move(bytes));
}

bool SourceReader::read_source(const KnownSources& known, std::shared_ptr<SourceFile> source,
                               std::string bytes) {
  const bool is_standard_input = source->path == kStandardInput;
  source->original = digest(bytes);
  const SourceState* state = known.state(source->path);
  if (state != nullptr) {
    if (!state->named_as.empty()) source->named_as = state->named_as;
  } else if (const std::string before = known.renamed_from(source->original); !before.empty()) {
    source->renamed_from = keys::source(source->collection, before);
    const std::string& named_as = known.state(before)->named_as;
    source->named_as = named_as.empty() ? before : named_as;
  } else {
    source->named_as = known.free_name(source->path);
  }
  Result<const parsers::Parser*> parser = parsers::parser_for(
      is_standard_input ? "-.jsonl" : source->path, bytes, source->settings.format);
  if (!parser || (*parser)->draw == nullptr) source->recogniser = nullptr;
  source->content_hash = digest(
      source->original + parsers::fingerprint(source->settings) + recognition_of(*source) +
      (parser ? std::string((*parser)->name) + "/" + std::to_string((*parser)->version) : table_));
  if (state != nullptr && state->content_hash == source->content_hash)
    return note_unchanged(std::move(source));
  if (!parser) return give_refusal(source, std::move(parser).error());
  source->parser = *parser;
  return give_contents(source, std::move(bytes));
}

void SourceReader::look_for_recogniser(SourceFile& source) {
  if (!source.settings.defaults.ocr.value_or(false)) return;
  if (recogniser_ == nullptr)
    recogniser_ = std::make_shared<const Result<sandbox::Recogniser>>(sandbox::Recogniser::find());
  source.recogniser = recogniser_;
}

bool SourceReader::note_unchanged(std::shared_ptr<SourceFile> source) {
  unchanged_.push_back(std::move(source));
  return unchanged_.size() < kUnchangedTogether || give({});
}

bool SourceReader::give(ReadBatch batch) {
  batch.unchanged = std::exchange(unchanged_, {});
  return give_(std::move(batch));
}

bool SourceReader::give_contents(const std::shared_ptr<const SourceFile>& source,
                                 std::string bytes) {
  if (originals_ != nullptr) {
    Result<void> kept = originals_->keep(source->original, bytes);
    if (!kept) return give_refusal(source, std::move(kept).error());
  }
  switch (source->parser->grain) {
    case parsers::Grain::kLines:
      return give_lines(source, std::move(bytes));
    case parsers::Grain::kRecords:
      return give_records(source, bytes);
    case parsers::Grain::kDocument:
      break;
  }
  return give_document(source, std::move(bytes));
}

bool SourceReader::give_document(const std::shared_ptr<const SourceFile>& source,
                                 std::string bytes) {
  ReadBatch batch;
  batch.source = source;
  batch.text = std::make_shared<const std::string>(std::move(bytes));
  batch.piece = *batch.text;
  batch.is_last = true;
  return give(std::move(batch));
}

bool SourceReader::give_lines(const std::shared_ptr<const SourceFile>& source, std::string bytes) {
  Result<std::string> decoded = parsers::decoded_lines(std::move(bytes), source->settings.encoding);
  if (!decoded) return give_refusal(source, std::move(decoded).error());
  const auto text = std::make_shared<const std::string>(*std::move(decoded));
  std::string_view rest = *text;
  std::uint64_t line = 1;
  do {
    ReadBatch batch;
    batch.source = source;
    batch.text = text;
    const std::size_t cut =
        rest.size() <= kPieceBytes ? std::string_view::npos : rest.find('\n', kPieceBytes);
    batch.piece = rest.substr(0, cut == std::string_view::npos ? cut : cut + 1);
    batch.first_line = line;
    rest.remove_prefix(batch.piece.size());
    line += static_cast<std::uint64_t>(std::count(batch.piece.begin(), batch.piece.end(), '\n'));
    batch.is_last = rest.empty();
    if (!give(std::move(batch))) return false;
  } while (!rest.empty());
  return true;
}

bool SourceReader::give_records(const std::shared_ptr<const SourceFile>& source,
                                const std::string& bytes) {
  const Give onward = [this](ReadBatch batch) { return give(std::move(batch)); };
  Batcher batcher(source, onward);
  pool_.parse(*source->parser, {source->named_as, bytes, source->settings}, batcher.sink());
  return batcher.finish();
}

bool SourceReader::give_refusal(const std::shared_ptr<const SourceFile>& source, Error error) {
  ReadBatch batch;
  batch.source = source;
  batch.diagnostics.push_back({0, std::move(error), true});
  batch.is_last = true;
  return give(std::move(batch));
}

}  // namespace isthmus::pipeline
