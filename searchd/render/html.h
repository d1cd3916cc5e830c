// Building HTML: what comes from data is always escaped, what is not escaped is always a literal of
// this program.
//
//   html.raw("<p>").text(title).raw("</p>");
//   html.raw("<a").attribute("href", url).raw(">").text(name).raw("</a>");
//
// Shape: appends to one string. Control characters that HTML forbids are left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace isthmus::searchd {

// A string literal. Its constructor runs at compile time only, so that no text from outside can
// pass for markup.
class Markup {
 public:
  consteval Markup(const char* literal) : text_(literal) {}
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class Html {
 public:
  Html& raw(Markup markup) {
    out_ += markup.text();
    return *this;
  }
  Html& text(std::string_view text);
  Html& number(std::uint64_t number);
  // ` name="value"`
  Html& attribute(Markup name, std::string_view value);
  // A snippet of the engine: text that is escaped already, with <mark> and </mark>. Any other '<'
  // is escaped again.
  Html& marked(std::string_view snippet);
  // HTML that was made safe elsewhere in this folder.
  Html& append(const Html& other) {
    out_ += other.out_;
    return *this;
  }
  static Html trusted(std::string html) {
    Html made;
    made.out_ = std::move(html);
    return made;
  }

  bool empty() const { return out_.empty(); }
  const std::string& view() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace isthmus::searchd
