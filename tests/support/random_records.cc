#include "tests/support/random_records.h"

#include <array>
#include <string>

namespace isthmus::testing {
namespace {

class Maker {
 public:
  explicit Maker(std::mt19937_64& generator) : generator_(generator) {}

  std::size_t below(std::size_t limit) { return generator_() % limit; }
  bool coin() { return below(2) == 0; }

  std::string text(std::size_t most_words) {
    static constexpr std::array<std::string_view, 14> words = {
        "spindle",    "主轴",  "振动", "chatter", "再生颤振", "E-203",        "GB/T 7714",
        "\"quoted\"", "naïve", "數控", "\\",      "𠀀",       "<b>&amp;</b>", "line\nbreak"};
    std::string out;
    for (std::size_t i = below(most_words + 1); i > 0; --i) {
      if (!out.empty()) out += ' ';
      out += words[below(words.size())];
    }
    return out;
  }
  std::string filled_text() { return "x" + text(5); }
  std::string name() { return "n-" + std::to_string(below(1000)); }

  std::vector<std::string> list() {
    std::vector<std::string> out(below(4));
    for (std::string& element : out) element = filled_text();
    return out;
  }
  std::vector<std::string> names() {
    std::vector<std::string> out(below(4));
    for (std::string& element : out) element = name();
    return out;
  }
  Translations translations() {
    Translations out;
    if (coin()) out["en"] = filled_text();
    if (coin()) out["zh-Hant"] = filled_text();
    return out;
  }
  Date date() {
    Date out;
    if (coin()) return out;
    out.year = static_cast<std::int16_t>(1 + below(9999));
    if (coin()) return out;
    out.month = static_cast<std::uint8_t>(1 + below(12));
    if (coin()) return out;
    out.day = static_cast<std::uint8_t>(1 + below(28));
    return out;
  }

 private:
  std::mt19937_64& generator_;
};

void fill_people(Maker& make, Record& record) {
  for (std::size_t i = make.below(3); i > 0; --i) {
    record.authors.push_back({make.filled_text(), make.coin() ? "0000-0002-1825-0097" : "",
                              make.coin() ? make.name() : ""});
  }
  if (make.coin()) record.contact = {make.filled_text(), "someone@example.org", make.name()};
  if (make.coin()) record.organisation = make.name();
  record.programmes = make.names();
}

void fill_relations(Maker& make, Record& record) {
  for (std::size_t i = make.below(3); i > 0; --i)
    record.identifiers.push_back({"doi", "10.5555/" + make.name()});
  for (std::size_t i = make.below(3); i > 0; --i) {
    record.references.push_back(make.coin() ? Reference{"doi", "10.5555/" + make.name(), ""}
                                            : Reference{"", "", make.filled_text()});
  }
  for (std::size_t i = make.below(3); i > 0; --i)
    record.relations.push_back({"applies", "other:" + make.name()});
  if (make.coin())
    record.visibility = {{"partners", "agreement:" + make.name()}, make.date(), make.coin()};
  if (make.coin())
    record.source = {"folder/" + make.name() + ".md", "text/markdown", std::string(64, 'a')};
}

}  // namespace

Record random_record(std::mt19937_64& generator) {
  Maker make(generator);
  Record record;
  record.id = "random:" + make.name();
  const std::vector<Kind> kinds = all_kinds();
  record.kind = kinds[make.below(kinds.size())];
  record.side = make.coin() ? side_of(record.kind) : other_side(side_of(record.kind));
  record.title = make.filled_text();
  record.title_translations = make.translations();
  record.abstract = make.text(20);
  record.abstract_translations = make.translations();
  record.language = make.coin() ? "zh" : "";
  record.keywords = make.list();
  record.date = make.date();
  record.equipment = make.list();
  record.codes = make.list();
  record.review_by = make.date();
  record.licence = make.coin() ? "CC-BY-4.0" : "";
  record.body = make.text(200);
  fill_people(make, record);
  fill_relations(make, record);
  return record;
}

Record known_record() {
  Record record;
  record.id = "cnc:颤振/现场 处理";
  record.side = Side::kPractice;
  record.kind = Kind::kCase;
  record.title = "主轴振动的现场处理";
  record.title_translations = {{"en", "Spindle vibration, handled on the shop floor"},
                               {"zh-Hant", "主軸振動的現場處理"}};
  record.abstract = "在 8000 r/min 时出现颤振。";
  record.abstract_translations = {{"en", "Chatter at 8000 r/min."}};
  record.language = "zh";
  record.authors = {{"Lin Wei", "0000-0002-1825-0097", "harbour-college"}, {"周师傅", "", ""}};
  record.organisation = "harbour-college";
  record.programmes = {"mechatronics", "cnc-technology"};
  record.keywords = {"颤振", "chatter"};
  record.date = {2024, 5, 1};
  record.identifiers = {{"doi", "10.5555/isthmus.known"}, {"work_order", "WO-2024-0153"}};
  record.references = {{"doi", "10.5555/isthmus.other", ""}, {"", "", "GB/T 16857.2"}};
  record.equipment = {"VMC850"};
  record.codes = {"SV0401", "M8×1.25"};
  record.contact = {"周师傅", "zhou@example.org", "harbour-college"};
  record.review_by = {2027, 6, 0};
  record.licence = "CC-BY-4.0";
  record.visibility = {{"partners", "agreement:agr-1"}, {2026, 0, 0}, true};
  record.relations = {{"applies", "cnc:regenerative-chatter"}};
  record.source = {"practice/known.md", "text/markdown", std::string(64, '0')};
  record.body = "# 处理\n\n把转速降到 7200 r/min。\n";
  return record;
}

}  // namespace isthmus::testing
