#include "indexer/parsers/xlsx_sheet.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>

#include "indexer/parsers/xml_stream.h"

namespace isthmus::parsers {
namespace {

using Event = XmlStream::Event;

constexpr std::size_t kSheetColumns = 16384;  // XFD
constexpr std::uint64_t kSheetRows = 1'048'576;
constexpr std::size_t kMaxMerges = 100'000;
constexpr std::size_t kMaxStyles = 65'536;

template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct CellReference {
  std::size_t column = 0;  // from 0
  std::uint64_t row = 0;   // from 1
};

// "AB12". Errors: nothing for what lies outside of a sheet.
std::optional<CellReference> parse_reference(std::string_view text) {
  std::size_t column = 0;
  while (!text.empty() && text.front() >= 'A' && text.front() <= 'Z' && column <= kSheetColumns) {
    column = column * 26 + static_cast<std::size_t>(text.front() - 'A') + 1;
    text.remove_prefix(1);
  }
  const auto row = number_of<std::uint64_t>(text);
  if (column == 0 || column > kSheetColumns || !row || *row == 0 || *row > kSheetRows)
    return std::nullopt;
  return CellReference{column - 1, *row};
}

// Text of a string item: its t elements, not those of phonetic guides. The item's start was given.
std::string string_item(XmlStream& xml) {
  std::string text;
  bool is_text = false;
  for (std::size_t depth = 1; depth > 0;) {
    const Event event = xml.next();
    if (event == Event::kDone || event == Event::kBroken) break;
    if (event == Event::kStart) {
      if (xml.name() == "rPh" || xml.name() == "phoneticPr") {
        xml.skip_element();
        continue;
      }
      ++depth;
      is_text = xml.name() == "t";
    } else if (event == Event::kEnd) {
      --depth;
      is_text = false;
    } else if (is_text) {
      text += xml.text();
    }
  }
  return text;
}

// Line ends and characters that XML cannot hold are written as _x000D_.
std::string unescaped(std::string text) {
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + 7 > text.size() || text[at + 6] != '_' || text.compare(at + 2, 2, "00") != 0) continue;
    text[at] = text[at + 5] == 'A' || text[at + 5] == 'D' ? '\n' : ' ';
    text.erase(at + 1, 6);
  }
  return text;
}

// Columns whose cell of an earlier row holds for this one too.
class Merges {
 public:
  explicit Merges(std::string_view xml) {
    const std::size_t begin = xml.rfind("<mergeCells");
    if (begin == std::string_view::npos) return;
    XmlStream stream(xml.substr(begin, xml.find("</mergeCells>", begin) - begin));
    for (Event event = stream.next();
         event == Event::kStart || event == Event::kEnd || event == Event::kText;
         event = stream.next()) {
      if (event == Event::kStart && stream.name() == "mergeCell" && count_ < kMaxMerges)
        add(stream.attribute("ref"));
    }
  }

  // Called for each row in order, as MergedCells::pass().
  void pass(SheetRow& row, bool is_filled) {
    open_.pass(row, is_filled);
    const auto [begin, end] = merges_.equal_range(row.number);
    for (auto merge = begin; merge != end; ++merge) {
      for (const auto& [column, text] : row.cells) {
        if (column == merge->second.column) open_.open(column, merge->second.last, text);
      }
    }
  }

 private:
  struct Merge {
    std::size_t column;
    std::uint64_t last;
  };
  void add(std::string_view range) {
    const auto first = parse_reference(range.substr(0, range.find(':')));
    const auto last = parse_reference(range.substr(std::min(range.size(), range.find(':') + 1)));
    if (!first || !last || last->row <= first->row) return;
    merges_.emplace(first->row, Merge{first->column, last->row});
    ++count_;
  }

  std::multimap<std::uint64_t, Merge> merges_;  // by first row
  MergedCells open_;
  std::size_t count_ = 0;
};

class SheetReader {
 public:
  SheetReader(std::string_view xml, const SheetContext& context) : xml_(xml), context_(context) {}

  bool read(const std::function<bool(SheetRow)>& on_row) {
    while (true) {
      const Event event = xml_.next();
      if (event == Event::kBroken) return false;
      if (event == Event::kDone) return true;
      if (event != Event::kStart || xml_.name() != "row") continue;
      const bool is_whole = read_row();
      if (!row_.cells.empty() && !on_row(std::exchange(row_, SheetRow{row_.number, {}})))
        return true;
      if (!is_whole) return false;
    }
  }

