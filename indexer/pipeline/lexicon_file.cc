#include "indexer/pipeline/lexicon_file.h"

#include <algorithm>
#include <array>

#include "engine/lexicon/key.h"

namespace isthmus::pipeline {
namespace {

constexpr std::size_t kLongestForm = 200;  // bytes

constexpr std::array<std::string_view, 6> kOpening = {"(", "[", "{", "（", "［", "【"};
constexpr std::array<std::string_view, 6> kClosing = {")", "]", "}", "）", "］", "】"};

// The bytes of the bracket that the text begins with; 0 when it begins with none.
std::size_t bracket_at(std::string_view text, const std::array<std::string_view, 6>& brackets) {
  for (const std::string_view bracket : brackets) {
    if (text.starts_with(bracket)) return bracket.size();
  }
  return 0;
}

}  // namespace

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  while (!text.empty()) {
    const std::size_t opening = bracket_at(text, kOpening);
    const std::size_t closing = bracket_at(text, kClosing);
    if (opening > 0) ++depth;
    if (depth == 0) out += text.front();
    if (depth > 0 && closing > 0) --depth;
    text.remove_prefix(std::max<std::size_t>({opening, closing, 1}));
  }
  return out;
}

bool is_form(std::string_view text) {
  return text.size() <= kLongestForm && !lexicon::key_of(text).empty();
}

void add_form(std::string form, std::vector<std::string>& forms) {
  if (forms.size() < kMostForms && std::find(forms.begin(), forms.end(), form) == forms.end())
    forms.push_back(std::move(form));
}

bool pairs_something(const LexiconEntry& entry) {
  return entry.zh.size() + entry.en.size() + entry.abbreviations.size() > 1;
}

}  // namespace isthmus::pipeline
