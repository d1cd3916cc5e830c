// Files whose pages are pictures of writing: drawn by the process of their parser, read by
// Tesseract, and parsed again with what was read.
//
// Threads: any number at a time.
#pragma once

#include "indexer/pipeline/batch.h"
#include "indexer/sandbox/parser_pool.h"

namespace isthmus::pipeline {

// Longer scans are read up to here: seconds a page are hours for them.
inline constexpr std::size_t kMaxRecognisedPages = 500;

// Is this a file that was parsed, showed pictures alone, and whose settings want them read?
bool wants_recognition(const ReadBatch& batch);

// Puts what is read off the pictures in the place of the batch's diagnostic.
void recognise(ReadBatch& batch, sandbox::ParserPool& pool);

}  // namespace isthmus::pipeline
