// Which part of a page it is about: the rule is told in html_text.h.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "indexer/parsers/html_text.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMinLinksOfList = 5;
constexpr std::size_t kShortLink = 40;  // characters of a link in a menu

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 4> kFurniture = {"nav", "aside", "dialog", "menu"};
constexpr std::array<std::string_view, 8> kFurnitureRoles = {
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "menubar"};
constexpr std::array<std::string_view, 7> kListsOfLinks = {"ul", "ol",      "div",  "td",
                                                           "p",  "section", "table"};
// Words of ids and classes.
constexpr std::array<std::string_view, 22> kFurnitureWords = {
    "nav",         "navbar",        "navigation", "menu",    "sidebar",    "breadcrumb",
    "breadcrumbs", "cookie",        "cookies",    "consent", "gdpr",       "advert",
    "ads",         "advertisement", "share",      "sharing", "pagination", "footer",
    "newsletter",  "masthead",      "topbar",     "skiplink"};
std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80 &&
           kBlankCharacters.find(c) == std::string_view::npos;
  }));
}

// "side-bar navBox" has the words side, bar, nav and box; two words may be one ("sidebar").
bool names_furniture(std::string_view names) {
  std::string word;
  std::string previous;
  for (std::size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const bool was_capital = i > 0 && names[i - 1] >= 'A' && names[i - 1] <= 'Z';
    const bool is_capital = c >= 'A' && c <= 'Z' && !was_capital;
    if ((!is_letter(c) || is_capital) && !word.empty()) {
      if (is_one_of(std::string_view(word), kFurnitureWords) ||
          is_one_of(std::string_view(previous + word), kFurnitureWords))
        return true;
      previous = std::exchange(word, {});
    }
    if (is_letter(c)) word += lower_letter(c);
  }
  return false;
}

struct Measure {
  std::size_t text = 0;   // characters
  std::size_t links = 0;  // characters within links
  std::size_t link_count = 0;
};

enum class Within : std::uint8_t { kPage, kArticle };

bool is_article(const HtmlNode& node) {
  return node.tag == "article" || node.tag == "main" || node.attribute("role") == "main" ||
         node.attribute("role") == "article";
}

bool is_main(const HtmlNode& node) {
  return node.tag == "main" || node.attribute("role") == "main";
}

bool is_article_body(const HtmlNode& node) {
  return node.tag == "article" || node.attribute("itemprop") == "articleBody";
}

// The outermost elements for which `is_wanted` says so.
void gather(const HtmlNode& node, bool (*is_wanted)(const HtmlNode&),
            std::vector<const HtmlNode*>& found) {
  for (const HtmlNode& child : node.children) {
    if (child.is_text() || !may_show_text(child)) continue;
    if (is_wanted(child)) {
      found.push_back(&child);
    } else {
      gather(child, is_wanted, found);
    }
  }
}

class Chooser {
 public:
  explicit Chooser(const HtmlNode& body) : body_(body) { page_text_ = measure(body, false).text; }

  std::string text() const {
    std::string text;
    for (const HtmlNode* part : parts()) {
      const std::string own =
          visible_text(pruned(*part, part == &body_ ? Within::kPage : Within::kArticle));
      if (!text.empty() && !own.empty()) text += "\n\n";
      text += own;
    }
    return characters_of(text) * kLeastShare < page_text_ ? visible_text(body_) : text;
  }

 private:
  static constexpr std::size_t kLeastShare = 10;
  static constexpr std::size_t kArticleShare = 4;

  // Measures the node and all below it.
  Measure measure(const HtmlNode& node, bool in_link) {
    Measure total;
    if (node.is_text()) {
      total.text = characters_of(node.text);
      total.links = in_link ? total.text : 0;
      return total;
    }
    if (!may_show_text(node)) return total;
    const bool is_link = node.tag == "a" && node.has("href");
    total.link_count = is_link ? 1 : 0;
    for (const HtmlNode& child : node.children) {
      const Measure part = measure(child, in_link || is_link);
      total.text += part.text;
      total.links += part.links;
      total.link_count += part.link_count;
    }
    measures_.emplace(&node, total);
    return total;
  }

  Measure measure_of(const HtmlNode& node) const {
    const auto found = measures_.find(&node);
    return found == measures_.end() ? Measure{} : found->second;
  }

  bool is_list_of_links(const HtmlNode& node) const {
    if (!is_one_of(node.tag, kListsOfLinks)) return false;
    const Measure found = measure_of(node);
    return found.link_count >= kMinLinksOfList && found.links * 2 > found.text &&
           found.links < found.link_count * kShortLink;
  }

  bool is_minor(const HtmlNode& node) const { return measure_of(node).text * 2 < page_text_; }

  bool is_furniture(const HtmlNode& node, Within within) const {
    if (is_one_of(node.tag, kFurniture)) return true;
    if ((node.tag == "header" || node.tag == "footer") && within == Within::kPage) return true;
    if (is_article(node)) return false;
    if (is_one_of(node.attribute("role"), kFurnitureRoles)) return true;
    if (node.tag == "form" && is_minor(node)) return true;
    if (names_furniture(node.attribute("id")) || names_furniture(node.attribute("class")))
      return is_minor(node);
    return is_list_of_links(node);
  }

  // A copy without what is furniture.
  HtmlNode pruned(const HtmlNode& node, Within within) const {
    HtmlNode copy{node.tag, node.text, node.attributes, {}};
    if (!node.is_text() && !may_show_text(node)) return copy;
    const Within below = is_article(node) ? Within::kArticle : within;
    for (const HtmlNode& child : node.children) {
      if (child.is_text() || !is_furniture(child, below))
        copy.children.push_back(pruned(child, below));
    }
    return copy;
  }

  std::vector<const HtmlNode*> parts() const {
    for (const auto& [is_wanted, share] :
         {std::pair{&is_main, kLeastShare}, std::pair{&is_article_body, kArticleShare}}) {
      std::vector<const HtmlNode*> found;
      gather(body_, is_wanted, found);
      std::size_t text = 0;
      for (const HtmlNode* part : found) text += measure_of(*part).text;
      if (text > 0 && text * share >= page_text_) return found;
    }
    return {&body_};
  }

  const HtmlNode& body_;
  std::unordered_map<const HtmlNode*, Measure> measures_;
  std::size_t page_text_ = 0;
};

}  // namespace

std::string main_text(const HtmlNode& root) {
  const HtmlNode* body = find_element(root, "body");
  return body == nullptr ? visible_text(root) : Chooser(*body).text();
}

}  // namespace isthmus::parsers
