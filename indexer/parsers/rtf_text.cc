#include "indexer/parsers/rtf_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/utf8.h"
#include "indexer/parsers/rtf_code_page.h"
#include "indexer/parsers/rtf_words.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxFonts = 100'000;
constexpr std::size_t kMaxCells = 10'000;  // of one row
constexpr int kMaxFallbacks = 100;
constexpr int kBodyOutline = 9;  // "body text" among the outline levels

std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != ' ') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace

void RtfText::read() {
  for (RtfToken token = reader_.next(); token.kind != RtfToken::Kind::kEnd;
       token = reader_.next()) {
    if (body_.is_full()) return;
    take(token);
  }
  is_cut_off_ = !groups_.empty() || too_deep_ != 0;
  flush_bytes();
  state_ = {};
  if (!cell_.empty() || !cells_.empty()) end_row();
  end_paragraph();
  for (std::size_t i = 0; i < notes_.size(); ++i)
    body_.paragraph("[^" + std::to_string(i + 1) + "]: " + notes_[i]);
}

void RtfText::take(const RtfToken& token) {
  using Kind = RtfToken::Kind;
  if (token.kind == Kind::kOpen) return open_group();
  if (token.kind == Kind::kClose) return close_group();
  if (too_deep_ != 0) return;
  if (token.kind == Kind::kByte) return byte(token);
  if (token.kind == Kind::kSymbol) return symbol(token.byte);
  word(token);
}

void RtfText::open_group() {
  flush_bytes();
  to_pass_over_ = 0;
  is_optional_ = false;
  if (groups_.size() == kMaxGroups) {
    ++too_deep_;
    is_too_deep_ = true;
    return;
  }
  groups_.push_back(state_);
}

void RtfText::close_group() {
  flush_bytes();
  to_pass_over_ = 0;
  is_optional_ = false;
  if (too_deep_ != 0) {
    --too_deep_;
    return;
  }
  if (groups_.empty()) return;
  const State ended = std::exchange(state_, groups_.back());
  groups_.pop_back();
  if (ended.place == state_.place) return;
  const auto words = [this] { return std::exchange(words_, {}); };
  switch (ended.place) {
    case Place::kNote:
      return end_note();
    case Place::kTitle:
      properties_.title = words();
      return;
    case Place::kAuthor:
      properties_.authors = {words()};
      return;
    case Place::kSubject:
    case Place::kRemark:
      properties_.abstract = words();
      return;
    case Place::kKeywords:
      properties_.keywords = words();
      return;
    case Place::kCreated:
      properties_.created = date();
      return;
    case Place::kRevised:
      properties_.modified = date();
      return;
    default:
      return;
  }
}

void RtfText::byte(const RtfToken& token) {
  if (to_pass_over_ > 0) {
    --to_pass_over_;
    return;
  }
  if (!is_heard()) return;
  const bool ends_entry = token.byte == ';' && !token.is_hex;
  if (ends_entry && (state_.place == Place::kFonts || state_.place == Place::kStyles)) {
    flush_bytes();
    const std::string name = std::exchange(words_, {});
    if (state_.place == Place::kStyles) end_style(name);
    return;
  }
  bytes_ += token.byte;
}

void RtfText::symbol(char c) {
  if (c == '*') {
    is_optional_ = true;
    return;
  }
  if (to_pass_over_ > 0) {
    --to_pass_over_;
    return;
  }
  if (c == '~')
    append(" ");
  else if (c == '_')
    append("-");
  else if (c == '\\' || c == '{' || c == '}')
    bytes_ += c;
}

void RtfText::word(const RtfToken& token) {
  const bool is_optional = std::exchange(is_optional_, false);
  if (to_pass_over_ > 0 && token.word != "u" && !character_of(token.word).empty()) {
    --to_pass_over_;
    return;
  }
  to_pass_over_ = 0;  // a fallback that is not there
  if (destination(token.word)) return;
  if (is_optional && !is_optional_text(token.word)) {
    flush_bytes();
    state_.place = Place::kNowhere;
    return;
  }
  if (state_.place == Place::kNowhere && token.word != "ud") return;
  if (!character(token) && !structure(token.word)) property(token);
}

