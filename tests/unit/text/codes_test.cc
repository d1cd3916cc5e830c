#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "engine/text/analysis.h"

namespace isthmus::text {
namespace {

std::string listed(const std::vector<Code>& codes) {
  std::string line;
  for (const Code& code : codes) {
    if (!line.empty()) line += " ";
    line += code.text;
  }
  return line;
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

void check_documents(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(listed(analyse(c.text).codes) == c.expected);
  }
}

TEST_CASE("part numbers, alarms and threads are codes in all their spellings") {
  check_documents({
      {"SV0401", "sv0401"},
      {"报警SV0401后", "sv0401"},
      {"ＳＶ０４０１", "sv0401"},
      {"M8×1.25 M8x1.25 M8*1.25 M8 × 1.25", "m8x1.25 m8x1.25 m8x1.25 m8x1.25"},
      {"E-203 E_203 E203 E 203 Ｅ－２０３ E\u2011203", "e203 e203 e203 e203 e203 e203"},
      {"6204-2RS", "62042rs"},
      {"F0001", "f0001"},
      {"0x80070005", "0x80070005"},
      {"v1.25.3", "v1.25.3"},
      {"CVE-2021-44228", "cve202144228"},
      {"192.168.0.1", "192.168.0.1"},
      {"978-7-111-40772-0", "9787111407720"},
      {"7732-18-5", "7732185"},
      {"1920×1080", "1920x1080"},
      {"H.264", "h.264"},
  });
}

TEST_CASE(
    "standards are codes with and without their year, whatever stands between letters and number") {
  check_documents({
      {"GB/T 7714", "gbt7714"},
      {"gb/t 7714", "gbt7714"},
      {"GB/T7714", "gbt7714"},
      {"GBT 7714", "gbt7714"},
      {"GB/T 7714-2015", "gbt77142015 gbt7714"},
      {"GB/T 7714—2015", "gbt77142015 gbt7714"},
      {"依据ＧＢ／Ｔ　７７１４的要求", "gbt7714"},
      {"DL/T 860", "dlt860"},
      {"ISO 10816-3", "iso108163"},
      {"iso 9001:2015", "iso90012015 iso9001"},
      {"IEC 62443-3-3", "iec6244333"},
      {"ISO/IEC 27001:2022", "isoiec270012022 isoiec27001"},
      {"ITU-T G.711", "g.711"},
      {"RFC 793", "rfc793"},
  });
}

TEST_CASE("a DOI is one code, also behind a resolver's address") {
  check_documents({
      {"10.1145/3292500", "10.11453292500"},
      {"doi:10.1016/j.ymssp.2019.106587.", "10.1016j.ymssp.2019.106587"},
      {"https://doi.org/10.1145/3292500", "10.11453292500"},
  });
}

TEST_CASE("numbers, dates, times, quantities and plain words are no codes") {
  check_documents({
      {"42 3.14 1,000 -7 10-20 2019-2023", ""},
      {"2024-05-01 2024/5/1 2024-05-01T12:30:00Z", ""},
      {"12:30 12:30:45 12:30pm 9am", ""},
      {"5mm 2.5kW 10-20mm 20km/h 1200r/min", ""},
      {"11-inch 45degree 3-percent-thick", ""},
      {"2nd 19th 1990s", ""},
      {"state-of-the-art and/or", ""},
      {"e 203 in 2019", ""},
      {"PUBLISHED IN 2019 PLEASE READ 100", ""},
      {"Fig.3 no.5", ""},
      {"0.02-0.1", ""},
      {"7.56×108", ""},
      {"drawing-a-uml-diagram-in-the-vs-code-53c2e67deffe", ""},
  });
}

TEST_CASE("words that punctuation only touches are left out of a code") {
  check_documents({
      {"alarm:SV0401.Next", "sv0401"},
      {"E-203/E-204", "e203e204 e203 e204"},
      {"COVID-19-related", "covid19related covid19"},
      {"https://nvd.nist.gov/vuln/detail/CVE-2021-44228", "cve202144228"},
  });
}

TEST_CASE("a query may write in lower case what a document writes in upper case") {
  const std::vector<Case> cases = {{"e 203", "e203"},     {"gb/t 7714", "gbt7714"},
                                   {"sv 0401", "sv0401"}, {"6205-zz", "6205zz"},
                                   {"in 2019", ""},       {"bearing 6204", ""}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(listed(analyse_query(c.text).codes) == c.expected);
  }
}

TEST_CASE("a code names the atoms that it is made of") {
  const Analysis analysis = analyse("换GB/T 7714-2015的");
  REQUIRE(analysis.codes.size() == 2);
  CHECK(analysis.codes[0].first_atom == 1);
  CHECK(analysis.codes[0].atom_count == 4);
  CHECK(analysis.codes[1].first_atom == 1);
  CHECK(analysis.codes[1].atom_count == 3);
}

TEST_CASE("a chain without end costs time in proportion and yields no long code") {
  std::string chain;
  for (int i = 0; i < 50000; ++i) chain += "a1-";
  for (const Code& code : analyse(chain).codes) CHECK(code.text.size() <= 64);
}

}  // namespace
}  // namespace isthmus::text
