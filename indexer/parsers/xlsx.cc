// Workbooks (XLSX, XLSM, XLTX): rows as records, or the whole as one document, as sheet_rows.h says.
// Hidden sheets are read too; of a document also text boxes and comments.
#include <map>
#include <set>

#include "indexer/parsers/office_document.h"
#include "indexer/parsers/office_package.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/xlsx_sheet.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kMediaType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
// The XML of all sheets and shared strings: two million cells take 100 bytes each.
constexpr std::uint64_t kMaxPartsBytes = 256ULL << 20;
// Parts that are read as a tree, which takes ten times their size in memory.
constexpr std::size_t kMaxTreeBytes = 32U << 20;
constexpr std::size_t kMaxSheets = 10'000;

bool is_wanted(std::string_view path) {
  return path.ends_with(".rels") || path == "docprops/core.xml" ||
         (path.starts_with("xl/") && path.ends_with(".xml") &&
          path.find("theme/") == std::string_view::npos);
}

class Workbook {
 public:
  Workbook(OfficePackage& package, std::string main_path, WorkbookRows& rows)
      : package_(package), main_path_(std::move(main_path)), rows_(rows) {}

  void read(const XmlNode& main) {
    const auto properties = main.first("workbookPr");
    const std::string epoch = properties ? properties->attribute("date1904") : "";
    context_.epoch = epoch == "1" || epoch == "true" ? Epoch::k1904 : Epoch::k1900;
    if (const auto styles = tree(part("styles"))) context_.forms = cell_forms(*styles);
    read_strings();
    const auto sheets = main.first("sheets");
    if (!sheets) return;
    std::map<std::string, std::string> paths;  // of sheets, by id
    for (const Relation& relation : package_.relations(main_path_))
      paths.emplace(relation.id, relation.target);
    std::size_t count = 0;
    for (const XmlNode& sheet : sheets->children("sheet")) {
      if (++count > kMaxSheets) return;
      rows_.begin_sheet(sheet.attribute("name"));
      const auto path = paths.find(sheet.attribute("id"));
      if (path != paths.end()) read_sheet_part(path->second, sheet.attribute("name"));
      rows_.end_sheet();
    }
  }

 private:
  std::string part(const std::string& type) {
    std::string path = package_.related(main_path_, type);
    return path.empty() ? resolved_path(main_path_, type + ".xml") : path;
  }

  std::optional<XmlNode> tree(const std::string& path) {
    const std::string* bytes = package_.bytes(path);
    if (bytes != nullptr && bytes->size() > kMaxTreeBytes) {
      rows_.warn("the part " + path + " is larger than 32 MB and was not read");
      return std::nullopt;
    }
    return package_.root(path);
  }

  void read_strings() {
    const std::string path = part("sharedStrings");
    const std::string* bytes = package_.bytes(path);
    if (bytes == nullptr) return;
    context_.strings = SharedStrings(*bytes);
    if (context_.strings.is_damaged())
      rows_.warn("the workbook's texts are damaged; some cells are left out",
                 "open it in its program and save it again");
    package_.drop(path);
  }

  void read_sheet_part(const std::string& path, const std::string& name) {
    const std::string* bytes = package_.bytes(path);
    if (bytes == nullptr) return rows_.warn("the sheet " + quote(name) + " is missing in the file");
    if (!read_sheet(*bytes, context_, rows_))
      rows_.warn("the sheet " + quote(name) + " is damaged; rows after the damage are left out",
                 "open the workbook in its program and save it again");
    package_.drop(path);
    for (const Relation& relation : package_.relations(path)) {
      if (relation.type == "drawing") take_notes(relation.target, "p");
      if (relation.type == "comments") take_notes(relation.target, "text");
    }
  }

  // The text of each such element, whatever runs it is made of.
  void take_notes(const std::string& path, std::string_view element) {
    const std::optional<XmlNode> root = tree(path);
    if (!root || !noted_.insert(path).second) return;
    for (const XmlNode& note : root->all(element)) {
      std::string text;
      for (const XmlNode& run : note.all("t")) text += run.text();
      rows_.take_note(text);
    }
  }

  OfficePackage& package_;
  std::string main_path_;
  WorkbookRows& rows_;
  SheetContext context_;
  std::set<std::string> noted_;  // parts with notes that were read
};

void parse_workbook(OfficePackage& package, const Input& input, const Sink& sink, Mapping mapping) {
  const Emitter emitter(input, sink, kMediaType, Naming::kByPath);
  std::string main_path = package.related("", "officeDocument");
  if (main_path.empty()) main_path = "xl/workbook.xml";
  const std::optional<XmlNode> main = package.root(main_path);
  if (!main && zip_entry(input.bytes, "xl/workbook.bin")) {
    return emitter.refuse(0, {ErrorCode::kUnsupported, "the workbook is in the binary format XLSB",
                              "save it as XLSX"});
  }
  if (!main) {
    package.warn_faults(emitter);
    return emitter.refuse(
        0, {ErrorCode::kInvalidSource, "the workbook's main part " + main_path + " is missing",
            "open the workbook in its program and save it again"});
  }
  WorkbookRows rows(input, sink, kMediaType, std::move(mapping));
  Workbook(package, main_path, rows).read(*main);
  std::string core = package.related("", "core-properties");
  const DocumentProperties properties =
      read_properties(package.root(core.empty() ? "docProps/core.xml" : core));
  package.warn_faults(emitter);
  rows.finish(properties);
}

}  // namespace

bool is_xlsx(std::string_view bytes) { return zip_folder(bytes) == "xl/"; }

void parse_xlsx(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, kMediaType, Naming::kByPath);
  Result<Mapping> mapping = Mapping::parse(input.settings.columns);
  if (!mapping) return emitter.refuse(0, std::move(mapping).error());
  Result<OfficePackage> package = OfficePackage::open(input.bytes, is_wanted, kMaxPartsBytes);
  if (!package) return emitter.refuse(0, std::move(package).error());
  parse_workbook(*package, input, sink, *std::move(mapping));
}

}  // namespace isthmus::parsers
