// The middle of the pipeline: a batch as it was read is parsed where it is not yet, and its records
// become complete, named and analysed.
//
// Threads: any number at a time.
#pragma once

#include "engine/store/store.h"
#include "indexer/pipeline/batch.h"
#include "indexer/sandbox/parser_pool.h"

namespace isthmus::pipeline {

enum class Analysis : std::uint8_t { kFull, kNone };  // kNone: nothing will be written

// Parses the batch's piece, a whole file or lines of one; `recognised` as in parsers::Input.
void parse_piece(ReadBatch& batch, sandbox::ParserPool& pool,
                 const std::vector<std::string>* recognised = nullptr);

// `view` tells which records are there with the same content, and need no analysis; null when there
// is no repository.
ReadyBatch work_out(ReadBatch batch, sandbox::ParserPool& pool, const store::View* view,
                    Analysis analysis);

}  // namespace isthmus::pipeline