// Does the word say where the text of its group goes?
bool RtfText::destination(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Place>, 11> kPlaces = {{
      {"info", Place::kInfo},
      {"fonttbl", Place::kFonts},
      {"stylesheet", Place::kStyles},
      {"title", Place::kTitle},
      {"author", Place::kAuthor},
      {"subject", Place::kSubject},
      {"keywords", Place::kKeywords},
      {"doccomm", Place::kRemark},
      {"creatim", Place::kCreated},
      {"revtim", Place::kRevised},
      {"footnote", Place::kNote},
  }};
  if (name == "ud") {
    state_.place = state_.outer;
    return true;
  }
  if (is_without_text(name)) {
    flush_bytes();
    if (name == "listtext" || name == "pntext") has_list_text_ = true;
    state_.outer = state_.place;
    state_.place = Place::kNowhere;
    return true;
  }
  const auto found = std::find_if(kPlaces.begin(), kPlaces.end(),
                                  [&](const auto& place) { return place.first == name; });
  if (found == kPlaces.end() || state_.place == Place::kNowhere) return found != kPlaces.end();
  flush_bytes();
  words_.clear();
  year_ = month_ = day_ = 0;
  state_.place = found->second;
  if (state_.place == Place::kNote) paragraph_ += "[^" + std::to_string(notes_.size() + 1) + "]";
  return true;
}

bool RtfText::character(const RtfToken& token) {
  if (token.word == "u") {
    unicode(token.number.value_or(0));
    return true;
  }
  const std::string_view text = character_of(token.word);
  if (!text.empty()) append(text);
  return !text.empty();
}

bool RtfText::structure(std::string_view name) {
  const bool is_end_of_paragraph = name == "par" || name == "sect" || name == "page";
  const bool is_known =
      is_end_of_paragraph || name == "cell" || name == "row" || name == "nestrow" || name == "pard";
  if (!is_known) return false;
  flush_bytes();
  if (name == "pard") {
    reset_paragraph();
  } else if (state_.place == Place::kNote) {
    note_ += '\n';
  } else if (state_.place != Place::kBody) {
    return true;
  } else if (name == "cell") {
    end_cell();
  } else if (name == "row") {
    end_row();
  } else if (name == "nestrow") {
    append(" ");
  } else {
    end_paragraph();
  }
  return true;
}

void RtfText::reset_paragraph() {
  state_.style = 0;
  state_.outline = -1;
  state_.list = 0;
  state_.depth = 0;
  state_.is_in_table = false;
}

void RtfText::property(const RtfToken& token) {
  const std::string_view name = token.word;
  const bool is_on = token.number.value_or(1) != 0;
  const int number = token.number.value_or(0);
  const bool changes_font = name == "f" || name == "plain" || name == "v" || name == "deleted";
  if (changes_font) flush_bytes();
  if (name == "f") {
    (state_.place == Place::kFonts ? new_font_ : state_.font) = number;
  } else if (name == "fcharset") {
    const int code_page = code_page_of_charset(number);
    if (code_page != 0 && font_code_pages_.size() < kMaxFonts)
      font_code_pages_.insert_or_assign(new_font_, code_page);
  } else if (name == "cpg" && state_.place == Place::kFonts) {
    if (font_code_pages_.size() < kMaxFonts) font_code_pages_.insert_or_assign(new_font_, number);
  } else if (name == "s") {
    (state_.place == Place::kStyles ? new_style_ : state_.style) = number;
  } else if (name == "outlinelevel") {
    if (state_.place != Place::kStyles)
      state_.outline = number;
    else if (number >= 0 && number < kBodyOutline)
      heading_styles_.insert_or_assign(new_style_, number + 1);
  } else if (name == "ansicpg") {
    document_code_page_ = number == 0 ? kWesternCodePage : number;
  } else if (name == "mac") {
    document_code_page_ = 10000;
  } else if (name == "pc" || name == "pca") {
    document_code_page_ = name == "pc" ? 437 : 850;
  } else if (name == "deff") {
    default_font_ = number;
  } else if (name == "uc") {
    state_.fallbacks = std::clamp(number, 0, kMaxFallbacks);
  } else if (name == "plain") {
    state_.font = -1;
    state_.is_hidden = state_.is_deleted = false;
  } else if (name == "v") {
    state_.is_hidden = is_on;
  } else if (name == "deleted") {
    state_.is_deleted = is_on;
  } else if (name == "intbl") {
    state_.is_in_table = is_on;
  } else if (name == "ls") {
    state_.list = number;
  } else if (name == "ilvl") {
    state_.depth = std::max(0, number);
  } else if (name == "yr") {
    year_ = number;
  } else if (name == "mo") {
    month_ = number;
  } else if (name == "dy") {
    day_ = number;
  }
}

