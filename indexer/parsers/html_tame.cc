#include "indexer/parsers/html_tame.h"

#include <algorithm>
#include <array>

#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Formatting elements of the standard without <a>, which tells links from text; and more like them.
constexpr std::array<std::string_view, 20> kFormatting = {
    "b",  "big", "code", "em",     "font", "i",   "nobr", "s",    "small", "strike",
    "tt", "u",   "abbr", "strong", "cite", "dfn", "kbd",  "samp", "mark",  "var"};
constexpr std::array<std::string_view, 20> kVoid = {
    "area",  "base",   "basefont", "bgsound", "br",      "col",   "embed",
    "frame", "hr",     "img",      "input",   "link",    "meta",  "param",
    "track", "source", "wbr",      "image",   "isindex", "keygen"};
// Whose content is text up to the end tag.
constexpr std::array<std::string_view, 9> kRawText = {
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"};
constexpr std::array<std::string_view, 3> kNeverOpen = {"html", "head", "body"};
// An end tag of another element does not reach beyond these.
constexpr std::array<std::string_view, 12> kBarriers = {"table",    "td",     "th",     "caption",
                                                        "button",   "object", "applet", "marquee",
                                                        "template", "svg",    "math",   "select"};
constexpr std::array<std::string_view, 19> kKeptAttributes = {
    "name",        "content", "property", "itemprop", "itemtype", "http-equiv", "id",
    "class",       "role",    "style",    "hidden",   "lang",     "rel",        "href",
    "aria-hidden", "type",    "datetime", "colspan",  "srcdoc"};
constexpr std::size_t kMaxAttributeBytes = 64 << 10;  // an abstract in <meta content>

struct Rule {
  std::string_view name;
  std::string_view closes;  // elements that its start tag ends when they are open at the top
};
constexpr std::array kOptionalEnds = {
    Rule{"li", " p li "},
    Rule{"dt", " p dt dd "},
    Rule{"dd", " p dt dd "},
    Rule{"td", " p td th "},
    Rule{"th", " p td th "},
    Rule{"tr", " p td th tr caption "},
    Rule{"tbody", " p td th tr thead tbody tfoot caption colgroup "},
    Rule{"thead", " p td th tr thead tbody tfoot caption colgroup "},
    Rule{"tfoot", " p td th tr thead tbody tfoot caption colgroup "},
    Rule{"option", " option "},
    Rule{"optgroup", " option optgroup "},
    Rule{"a", " a "},
    Rule{"rt", " rt rp "},
    Rule{"rp", " rt rp "},
};
// Elements inside of which a paragraph goes on; any other start tag ends it.
constexpr std::array<std::string_view, 8> kInline = {"a",  "span", "sub",  "sup",
                                                     "rt", "rp",   "ruby", "label"};

struct Attribute {
  std::string name;
  std::string_view value;  // as written, character references and all
};

struct Tag {
  std::string name;
  bool is_end = false;
  std::vector<Attribute> attributes;  // of kKeptAttributes, each once
};

class Tamer {
 public:
  explicit Tamer(std::string_view html) : html_(html) {}

  TameHtml tame() {
    while (at_ < html_.size()) {
      const std::size_t next = std::min(html_.find('<', at_), html_.size());
      append_text(html_.substr(at_, next - at_));
      at_ = next;
      if (at_ < html_.size()) markup();
    }
    return std::move(out_);
  }

 private:
  // NUL is nothing in HTML's text.
  void append_text(std::string_view text) {
    for (std::size_t zero = text.find('\0'); zero != std::string_view::npos;
         zero = text.find('\0')) {
      out_.html += text.substr(0, zero);
      text.remove_prefix(zero + 1);
    }
    out_.html += text;
  }

  // At a '<'.
  void markup() {
    const std::string_view rest = html_.substr(at_);
    const char second = rest.size() > 1 ? rest[1] : '\0';
    if (rest.starts_with("<!--")) {
      skip_past("-->", 2);  // "<!-->" is a whole comment
    } else if (second == '!' || second == '?' || second == '%') {
      declaration(rest);
    } else if (is_letter(second) || (second == '/' && rest.size() > 2 && is_letter(rest[2]))) {
      tag();
    } else if (second == '/') {
      skip_past(">", 2);
    } else {
      out_.html += "&lt;";
      ++at_;
    }
  }

  void declaration(std::string_view rest) {
    // No HTML, but it stands in pages that a server would fill in.
    if (rest.starts_with("<%")) {
      has_server_end_ = has_server_end_ && rest.find("%>") != std::string_view::npos;
      if (has_server_end_) return skip_past("%>", 2);
      out_.html += "&lt;";
      ++at_;
      return;
    }
    if (begins_with_word(rest, "<![cdata[")) {
      has_data_end_ = has_data_end_ && rest.find("]]>") != std::string_view::npos;
      if (has_data_end_) return skip_past("]]>", 0);
    }
    const std::size_t begin = at_;
    skip_past(">", 2);
    if (begins_with_word(rest, "<!doctype html")) out_.html += html_.substr(begin, at_ - begin);
  }

  void skip_past(std::string_view end, std::size_t from) {
    const std::size_t found = html_.find(end, at_ + from);
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }

  void tag() {
    const Tag tag = read_tag();
    if (!tag.is_end && is_one_of(tag.name, kRawText)) return raw_text(tag);
    if (is_one_of(tag.name, kFormatting)) return;
    if (tag.is_end ? closes(tag.name) : opens(tag.name)) write(tag);
  }

  Tag read_tag() {
    Tag tag;
    tag.is_end = html_[at_ + 1] == '/';
    const std::size_t begin = at_ + (tag.is_end ? 2 : 1);
    at_ = std::min(html_.find_first_of(" \t\r\n\f/>", begin), html_.size());
    tag.name = lower_case(html_.substr(begin, std::min<std::size_t>(at_ - begin, 60)));
    while (at_ < html_.size() && html_[at_] != '>') read_attribute(tag);
    at_ = std::min(at_ + 1, html_.size());
    return tag;
  }

  void read_attribute(Tag& tag) {
    at_ = std::min(html_.find_first_not_of(" \t\r\n\f/", at_), html_.size());
    if (at_ >= html_.size() || html_[at_] == '>') return;
    const std::size_t begin = at_;
    // '=' may begin a name, and ends it elsewhere.
    at_ = std::min(html_.find_first_of(" \t\r\n\f/>=", at_ + 1), html_.size());
    std::string name = lower_case(html_.substr(begin, std::min<std::size_t>(at_ - begin, 60)));
    const std::size_t next = std::min(html_.find_first_not_of(" \t\r\n\f", at_), html_.size());
    std::string_view value;
    if (next < html_.size() && html_[next] == '=') {
      at_ = next + 1;
      value = read_value();
    }
    if (tag.is_end || !is_one_of(name, kKeptAttributes)) return;
    const bool is_new = std::none_of(tag.attributes.begin(), tag.attributes.end(),
                                     [&](const Attribute& other) { return other.name == name; });
    if (is_new) tag.attributes.push_back({std::move(name), value.substr(0, kMaxAttributeBytes)});
  }

  std::string_view read_value() {
    at_ = std::min(html_.find_first_not_of(" \t\r\n\f", at_), html_.size());
    if (at_ >= html_.size() || html_[at_] == '>') return {};
    const char quotation = html_[at_];
    const bool is_quoted = quotation == '"' || quotation == '\'';
    const std::size_t begin = is_quoted ? ++at_ : at_;
    const std::size_t end = std::min(
        is_quoted ? html_.find(quotation, begin) : html_.find_first_of(" \t\r\n\f>", begin),
        html_.size());
    at_ = is_quoted ? std::min(end + 1, html_.size()) : end;
    return html_.substr(begin, end - begin);
  }

  void raw_text(const Tag& tag) {
    const std::size_t begin = at_;
    const std::string end_tag = "</" + tag.name;
    const std::size_t end = tag.name == "plaintext"
                                ? html_.size()
                                : std::min(find_word(html_, end_tag, at_), html_.size());
    at_ = std::min(html_.find('>', end), html_.size());
    at_ = std::min(at_ + 1, html_.size());
    const std::string_view content = html_.substr(begin, end - begin);
    if (tag.name == "script" && is_json_ld(tag)) out_.json_ld.emplace_back(content);
    if (tag.name == "title") {
      write(tag);
      append_text(content);
      out_.html += "</title>";
    } else if (tag.name == "xmp" || tag.name == "plaintext") {
      out_.html += "<pre>";
      append_escaped(content);
      out_.html += "</pre>";
    }
  }

  static bool is_json_ld(const Tag& tag) {
    return std::any_of(tag.attributes.begin(), tag.attributes.end(), [](const Attribute& a) {
      return a.name == "type" && begins_with_word(trimmed(a.value), "application/ld+json");
    });
  }

  void append_escaped(std::string_view text) {
    for (const char c : text) {
      if (c == '<') {
        out_.html += "&lt;";
      } else if (c == '&') {
        out_.html += "&amp;";
      } else if (c != '\0') {
        out_.html += c;
      }
    }
  }

  // Does this start tag stay? Keeps count of what is open, at least as much as gumbo does.
  bool opens(const std::string& name) {
    if (++tags_ > kMaxTags) return leave_out();
    if (is_one_of(name, kVoid) || is_one_of(name, kNeverOpen)) return true;
    std::string_view closed = is_one_of(name, kInline) ? " " : " p ";
    for (const Rule& rule : kOptionalEnds) {
      if (rule.name == name) closed = rule.closes;
    }
    while (!open_.empty() && closed.find(" " + open_.back() + " ") != std::string_view::npos)
      open_.pop_back();
    if (open_.size() >= kMaxOpenElements) {
      ++beyond_;
      return leave_out();
    }
    open_.push_back(name);
    return true;
  }

  bool closes(const std::string& name) {
    if (++tags_ > kMaxTags) return leave_out();
    if (name == "br" || name == "p") {
      if (!open_.empty() && open_.back() == name) open_.pop_back();
      return true;
    }
    if (beyond_ > 0) {
      --beyond_;
      return false;
    }
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) {
        open_.resize(i);
        return true;
      }
      const bool is_own_table_part =
          name == "table" || name == "tr" || name == "tbody" || name == "thead" || name == "tfoot";
      const bool is_cell = open_[i] == "td" || open_[i] == "th" || open_[i] == "caption";
      if (is_one_of(open_[i], kBarriers) && !(is_own_table_part && is_cell)) return true;
    }
    return true;
  }

  bool leave_out() {
    ++out_.left_out;
    return false;
  }

  void write(const Tag& tag) {
    out_.html += tag.is_end ? "</" : "<";
    out_.html += tag.name;
    for (const Attribute& attribute : tag.attributes) {
      out_.html += ' ';
      out_.html += attribute.name;
      out_.html += "=\"";
      for (const char c : attribute.value) {
        if (c == '"') {
          out_.html += "&quot;";
        } else if (c != '\0') {
          out_.html += c;
        }
      }
      out_.html += '"';
    }
    out_.html += '>';
  }

  std::string_view html_;
  std::size_t at_ = 0;
  TameHtml out_;
  std::vector<std::string> open_;
  std::size_t beyond_ = 0;  // open elements whose start tags were left out
  std::size_t tags_ = 0;
  // Once there is none ahead it is looked for no more.
  bool has_server_end_ = true;  // of "<% … %>"
  bool has_data_end_ = true;    // of "<![CDATA[ … ]]>"
};

}  // namespace

TameHtml tame_html(std::string_view html) { return Tamer(html).tame(); }

}  // namespace isthmus::parsers
