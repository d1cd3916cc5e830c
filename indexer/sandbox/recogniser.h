// Writing read off pictures by Tesseract, which is not part of Isthmus and need not be there: one
// process for each picture, with limited memory and time.
//
// Languages: simplified and traditional Chinese and English, as far as Tesseract has them.
// Errors: kUnsupported without Tesseract or without any of the languages, saying what to install;
// kInvalidSource when it fails on a picture.
// Threads: any number.
// Source: tesseract(1), version 5.
#pragma once

#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus::sandbox {

class Recogniser {
 public:
  static Result<Recogniser> find();

  // What it reads: "chi_sim+eng".
  const std::string& languages() const { return languages_; }

  // The words of a picture with their places, as Tesseract's table (TSV). Shape: `picture` is a
  // file that Tesseract reads, such as PGM.
  Result<std::string> words_of(std::string_view picture) const;

 private:
  explicit Recogniser(std::string languages) : languages_(std::move(languages)) {}
  std::string languages_;
};

}  // namespace isthmus::sandbox
