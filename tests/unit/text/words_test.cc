#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "engine/text/analysis.h"
#include "engine/text/variants.h"

namespace isthmus::text {
namespace {

struct LanguageCase {
  std::string_view text;
  std::string_view language;
};

TEST_CASE("stems are English stems of Latin words, and other words come back as they are") {
  CHECK(stem("bearings") == "bear");
  CHECK(stem("vibrations") == stem("vibration"));
  CHECK(stem("machine's") == "machin");
  CHECK(stem("sv0401") == "sv0401");
  CHECK(stem("轴") == "轴");
  CHECK(stem("работы") == "работы");
  CHECK(stem("").empty());
}

TEST_CASE("stop words are function words alone") {
  for (const char* word : {"the", "of", "and", "is", "to"}) CHECK(is_stop_word(word));
  for (const char* word : {"bearing", "not", "it2", "", "的", "failure"}) {
    CHECK_FALSE(is_stop_word(word));
  }
}

TEST_CASE(
    "the language is that of most letters, and traditional Chinese is told by its characters") {
  const std::vector<LanguageCase> cases = {
      {"", "und"},
      {"12.5 — !", "und"},
      {"Bearing failure analysis", "en"},
      {"轴承故障分析", "zh"},
      {"軸承故障分析", "zh-Hant"},
      {"太后里面", "zh"},
      {"PLC故障", "zh"},
      {"用 Kubernetes 部署数据库集群的注意事项", "zh"},
      {"Zhang Wei (张伟), Department of Mechanical Engineering", "en"},
      {"軸受の故障を解析する", "ja"},
      {"베어링 고장 분석", "ko"},
      {"Анализ отказов подшипников", "ru"},
      {"ניתוח", "und"},
  };
  for (const LanguageCase& c : cases) {
    CAPTURE(c.text);
    CHECK(guess_language(c.text) == c.language);
  }
}

TEST_CASE("every variant's representative stands for itself") {
  const VariantTable& table = variant_table();
  CHECK(table.size() > 5000);
  for (const auto& [character, variant] : table) {
    const auto found = table.find(variant.representative);
    if (found != table.end() && found->second.representative != variant.representative) {
      FAIL_CHECK("code point " << static_cast<std::uint32_t>(character)
                               << " has a representative that is represented by another");
    }
  }
}

TEST_CASE("without dictionaries the variant table is empty") {
  CHECK(load_variant_table("/nonexistent/").empty());
}

}  // namespace
}  // namespace isthmus::text
