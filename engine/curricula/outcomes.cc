#include "engine/curricula/outcomes.h"

#include <algorithm>
#include <array>

#include "engine/text/analysis.h"

namespace isthmus::curricula {
namespace {

// In folded headings: simplified characters, small letters.
constexpr std::array kOutcomeWords = {
    std::string_view("目标"),          std::string_view("学习成果"),
    std::string_view("学习产出"),      std::string_view("毕业要求"),
    std::string_view("能力要求"),      std::string_view("培养规格"),
    std::string_view("知识和能力"),    std::string_view("知识与能力"),
    std::string_view("outcome"),       std::string_view("objective"),
    std::string_view("aims"),          std::string_view("competenc"),
    std::string_view("students will"), std::string_view("learning goals")};
// Headings that speak of outcomes and do not list them.
constexpr std::array kOtherMatters = {std::string_view("评价"),       std::string_view("考核"),
                                      std::string_view("对应"),       std::string_view("达成度"),
                                      std::string_view("assessment"), std::string_view("mapping")};
// What begins another part of a plain text.
constexpr std::array kOtherParts = {
    std::string_view("内容"),         std::string_view("学时"),
    std::string_view("考核"),         std::string_view("教材"),
    std::string_view("参考"),         std::string_view("课程"),
    std::string_view("主要课程"),     std::string_view("实践环节"),
    std::string_view("要求"),         std::string_view("contents"),
    std::string_view("schedule"),     std::string_view("assessment"),
    std::string_view("units"),        std::string_view("literature"),
    std::string_view("prerequisites")};

constexpr std::size_t kLongestHeading = 120;      // bytes
constexpr std::size_t kLongestPlainHeading = 60;  // of a line without number signs
constexpr std::size_t kShortestOutcome = 6;       // bytes: two Han characters say what it is about

template <std::size_t count>
bool has_any(std::string_view text, const std::array<std::string_view, count>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\f";
  constexpr std::string_view kWide = "\u3000";
  while (true) {
    const std::size_t before = text.size();
    const std::size_t begin = text.find_first_not_of(kBlanks);
    text.remove_prefix(std::min(begin, text.size()));
    text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
    if (text.starts_with(kWide)) text.remove_prefix(kWide.size());
    if (text.ends_with(kWide)) text.remove_suffix(kWide.size());
    if (text.size() == before) return text;
  }
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings,
                     std::size_t& length) {
  for (const std::string_view beginning : beginnings) {
    if (!text.starts_with(beginning)) continue;
    length = beginning.size();
    return true;
  }
  return false;
}

// How many bytes of digits, Chinese ones too, the text begins with.
std::size_t digits_of(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    std::size_t length = 0;
    const bool is_chinese = starts_with_any(
        text.substr(end), {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}, length);
    if (!is_chinese && (text[end] < '0' || text[end] > '9')) break;
    end += is_chinese ? length : 1;
  }
  return end;
}

// Bytes of a list mark: "- ", "1. ", "1．", "(1)", "（一）", "①"; 0 for none.
std::size_t mark_of(std::string_view line) {
  std::size_t length = 0;
  if (starts_with_any(line, {"- ", "* ", "+ ", "•", "·", "●", "◆", "■", "–", "— "}, length))
    return length;
  if (starts_with_any(line,
                      {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭", "⑮"},
                      length))
    return length;
  std::size_t opened = 0;
  starts_with_any(line, {"(", "（", "["}, opened);
  const std::size_t digits = digits_of(line.substr(opened));
  const std::string_view after = line.substr(opened + digits);
  if (digits == 0 || digits > 9) return 0;
  const bool is_closed =
      opened > 0 ? starts_with_any(after, {")", "）", "]"}, length)
                 : starts_with_any(after, {". ", "．", "、", ")", "）", ".\t"}, length) ||
                       (after.starts_with(".") && after.size() > 1 && (after[1] & 0x80) != 0 &&
                        (length = 1) == 1);
  return is_closed ? opened + digits + length : 0;
}

// Of a heading of number signs; 0 for any other line.
std::size_t level_of(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  return level > 0 && level <= 6 && level < line.size() && line[level] == ' ' ? level : 0;
}

// A line without number signs that is a heading all the same: short, and no sentence.
bool is_plain_heading(std::string_view line) {
  return line.size() <= kLongestPlainHeading && line.find("，") == std::string_view::npos &&
         line.find("；") == std::string_view::npos && line.find("。") == std::string_view::npos &&
         line.find(';') == std::string_view::npos && !line.ends_with('.');
}

bool names_outcomes(std::string_view heading) {
  if (heading.size() > kLongestHeading) return false;
  const std::string folded = text::fold(heading);
  return has_any(folded, kOutcomeWords) && !has_any(folded, kOtherMatters);
}

std::string_view without_marks(std::string_view line) {
  while (!line.empty() && (line.front() == '#' || line.front() == '*')) line.remove_prefix(1);
  while (!line.empty() && (line.back() == '#' || line.back() == '*')) line.remove_suffix(1);
  line = without_blanks(line);
  if (line.ends_with("：")) line.remove_suffix(std::string_view("：").size());
  if (line.ends_with(':')) line.remove_suffix(1);
  return without_blanks(line);
}

bool is_han_or_wide(std::string_view text) {
  return !text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0;
}

// Appends a line to what it goes on; Chinese without a blank between.
void append_line(std::string& text, std::string_view line) {
  if (!text.empty() && !(is_han_or_wide(text) && (static_cast<unsigned char>(line.front()) & 0x80)))
    text += ' ';
  text += line;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t length = 0;
    const bool ends = starts_with_any(text.substr(i), {"。", "；", ". ", "; "}, length);
    if (!ends) continue;
    sentences.push_back(text.substr(begin, i - begin));
    i += length - 1;
    begin = i + 1;
  }
  sentences.push_back(text.substr(begin));
  return sentences;
}

// "| a | b |" as "a b"; empty for a line of dashes.
std::string cells_of(std::string_view row) {
  std::string text;
  if (row.find_first_not_of("|-: \t") == std::string_view::npos) return text;
  for (const char c : row) text += c == '|' ? ' ' : c;
  return std::string(without_blanks(text));
}

// Gathers what stands under headings of outcomes.
class Gathering {
 public:
  void take(std::string_view line) {
    const std::string_view bare = without_blanks(line);
    if (bare.starts_with("```")) {
      is_code_ = !is_code_;
      return;
    }
    if (is_code_ || (is_inside_ && bare.empty())) {
      is_open_ = false;
      return;
    }
    if (!take_heading(bare) && is_inside_ && !bare.empty()) take_text(bare);
  }

