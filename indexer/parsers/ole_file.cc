#include "indexer/parsers/ole_file.h"

#include <array>
#include <string>

namespace isthmus::parsers {
namespace {

constexpr std::string_view kSignature = "\xd0\xcf\x11\xe0";
constexpr std::size_t kEntryBytes = 128;  // entries stand at multiples of it, their names first

struct Sort {
  std::string_view entry;  // that files of this sort have
  std::string_view what;
  std::string_view hint;
};
constexpr std::array kSorts = {
    Sort{"__properties_version1.0", "an Outlook message", "save it as EML"},
    Sort{"WordDocument", "a Word 97-2003 document", "save it as DOCX"},
    Sort{"Workbook", "an Excel 97-2003 workbook", "save it as XLSX"},
    Sort{"Book", "an Excel 5 workbook", "save it as XLSX"},
    Sort{"PowerPoint Document", "a PowerPoint 97-2003 presentation", "save it as PPTX"},
};

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Names are compared without regard to case.
bool is_name(std::string_view entry, std::string_view name) {
  if (entry.size() < 2 * name.size() + 2) return false;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const char wanted = i < name.size() ? name[i] : '\0';
    if (upper(entry[2 * i]) != upper(wanted) || entry[2 * i + 1] != '\0') return false;
  }
  return true;
}

bool has_entry(std::string_view bytes, std::string_view name) {
  for (std::size_t at = kEntryBytes; at < bytes.size(); at += kEntryBytes) {
    if (is_name(bytes.substr(at, kEntryBytes), name)) return true;
  }
  return false;
}

// Nothing when several would do: files of one sort may hold files of another.
const Sort* sort_of(std::string_view bytes) {
  const Sort* found = nullptr;
  for (const Sort& sort : kSorts) {
    if (!has_entry(bytes, sort.entry)) continue;
    if (found != nullptr) return nullptr;
    found = &sort;
  }
  return found;
}

}  // namespace

std::optional<Error> ole_refusal(std::string_view bytes) {
  if (!bytes.starts_with(kSignature)) return std::nullopt;
  if (has_entry(bytes, "EncryptedPackage")) {  // [MS-OFFCRYPTO] 2.3.4.4
    return Error{ErrorCode::kInvalidSource, "the document is encrypted with a password",
                 "save it without one"};
  }
  if (const Sort* sort = sort_of(bytes)) {
    return Error{ErrorCode::kUnsupported,
                 "the file is " + std::string(sort->what) + ", which no parser takes",
                 std::string(sort->hint)};
  }
  return Error{ErrorCode::kUnsupported,
               "the file is an Office 97-2003 or Outlook file, which no parser takes",
               "save it as DOCX, XLSX or PPTX"};
}

}  // namespace isthmus::parsers
