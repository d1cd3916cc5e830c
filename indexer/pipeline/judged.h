// Judged collections in BEIR form: documents, queries, judgements.
//
// Of the documents and queries only _id, title and text are read: their metadata holds answers.
// Errors: kNotFound, kIo, kInvalidSource with file and line.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/pipeline/measures.h"
#include "schema/result.h"

namespace isthmus::pipeline {

struct JudgedText {
  std::string id;
  std::string title;
  std::string text;
};

struct JudgedFiles {
  std::string corpus = "corpus.jsonl";
  std::string queries = "queries.jsonl";
  std::string qrels = "qrels.tsv";
  std::string query_prefix;  // only queries whose id begins with it
};

struct JudgedCollection {
  std::vector<JudgedText> documents;
  std::vector<JudgedText> queries;               // those with judgements, in the order of the file
  std::map<std::string, Judgements> judgements;  // by query
};

Result<JudgedCollection> load_judged(const std::filesystem::path& directory,
                                     const JudgedFiles& files);

}  // namespace isthmus::pipeline
