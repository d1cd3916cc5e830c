#include "schema/csv_reader.h"

#include <doctest/doctest.h>

namespace isthmus::csv {
namespace {

// Rows as "line:field|field", bad ones as "line!".
std::string rows_of(std::string_view text, char delimiter = ',') {
  Reader reader(text, delimiter);
  Row row;
  std::string out;
  while (true) {
    const Reader::Next next = reader.next(row);
    if (next == Reader::Next::kEnd) return out;
    if (!out.empty()) out += ' ';
    out += std::to_string(row.line) + (next == Reader::Next::kBad ? "!" : ":");
    for (std::size_t i = 0; i < row.fields.size() && next == Reader::Next::kRow; ++i)
      out += (i == 0 ? "" : "|") + row.fields[i];
  }
}

TEST_CASE("rows end at LF, CRLF, CR and at the end of the text") {
  CHECK(rows_of("a,b\nc,d") == "1:a|b 2:c|d");
  CHECK(rows_of("a,b\r\nc,d\r\n") == "1:a|b 2:c|d");
  CHECK(rows_of("a\rb") == "1:a 2:b");
  CHECK(rows_of("a,\n") == "1:a|");
  CHECK(rows_of("").empty());
}

TEST_CASE("quoted fields hold delimiters, line ends and doubled quotes, and lines go on counting") {
  CHECK(rows_of("\"a,b\",c\nd") == "1:a,b|c 2:d");
  CHECK(rows_of("\"x\ny\",z\nw") == "1:x\ny|z 3:w");
  CHECK(rows_of("\"say \"\"so\"\"\"\n") == "1:say \"so\"");
  CHECK(rows_of("\"\"\n") == "1:");
}

TEST_CASE("stray quotes are characters") {
  CHECK(rows_of("5\" pipe,x\n") == "1:5\" pipe|x");
  CHECK(rows_of("\"a\"b,c\n") == "1:ab|c");
}

TEST_CASE("a quote that is never closed costs its own row alone") {
  CHECK(rows_of("a,b\n\"c,d\ne,f\n") == "1:a|b 2! 3:e|f");
}

TEST_CASE("many unclosed quotes do not cost quadratic time") {
  std::string text;
  for (int i = 0; i < 100'001; ++i) text += "\"x\"\",y\n";
  Reader reader(text, ',');
  Row row;
  std::size_t rows = 0;
  while (reader.next(row) != Reader::Next::kEnd) ++rows;
  CHECK(rows > 0);
}

TEST_CASE("the delimiter is the most frequent one of the first line outside quotes") {
  CHECK(guess_delimiter("a;b;c\nx,y,z,w") == ';');
  CHECK(guess_delimiter("a\tb,c\td") == '\t');
  CHECK(guess_delimiter("\"a;b;c\",d") == ',');
  CHECK(guess_delimiter("single") == ',');
  CHECK(guess_delimiter("a|b|c") == '|');
}

}  // namespace
}  // namespace isthmus::csv
