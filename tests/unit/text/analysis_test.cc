#include "engine/text/analysis.h"

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

namespace isthmus::text {
namespace {

// Atoms as one line: a blank between two atoms, '~' where they are glued.
std::string spelled(std::string_view text) {
  std::string line;
  for (const Atom& atom : split_atoms(text)) {
    if (!line.empty()) line += atom.glued ? "~" : " ";
    line += atom.text;
  }
  return line;
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST_CASE(
    "splitting makes words of letters and digits, and an atom of each Han or Kana character") {
  REQUIRE(has_variant_table());
  const std::vector<Case> cases = {
      {"", ""},
      {"Hello, World", "hello world"},
      {"数控G代码", "数~控~g~代~码"},
      {"PLC故障", "plc~故~障"},
      {"don't O’Brien’s 'quoted' rock'n'roll", "don't o'brien's quoted rock'n'roll"},
      {"users' 5' d'", "users 5 d"},
      {"test_case_name", "test case name"},
      {"々〇ー〆ㄅ", "々~〇~ー~〆~ㄅ"},
      {"𠀀𠀁a", "𠀀~𠀁~a"},
      {"Привет мир", "привет мир"},
      {"한국어 글", "한국어 글"},
      {"3.14 1,000", "3 14 1 000"},
      {"❶步骤 ①步", "步~骤 1~步"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(spelled(c.text) == c.expected);
  }
}

TEST_CASE("Han atoms are glued across one line break with blanks, and not across a blank line") {
  const std::vector<Case> cases = {
      {"知\n识", "知~识"},     {"知 \t\r\n\t识", "知~识"}, {"知\r识", "知~识"},
      {"知\n　　识", "知~识"}, {"知\n\n识", "知 识"},      {"知\r\n\r\n识", "知 识"},
      {"知 识", "知 识"},      {"知。\n识", "知 识"},      {"知\na", "知 a"},
      {"a\nb", "a b"},         {"知\u200B识", "知~识"},    {"so\u00ADft", "soft"},
      {"汉\u0301字", "汉~字"}, {"\uFEFF知识", "知~识"},    {"数控'代", "数~控 代"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(spelled(c.text) == c.expected);
  }
}

TEST_CASE(
    "folding joins width, case, compatibility forms, and traditional and variant characters") {
  const std::vector<Case> cases = {
      {"ＳＶ０４０１：", "sv0401:"},
      {"ﬁne", "fine"},
      {"cafe\u0301", "café"},
      {"STRASSE ß", "strasse ss"},
      {"㍿", "株式会社"},
      {"ｶﾞｽ", "ガス"},
      {"複雜", "复杂"},
      {"裏裡里", "里里里"},
      {"峯峰", "峰峰"},
      {"著着", "着着"},
      {"朱乾隆", "朱干隆"},
      {"朱乾", "朱干"},
      {"枱檯台", "台台台"},
      {"検査", "检查"},
      {"計畫座標項鍊", "计划座标项链"},
      {"\u2F64\u2F00", "用一"},
      {"欠缺", "欠缺"},
      {"it’s", "it's"},
      {"a\u200Bb", "ab"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(fold(c.text) == c.expected);
  }
}

TEST_CASE("offsets are bytes of the original where folding changes lengths") {
  const std::string text = "ＡＢ İx 漢\u0301字";
  const std::vector<Atom> atoms = split_atoms(text);
  REQUIRE(atoms.size() == 4);
  const std::vector<std::string_view> slices = {"ＡＢ", "İx", "漢\u0301", "字"};
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    CHECK(std::string_view(text).substr(atoms[i].begin, atoms[i].end - atoms[i].begin) ==
          slices[i]);
  }
}

TEST_CASE("a word of more than 64 characters becomes glued pieces, of which sixteen are kept") {
  const std::vector<Atom> two = split_atoms(std::string(100, 'a'));
  REQUIRE(two.size() == 2);
  CHECK(two[0].text.size() == 64);
  CHECK(two[1].text.size() == 36);
  CHECK(two[1].glued);
  CHECK(split_atoms(std::string(100000, 'a') + " b").size() == 17);
}

TEST_CASE("threads that analyse at once get the same atoms and words") {
  const std::string text = "數控機床SV0401 Привет 한국어 ﬁne ｶﾞｽ 𠀀𠀁 ᚠᚢᚦ ግዕዝ";
  std::vector<std::string> lines(4);
  std::vector<std::thread> threads;
  for (std::string& line : lines) {
    threads.emplace_back([&line, &text] {
      for (const HanWord& word : analyse(text).words) line += word.text + " ";
      line += spelled(text) + stem("bearings");
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& line : lines) CHECK(line == lines.front());
}

TEST_CASE("segmentation finds the same words in simplified and traditional text") {
  const auto words = [](std::string_view text) {
    std::string line;
    for (const HanWord& word : analyse(text).words) line += word.text + " ";
    return line;
  };
  CHECK(words("机床的主轴轴承") == "机床 主轴 轴承 ");
  CHECK(words("數控機床的主軸軸承") == words("数控机床的主轴轴承"));
  CHECK(words("软\n件") == "软件 ");
  CHECK(words("软，件").empty());
}

}  // namespace
}  // namespace isthmus::text