 private:
  // False when the XML breaks off.
  bool read_row() {
    const auto stated = number_of<std::uint64_t>(xml_.attribute("r"));
    row_.number = stated && *stated <= kSheetRows ? *stated : row_.number + 1;
    row_.cells.clear();
    next_column_ = 0;
    while (true) {
      const Event event = xml_.next();
      if (event == Event::kEnd) return true;
      if (event == Event::kDone || event == Event::kBroken) return false;
      if (event != Event::kStart) continue;
      if (xml_.name() == "c")
        read_cell();
      else
        xml_.skip_element();
    }
  }

  void read_cell() {
    const auto reference = parse_reference(xml_.attribute("r"));
    const std::size_t column = reference ? reference->column : next_column_;
    const std::string type = xml_.attribute("t");
    const std::string style = xml_.attribute("s");
    std::string text = cell_text(type, style);
    const bool is_in_order = row_.cells.empty() || row_.cells.back().first < column;
    next_column_ = column + 1;
    if (!text.empty() && is_in_order && column < kSheetColumns)
      row_.cells.emplace_back(column, std::move(text));
  }

  std::string cell_text(const std::string& type, const std::string& style) {
    std::string value;
    std::string inline_text;
    for (Event event = xml_.next(); event != Event::kEnd; event = xml_.next()) {
      if (event == Event::kDone || event == Event::kBroken) return {};
      if (event != Event::kStart) continue;
      if (xml_.name() == "v")
        value = content();
      else if (xml_.name() == "is")
        inline_text = string_item(xml_);
      else
        xml_.skip_element();
    }
    if (!inline_text.empty()) return unescaped(std::move(inline_text));
    return shown(type, style, value);
  }

  std::string content() {
    std::string text;
    for (Event event = xml_.next(); event == Event::kText; event = xml_.next()) text += xml_.text();
    return text;
  }

  std::string shown(const std::string& type, const std::string& style, const std::string& value) {
    if (type == "s") {
      const auto index = number_of<std::size_t>(value);
      return index ? std::string(context_.strings.at(*index)) : std::string();
    }
    if (type == "str" || type == "inlineStr") return unescaped(value);
    if (type == "b") return value == "1" ? "TRUE" : value == "0" ? "FALSE" : value;
    if (type == "e") return {};
    if (type == "d")
      return value.ends_with("T00:00:00") ? value.substr(0, value.size() - 9) : value;
    const auto index = number_of<std::size_t>(style);
    const NumberForm form =
        index && *index < context_.forms.size() ? context_.forms[*index] : NumberForm::kPlain;
    return number_text(value, form, context_.epoch);
  }

  XmlStream xml_;
  const SheetContext& context_;
  SheetRow row_;
  std::size_t next_column_ = 0;
};

}  // namespace

SharedStrings::SharedStrings(std::string_view xml) {
  XmlStream stream(xml);
  while (true) {
    const Event event = stream.next();
    is_damaged_ = event == Event::kBroken;
    if (event == Event::kDone || event == Event::kBroken) return;
    if (event != Event::kStart || stream.name() != "si") continue;
    texts_ += unescaped(string_item(stream));
    ends_.push_back(texts_.size());
  }
}

std::string_view SharedStrings::at(std::size_t index) const {
  if (index >= ends_.size()) return {};
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(texts_).substr(begin, ends_[index] - begin);
}

std::vector<NumberForm> cell_forms(const XmlNode& styles) {
  std::map<std::string, NumberForm> own;
  if (const auto formats = styles.first("numFmts")) {
    for (const XmlNode& format : formats->children("numFmt"))
      own[format.attribute("numFmtId")] = form_of_code(format.attribute("formatCode"));
  }
  std::vector<NumberForm> forms;
  const auto cells = styles.first("cellXfs");
  if (!cells) return forms;
  for (const XmlNode& cell : cells->children("xf")) {
    if (forms.size() == kMaxStyles) break;
    const std::string id = cell.attribute("numFmtId");
    const auto found = own.find(id);
    forms.push_back(found != own.end() ? found->second
                                       : builtin_form(number_of<unsigned>(id).value_or(0)));
  }
  return forms;
}

bool read_sheet(std::string_view xml, const SheetContext& context, WorkbookRows& rows) {
  Merges merges(xml);
  return SheetReader(xml, context).read([&](SheetRow row) {
    merges.pass(row, rows.is_in_records());
    return rows.take(std::move(row));
  });
}

}  // namespace isthmus::parsers
