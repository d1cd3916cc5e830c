#include "indexer/pipeline/recognising.h"

#include <algorithm>

#include "indexer/pipeline/working.h"

namespace isthmus::pipeline {
namespace {

// One table of words for each page; an empty one for a page that cannot be drawn or read.
std::vector<std::string> read_pages(const ReadBatch& batch, sandbox::ParserPool& pool) {
  const SourceFile& source = *batch.source;
  const sandbox::Recogniser& recogniser = **source.recogniser;
  std::vector<std::string> tables;
  pool.draw(*source.parser, {source.named_as, batch.piece, source.settings},
            [&](const std::string& picture) {
              Result<std::string> words = recogniser.words_of(picture);
              tables.push_back(words ? *std::move(words) : std::string());
              return tables.size() < kMaxRecognisedPages;
            });
  return tables;
}

parsers::Diagnostic warning(std::string message, std::string hint) {
  return {0, {ErrorCode::kInvalidSource, std::move(message), std::move(hint)}, false};
}

void tell(ReadBatch& batch, std::size_t pages) {
  if (batch.records.empty()) return;
  batch.diagnostics.push_back(
      warning("its text was read off pictures by Tesseract", "check names and figures in it"));
  if (pages == kMaxRecognisedPages)
    batch.diagnostics.push_back(
        warning("pages after the first " + std::to_string(kMaxRecognisedPages) + " were not read",
                "split the PDF"));
}

}  // namespace

bool wants_recognition(const ReadBatch& batch) {
  return batch.source->recogniser != nullptr &&
         std::any_of(
             batch.diagnostics.begin(), batch.diagnostics.end(),
             [](const parsers::Diagnostic& one) { return one.is_legible && one.inside.empty(); });
}

void recognise(ReadBatch& batch, sandbox::ParserPool& pool) {
  const Result<sandbox::Recogniser>& recogniser = *batch.source->recogniser;
  batch.diagnostics.clear();
  if (!recogniser) {
    batch.diagnostics.push_back({0, recogniser.error(), true});
    return;
  }
  const std::vector<std::string> tables = read_pages(batch, pool);
  parse_piece(batch, pool, &tables);
  tell(batch, tables.size());
}

}  // namespace isthmus::pipeline