// A signed 16-bit number; characters beyond come as two surrogates.
void RtfText::unicode(int number) {
  flush_bytes();
  to_pass_over_ = state_.fallbacks;
  const auto unit = static_cast<char32_t>(static_cast<unsigned>(number) & 0xffffU);
  const char32_t high = std::exchange(surrogate_, 0);
  std::string utf8;
  if (unit >= 0xd800 && unit < 0xdc00) {
    surrogate_ = unit;
  } else if (unit >= 0xdc00 && unit < 0xe000) {
    if (high != 0) text::append_utf8(utf8, 0x10000 + ((high - 0xd800) << 10U) + (unit - 0xdc00));
  } else if (unit < 0xe000 || unit > 0xf8ff) {  // the private area: symbols
    text::append_utf8(utf8, unit);
  }
  append(utf8);
}

std::string& RtfText::buffer() {
  if (state_.place == Place::kBody) return paragraph_;
  return state_.place == Place::kNote ? note_ : words_;
}

bool RtfText::is_heard() const {
  return state_.place != Place::kNowhere && state_.place != Place::kInfo;
}

void RtfText::append(std::string_view utf8) {
  flush_bytes();
  if (is_heard() && !state_.is_hidden && !state_.is_deleted) buffer() += utf8;
}

// In documents of a double-byte page fonts that say no character set hold Western text, too: then
// bytes beyond ASCII stand alone.
int RtfText::code_page() const {
  const auto found = font_code_pages_.find(state_.font < 0 ? default_font_ : state_.font);
  if (found != font_code_pages_.end()) return found->second;
  const bool is_double_byte = document_code_page_ == 932 || document_code_page_ == 936 ||
                              document_code_page_ == 949 || document_code_page_ == 950;
  const bool has_pair =
      std::adjacent_find(bytes_.begin(), bytes_.end(), [](char first, char second) {
        return static_cast<unsigned char>(first) >= 0x80 &&
               static_cast<unsigned char>(second) >= 0x80;
      }) != bytes_.end();
  return is_double_byte && !has_pair ? kWesternCodePage : document_code_page_;
}

void RtfText::flush_bytes() {
  if (bytes_.empty()) return;
  surrogate_ = 0;
  const std::string decoded = decode_code_page(bytes_, code_page());
  bytes_.clear();
  append(decoded);
}

void RtfText::end_paragraph() {
  const std::string text = std::exchange(paragraph_, {});
  const bool is_item = std::exchange(has_list_text_, false) || state_.list != 0;
  if (state_.is_in_table) {
    cell_ += (cell_.empty() ? "" : " ") + text;
    return;
  }
  const auto style = heading_styles_.find(state_.style);
  if (state_.outline >= 0 && state_.outline < kBodyOutline) {
    body_.heading(static_cast<unsigned>(state_.outline) + 1, text);
  } else if (style != heading_styles_.end()) {
    if (style->second == 0 && styled_title_.empty()) styled_title_ = one_line(text);
    body_.heading(static_cast<unsigned>(std::clamp(style->second, 1, 6)), text);
  } else if (is_item) {
    body_.item(static_cast<unsigned>(state_.depth), text);
  } else {
    body_.paragraph(text);
  }
}

void RtfText::end_cell() {
  cell_ += (cell_.empty() ? "" : " ") + std::exchange(paragraph_, {});
  has_list_text_ = false;
  if (cells_.size() < kMaxCells) cells_.push_back(std::exchange(cell_, {}));
}

void RtfText::end_row() {
  if (!cell_.empty() || !paragraph_.empty()) end_cell();
  body_.row(std::exchange(cells_, {}));
}

// "heading 2", "Title".
void RtfText::end_style(std::string_view name) {
  const std::string plain = plain_name(name);
  if (plain == "title" || plain == "标题") {
    heading_styles_.insert_or_assign(new_style_, 0);
  } else if (plain.starts_with("heading") && plain.size() == 8 && plain.back() >= '1' &&
             plain.back() <= '9') {
    heading_styles_.insert_or_assign(new_style_, plain.back() - '0');
  }
  new_style_ = 0;
}

void RtfText::end_note() { notes_.push_back(one_line(std::exchange(note_, {}))); }

std::string RtfText::date() const {
  const auto digits = [](int value, std::size_t width) {
    const std::string text = std::to_string(std::max(0, value));
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  return digits(year_, 4) + "-" + digits(month_, 2) + "-" + digits(day_, 2);
}

}  // namespace isthmus::parsers