  std::vector<std::string> finish() {
    end_section();
    return std::move(outcomes_);
  }

 private:
  bool take_heading(std::string_view line) {
    const std::size_t level = level_of(line);
    if (level > 0) {
      const bool names = names_outcomes(line);
      if (is_inside_ && level > level_ && level_ > 0) return true;  // a part of the section
      end_section();
      is_inside_ = names;
      level_ = level;
      return true;
    }
    const std::size_t mark = mark_of(line);
    const std::string_view words = without_marks(line.substr(mark));
    if (!is_plain_heading(words) || words.empty()) return false;
    if (names_outcomes(words) && (!is_inside_ || mark == 0)) {
      if (level_ > 0 && is_inside_) return false;  // a line of the list
      end_section();
      is_inside_ = true;
      level_ = 0;
      return true;
    }
    if (!is_inside_ || level_ > 0) return false;
    const bool is_numbered = digits_of(line) > 0 && (static_cast<unsigned char>(line[0]) & 0x80);
    const bool is_part = has_any(text::fold(words), kOtherParts) && (mark == 0 || is_numbered);
    if (is_part) end_section();
    return is_part;
  }

  void take_text(std::string_view line) {
    const std::size_t mark = mark_of(line);
    if (mark > 0) {
      items_.emplace_back(line.substr(mark));
      is_open_ = true;
    } else if (line.starts_with('|')) {
      const std::string row = cells_of(line);
      if (row.empty() && rows_ == 1) items_.pop_back();  // what stood above the dashes is the head
      if (!row.empty()) items_.push_back(row);
      ++rows_;
      is_open_ = false;
    } else if (is_open_) {
      append_line(items_.back(), line);
    } else {
      append_line(prose_, line);
    }
  }

  // A list says more than the sentence that introduces it.
  void end_section() {
    if (items_.empty()) {
      for (const std::string_view sentence : sentences_of(prose_)) keep(sentence);
    } else {
      for (const std::string& item : items_) keep(item);
    }
    items_.clear();
    prose_.clear();
    rows_ = 0;
    is_open_ = false;
    is_inside_ = false;
    level_ = 0;
  }

  void keep(std::string_view text) {
    std::string outcome = as_outcome(text);
    const bool is_known = std::find(outcomes_.begin(), outcomes_.end(), outcome) != outcomes_.end();
    if (outcome.size() < kShortestOutcome || is_known || outcomes_.size() == kMostOutcomes) return;
    outcomes_.push_back(std::move(outcome));
  }

  std::vector<std::string> outcomes_;
  std::vector<std::string> items_;  // of the section under way
  std::string prose_;
  std::size_t rows_ = 0;
  std::size_t level_ = 0;  // of its heading; 0: plain
  bool is_inside_ = false;
  bool is_open_ = false;  // the last item may go on
  bool is_code_ = false;
};

}  // namespace

std::string as_outcome(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (c == '*' || c == '`') continue;
    const bool is_blank = static_cast<unsigned char>(c) <= 0x20;
    if (!is_blank) line += c;
    if (is_blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  std::string_view kept = line;
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (const std::string_view end : {" ", ";", ".", "；", "。", "，", ","}) {
      if (!kept.ends_with(end)) continue;
      kept.remove_suffix(end.size());
      is_changed = true;
    }
  }
  std::size_t end = std::min(kept.size(), kLongestOutcome);
  while (end > 0 && end < kept.size() && (kept[end] & 0xC0) == 0x80) --end;
  return std::string(without_blanks(kept.substr(0, end)));
}

std::vector<std::string> outcomes_of(std::string_view body) {
  Gathering gathering;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find_first_of("\n\f"), body.size());
    gathering.take(body.substr(0, end));
    body.remove_prefix(std::min(body.size(), end + 1));
  }
  return gathering.finish();
}

}  // namespace isthmus::curricula
