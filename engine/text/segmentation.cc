#include "engine/text/segmentation.h"

#include <memory>
#include <mutex>
#include <string>

#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace isthmus::text {
namespace {

// ICU's time and memory grow with the text it is given, so it never gets more than this at once.
constexpr std::size_t kMaxChunk = 1000;

icu::BreakIterator* word_iterator() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    // ICU locks its shared caches by means that race detectors cannot see into.
    static std::mutex creating;
    const std::lock_guard lock(creating);
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> created(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) created.reset();
    return created;
  }();
  return iterator.get();
}

bool is_trail_unit(char16_t unit) { return (unit & 0xFC00U) == 0xDC00U; }

void append_utf16(std::u16string& out, char32_t code_point) {
  if (code_point < 0x10000) {
    out.push_back(static_cast<char16_t>(code_point));
    return;
  }
  const char32_t offset = code_point - 0x10000;
  out.push_back(static_cast<char16_t>(0xD800U + (offset >> 10U)));
  out.push_back(static_cast<char16_t>(0xDC00U + (offset & 0x3FFU)));
}

class Segmenter {
 public:
  explicit Segmenter(const SplitText& split) : split_(split) {}

  std::vector<HanWord> run() {
    std::size_t atom = 0;
    std::size_t han = 0;  // of split_.han
    while (atom < split_.atoms.size()) {
      if (!is_han(atom)) {
        ++atom;
        continue;
      }
      const std::size_t end = run_end(atom);
      if (end - atom >= 2) segment_run(atom, han, end - atom);
      han += end - atom;
      atom = end;
    }
    return std::move(words_);
  }

 private:
  bool is_han(std::size_t atom) const { return split_.atoms[atom].atom_class == AtomClass::kHan; }

  // The end of the run that begins at `begin`, or of its first chunk.
  std::size_t run_end(std::size_t begin) const {
    std::size_t end = begin + 1;
    while (end < split_.atoms.size() && end - begin < kMaxChunk && split_.atoms[end].glued &&
           is_han(end)) {
      ++end;
    }
    return end;
  }

  void segment_run(std::size_t first_atom, std::size_t first_han, std::size_t count) {
    units_.clear();
    for (std::size_t i = 0; i < count; ++i) append_utf16(units_, split_.han[first_han + i]);
    UErrorCode status = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUChars(&text, units_.data(), static_cast<std::int64_t>(units_.size()), &status);
    icu::BreakIterator* iterator = word_iterator();
    if (U_FAILURE(status) || iterator == nullptr) return;
    iterator->setText(&text, status);
    if (U_SUCCESS(status)) collect(*iterator, first_atom);
    utext_close(&text);
  }

  void collect(icu::BreakIterator& iterator, std::size_t atom) {
    std::int32_t begin = iterator.first();
    for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE;
         begin = end, end = iterator.next()) {
      std::size_t length = 0;
      for (std::int32_t i = begin; i < end; ++i) {
        if (!is_trail_unit(units_[static_cast<std::size_t>(i)])) ++length;
      }
      if (length >= 2) add_word(atom, length);
      atom += length;
    }
  }

  void add_word(std::size_t first_atom, std::size_t count) {
    HanWord& word = words_.emplace_back();
    word.first_atom = static_cast<std::uint32_t>(first_atom);
    word.atom_count = static_cast<std::uint32_t>(count);
    for (std::size_t i = 0; i < count; ++i) word.text += split_.atoms[first_atom + i].text;
  }

  const SplitText& split_;
  std::vector<HanWord> words_;
  std::u16string units_;
};

}  // namespace

std::vector<HanWord> segment(const SplitText& split) { return Segmenter(split).run(); }

}  // namespace isthmus::text
