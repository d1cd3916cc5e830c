#include "indexer/sandbox/recogniser.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "indexer/sandbox/program.h"

namespace isthmus::sandbox {
namespace {

constexpr const char* kInstall =
    "install it: apt-get install tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-chi-tra";

// In the order in which Tesseract is to try them.
constexpr std::array<std::string_view, 3> kLanguages = {"chi_sim", "chi_tra", "eng"};

// Files are read side by side already: one thread each.
std::vector<std::string> tesseract(std::vector<std::string> arguments) {
  std::vector<std::string> words = {"env", "OMP_THREAD_LIMIT=1", "tesseract"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

}  // namespace

Result<Recogniser> Recogniser::find() {
  const Result<ProgramOutput> listed = run_program(tesseract({"--list-langs"}), {});
  if (!listed || !listed->is_success)
    return Error{ErrorCode::kUnsupported, "reading writing off pictures needs Tesseract", kInstall};
  std::string languages;
  for (const std::string_view wanted : kLanguages) {
    std::istringstream lines(listed->text);
    for (std::string line; std::getline(lines, line);) {
      if (line == wanted) languages += (languages.empty() ? "" : "+") + line;
    }
  }
  if (languages.empty())
    return Error{ErrorCode::kUnsupported, "Tesseract knows neither Chinese nor English", kInstall};
  return Recogniser(std::move(languages));
}

Result<std::string> Recogniser::words_of(std::string_view picture) const {
  ProgramOutput output =
      TRY(run_program(tesseract({"stdin", "stdout", "-l", languages_, "tsv"}), picture));
  if (output.is_success) return std::move(output.text);
  return Error{ErrorCode::kInvalidSource, "Tesseract fails on the picture of a page"};
}

}  // namespace isthmus::sandbox
