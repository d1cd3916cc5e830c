// What an RTF document says: its tokens become a body and properties.
//
// Kept: results of fields, footnotes, text boxes, tables, headings by style or outline level. Left
// out: pictures, embedded objects, hidden and deleted text, headers and footers, comments, and every
// destination that is marked as optional and not known here.
//
// Groups nest to kMaxGroups; what lies deeper is left out.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/body_text.h"
#include "indexer/parsers/office_document.h"
#include "indexer/parsers/rtf_reader.h"

namespace isthmus::parsers {

inline constexpr std::size_t kMaxGroups = 1000;  // Word itself gives up at less

class RtfText {
 public:
  explicit RtfText(std::string_view bytes) : reader_(bytes) {}

  // Everything, once.
  void read();

  const BodyText& body() const { return body_; }
  const DocumentProperties& properties() const { return properties_; }
  const std::string& styled_title() const { return styled_title_; }
  bool is_cut_off() const { return is_cut_off_; }  // groups were open at the end
  bool is_too_deep() const { return is_too_deep_; }

 private:
  enum class Place : std::uint8_t {
    kBody,
    kNote,
    kNowhere,
    kInfo,  // as nowhere, but title, author and others lie within
    kFonts,
    kStyles,
    kTitle,
    kAuthor,
    kSubject,
    kKeywords,
    kRemark,
    kCreated,
    kRevised
  };
  // What a group inherits and its end undoes.
  struct State {
    Place place = Place::kBody;
    Place outer = Place::kBody;  // where the text of an alternative in Unicode belongs
    int font = -1;               // -1: the document's default
    int fallbacks = 1;           // characters after \u to pass over
    bool is_hidden = false;
    bool is_deleted = false;
    bool is_in_table = false;
    int style = 0;
    int outline = -1;
    int list = 0;  // 0: none
    int depth = 0;
  };

  void take(const RtfToken& token);
  void open_group();
  void close_group();
  void byte(const RtfToken& token);
  void symbol(char c);
  void word(const RtfToken& token);
  bool destination(std::string_view name);
  bool character(const RtfToken& token);
  bool structure(std::string_view name);
  void property(const RtfToken& token);
  void unicode(int number);
  void reset_paragraph();

  void append(std::string_view utf8);
  void flush_bytes();
  void end_paragraph();
  void end_cell();
  void end_row();
  void end_style(std::string_view name);
  void end_note();
  std::string date() const;
  int code_page() const;
  bool is_heard() const;
  std::string& buffer();

  RtfReader reader_;
  std::vector<State> groups_;
  State state_;
  std::size_t too_deep_ = 0;  // open groups beyond kMaxGroups
  bool is_optional_ = false;  // after \*
  int to_pass_over_ = 0;      // characters of a fallback that are still to come
  char32_t surrogate_ = 0;    // a high one that waits for its low one
  std::string bytes_;         // in the code page of the present font

  std::string paragraph_;
  std::string cell_;
  std::vector<std::string> cells_;
  std::string note_;
  std::vector<std::string> notes_;
  std::string words_;  // of properties, styles and fonts
  int year_ = 0;
  int month_ = 0;
  int day_ = 0;
  bool has_list_text_ = false;  // the present paragraph begins with a number or a bullet

  int document_code_page_ = 1252;
  int default_font_ = 0;
  int new_font_ = 0;   // in the table of fonts
  int new_style_ = 0;  // in the table of styles
  std::map<int, int> font_code_pages_;
  std::map<int, int> heading_styles_;  // to the level; 0: the title
  BodyText body_;
  DocumentProperties properties_;
  std::string styled_title_;
  bool is_cut_off_ = false;
  bool is_too_deep_ = false;
};

}  // namespace isthmus::parsers
