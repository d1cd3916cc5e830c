#include "indexer/pipeline/reading.h"

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/text/encoding.h"
#include "indexer/pipeline/file_bytes.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

constexpr std::size_t kPieceBytes = 128 << 10;  // of lines: some dozens to some hundreds of records
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

}  // namespace

void SourceReader::read(const std::vector<Root>& roots) {
  for (const Root& root : roots) {
    for (const File& file : root.files) {
      if (!read_file(root, file)) return;
    }
  }
}

bool SourceReader::read_file(const Root& root, const File& file) {
  auto source = std::make_shared<SourceFile>();
  source->collection = root.collection;
  source->path = file.path;
  source->key = keys::source(root.collection, file.path);
  source->bytes = file.bytes;
  source->settings = parsers::settings_for(root.settings, file.path, options_);
  if (!text::is_valid_utf8(file.path)) {
    return give_refusal(source,
                        {ErrorCode::kInvalidSource, "the file's name is not UTF-8", "rename it"});
  }
  if (file.bytes > parsers::kMaxFileBytes) {
    return give_refusal(source, {ErrorCode::kTooLarge, "the file is larger than 256 MB",
                                 "split it into smaller files"});
  }
  Result<std::string> bytes =
      root.is_standard_input() ? read_standard_input() : read_bytes(root.folder / file.path);
  if (!bytes) return give_refusal(source, std::move(bytes).error());
  return read_source(std::move(source), *std::move(bytes));
}

bool SourceReader::read_source(std::shared_ptr<SourceFile> source, std::string bytes) {
  const bool is_standard_input = source->path == kStandardInput;
  Result<const parsers::Parser*> parser =
      parsers::parser_for(is_standard_input ? "-.jsonl" : source->path, bytes);
  if (!parser) return give_refusal(source, std::move(parser).error());
  source->parser = *parser;
  source->content_hash =
      digest(digest(bytes) + parsers::fingerprint(source->settings) +
             std::string(source->parser->name) + "/" + std::to_string(source->parser->version));
  if (!is_standard_input && is_known(*source)) {
    ReadBatch batch;
    batch.source = std::move(source);
    batch.is_unchanged = true;
    batch.is_last = true;
    return give_(std::move(batch));
  }
  return source->parser->grain == parsers::Grain::kLines ? give_lines(source, bytes)
                                                         : give_parsed(source, bytes);
}

// Known with the same content, and nothing of it was refused: what was refused is read again, so
// that the reasons are told again.
bool SourceReader::is_known(const SourceFile& source) const {
  if (view_ == nullptr) return false;
  const auto value = view_->get(store::Family::kSources, source.key);
  if (!value || !*value) return false;
  const Result<SourceState> state = codec::decode<SourceState>(**value);
  return state && state->content_hash == source.content_hash && state->refused == 0 &&
         state->error.empty();
}

bool SourceReader::give_lines(const std::shared_ptr<const SourceFile>& source,
                              const std::string& bytes) {
  Result<std::string> decoded = parsers::decoded_lines(bytes, source->settings.encoding);
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
    batch.lines = rest.substr(0, cut == std::string_view::npos ? cut : cut + 1);
    batch.first_line = line;
    rest.remove_prefix(batch.lines.size());
    line += static_cast<std::uint64_t>(std::count(batch.lines.begin(), batch.lines.end(), '\n'));
    batch.is_last = rest.empty();
    if (!give_(std::move(batch))) return false;
  } while (!rest.empty());
  return true;
}

bool SourceReader::give_parsed(const std::shared_ptr<const SourceFile>& source,
                               const std::string& bytes) {
  Batcher batcher(source, give_);
  source->parser->parse({source->path, bytes, source->settings}, batcher.sink());
  return batcher.finish();
}

bool SourceReader::give_refusal(const std::shared_ptr<const SourceFile>& source, Error error) {
  ReadBatch batch;
  batch.source = source;
  batch.diagnostics.push_back({0, std::move(error), true});
  batch.is_last = true;
  return give_(std::move(batch));
}

}  // namespace isthmus::pipeline
