#include "indexer/parsers/rtf_code_page.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/encoding.h"

namespace isthmus::parsers {
namespace {

constexpr std::array<std::pair<int, int>, 21> kCharsets = {{
    {2, kSymbolCodePage}, {77, 10000}, {78, 932},   {79, 949},   {80, 936},   {81, 950},
    {128, 932},           {129, 949},  {130, 949},  {134, 936},  {136, 950},  {161, 1253},
    {162, 1254},          {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257}, {204, 1251},
    {222, 874},           {238, 1250}, {255, 437},
}};

constexpr std::array<std::pair<int, std::string_view>, 14> kNames = {{
    {932, "Shift_JIS"},
    {936, "GB18030"},
    {949, "EUC-KR"},
    {950, "Big5"},
    {1361, "EUC-KR"},
    {10000, "macintosh"},
    {10001, "Shift_JIS"},
    {10002, "Big5"},
    {10003, "EUC-KR"},
    {10008, "GB18030"},
    {20936, "GB18030"},
    {54936, "GB18030"},
    {65001, "UTF-8"},
    {874, "windows-874"},
}};

std::string encoding_of(int code_page) {
  for (const auto& [number, name] : kNames) {
    if (number == code_page) return std::string(name);
  }
  if (code_page >= 28591 && code_page <= 28605)
    return "ISO-8859-" + std::to_string(code_page - 28590);
  return (code_page >= 1250 && code_page <= 1258 ? "windows-" : "ibm-") + std::to_string(code_page);
}

}  // namespace

int code_page_of_charset(int charset) {
  for (const auto& [number, code_page] : kCharsets) {
    if (number == charset) return code_page;
  }
  return 0;
}

std::string decode_code_page(std::string_view bytes, int code_page) {
  const bool is_plain = std::all_of(bytes.begin(), bytes.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_plain) return std::string(bytes);
  if (code_page == kSymbolCodePage) return {};
  std::string western =
      text::decode_as(bytes, "windows-1252", text::Unfit::kReplace).value_or(std::string());
  if (code_page == kWesternCodePage) return western;
  std::string decoded =
      text::decode_as(bytes, encoding_of(code_page), text::Unfit::kReplace).value_or(western);
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  return decoded.find(kReplacement) == std::string::npos ? decoded : western;
}

}  // namespace isthmus::parsers
