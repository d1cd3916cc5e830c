// Presentations (PPTX, PPTM, PPSX, POTX): one record a file, one page a slide. ECMA-376 part 1, 19.
//
// Of each slide in the order of showing: its title as a heading, text, tables, diagrams, then the
// speaker's notes. Hidden slides are read too; dates, footers and slide numbers are not.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "indexer/parsers/office_document.h"
#include "indexer/parsers/office_package.h"
#include "indexer/parsers/parsers.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kMediaType =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
// The XML of slides, notes and diagrams; masters and layouts are not read.
constexpr std::uint64_t kMaxPartsBytes = 48ULL << 20;
constexpr std::size_t kMaxSlides = 20'000;

bool is_wanted(std::string_view path) {
  const bool is_slide_part = path.starts_with("ppt/slides/") ||
                             path.starts_with("ppt/notesslides/") ||
                             path.starts_with("ppt/diagrams/data");
  return path == "_rels/.rels" || path == "docprops/core.xml" ||
         path.starts_with("ppt/presentation") || path.starts_with("ppt/_rels/") ||
         (is_slide_part && (path.ends_with(".xml") || path.ends_with(".rels")));
}

std::string paragraph_text(const XmlNode& paragraph) {
  std::string text;
  for (const XmlNode& child : paragraph.children()) {
    if (child.name() == "br") text += '\n';
    const bool is_slide_number =
        child.name() == "fld" && child.attribute("type").starts_with("slidenum");
    if ((child.name() == "r" || child.name() == "fld") && !is_slide_number) {
      for (const XmlNode& piece : child.children("t")) text += piece.text();
    }
    for (const XmlNode& formula : child.all("t")) {
      if (child.name() == "m" || child.name() == "AlternateContent") text += formula.text();
    }
  }
  return text;
}

std::string joined_text(const XmlNode& body) {
  std::string text;
  for (const XmlNode& paragraph : body.children("p")) {
    const std::string line = paragraph_text(paragraph);
    if (!line.empty()) text += (text.empty() ? "" : " ") + line;
  }
  return text;
}

unsigned level_of(const XmlNode& paragraph) {
  const auto properties = paragraph.first("pPr");
  const std::string level = properties ? properties->attribute("lvl") : "";
  unsigned value = 0;
  std::from_chars(level.data(), level.data() + level.size(), value);
  return value;
}

bool has_no_bullet(const XmlNode& paragraph) { return paragraph.first("pPr/buNone").has_value(); }

// What a shape stands for: "title", "body", "sldNum"; empty for shapes of the slide's own, "obj" for
// placeholders that do not say it.
std::string placeholder_of(const XmlNode& shape) {
  for (const char* path : {"nvSpPr/nvPr/ph", "nvGraphicFramePr/nvPr/ph"}) {
    if (const auto placeholder = shape.first(path)) {
      const std::string type = placeholder->attribute("type");
      return type.empty() ? "obj" : type;
    }
  }
  return {};
}

bool is_title(std::string_view placeholder) {
  return placeholder == "title" || placeholder == "ctrTitle";
}

bool is_furniture(std::string_view placeholder) {
  return placeholder == "dt" || placeholder == "ftr" || placeholder == "sldNum" ||
         placeholder == "hdr" || placeholder == "sldImg";
}

class SlideText {
 public:
  SlideText(OfficePackage& package, BodyText& body) : package_(package), body_(body) {}

  void read(const std::string& path) {
    const std::optional<XmlNode> slide = package_.root(path);
    if (!slide) return;
    relations_.clear();
    for (Relation& relation : package_.relations(path))
      relations_.emplace(relation.id, std::move(relation));
    if (const auto tree = slide->first("cSld/spTree")) {
      title(*tree);
      shapes(*tree);
    }
    for (const auto& [id, relation] : relations_) {
      if (relation.type == "notesSlide") notes(relation.target);
    }
  }

  const std::string& first_title() const { return first_title_; }

 private:
  // The title comes first wherever it stands among the shapes.
  void title(const XmlNode& tree) {
    for (const XmlNode& shape : tree.children("sp")) {
      const auto text = shape.first("txBody");
      if (!text || !is_title(placeholder_of(shape))) continue;
      const std::string words = joined_text(*text);
      if (first_title_.empty()) first_title_ = one_line(words);
      body_.heading(2, words);
    }
  }

  void shapes(const XmlNode& tree) {
    for (const XmlNode& shape : tree.children()) {
      if (body_.is_full()) return;
      const std::string_view name = shape.name();
      if (name == "sp" || name == "cxnSp") {
        text_shape(shape);
      } else if (name == "grpSp" || name == "Choice") {
        shapes(shape);
      } else if (name == "AlternateContent") {
        const auto choice = shape.first("Choice");
        const auto branch = choice ? choice : shape.first("Fallback");
        if (branch) shapes(*branch);
      } else if (name == "graphicFrame") {
        frame(shape);
      }
    }
  }

  void text_shape(const XmlNode& shape) {
    const std::string placeholder = placeholder_of(shape);
    const auto text = shape.first("txBody");
    if (!text || is_title(placeholder) || is_furniture(placeholder)) return;
    const bool is_list = placeholder == "body" || placeholder == "obj";
    const std::vector<XmlNode> paragraphs = text->children("p");
    for (const XmlNode& paragraph : paragraphs) {
      const std::string words = paragraph_text(paragraph);
      if (is_list && paragraphs.size() > 1 && !has_no_bullet(paragraph))
        body_.item(level_of(paragraph), words);
      else
        body_.paragraph(words);
    }
  }

  void frame(const XmlNode& shape) {
    const auto data = shape.first("graphic/graphicData");
    if (!data) return;
    for (const XmlNode& table : data->children("tbl")) {
      for (const XmlNode& row : table.children("tr")) {
        std::vector<std::string> cells;
        for (const XmlNode& cell : row.children("tc")) {
          const auto text = cell.first("txBody");
          cells.push_back(text ? joined_text(*text) : "");
        }
        body_.row(cells);
      }
    }
    for (const XmlNode& diagram : data->children("relIds")) diagram_text(diagram.attribute("dm"));
  }

  void diagram_text(const std::string& id) {
    const auto relation = relations_.find(id);
    if (relation == relations_.end() || !seen_.insert(relation->second.target).second) return;
    const std::optional<XmlNode> data = package_.root(relation->second.target);
    if (!data) return;
    for (const XmlNode& point : data->all("t")) {
      if (!point.children("p").empty()) body_.item(0, joined_text(point));
    }
  }

  void notes(const std::string& path) {
    if (!seen_.insert(path).second) return;
    const std::optional<XmlNode> root = package_.root(path);
    const auto tree = root ? root->first("cSld/spTree") : std::nullopt;
    if (!tree) return;
    for (const XmlNode& shape : tree->children("sp")) {
      const auto text = shape.first("txBody");
      if (!text || is_furniture(placeholder_of(shape))) continue;
      for (const XmlNode& paragraph : text->children("p"))
        body_.paragraph(paragraph_text(paragraph));
    }
  }

  OfficePackage& package_;
  BodyText& body_;
  std::map<std::string, Relation> relations_;  // of the present slide, by id
  std::set<std::string> seen_;                 // diagrams and notes; each counts once
  std::string first_title_;
};

// Paths of the slides in the order of showing.
std::vector<std::string> slides_of(OfficePackage& package, const std::string& main_path,
                                   const XmlNode& main) {
  std::map<std::string, std::string> targets;
  for (const Relation& relation : package.relations(main_path))
    targets[relation.id] = relation.target;
  std::vector<std::string> paths;
  std::set<std::string> seen;
  const auto list = main.first("sldIdLst");
  if (!list) return paths;
  for (const XmlNode& slide : list->children("sldId")) {
    // "id" twice, once with a prefix, which attribute() does not tell apart.
    for (const std::string& id : slide.attributes("id")) {
      const auto found = targets.find(id);
      if (found != targets.end() && paths.size() < kMaxSlides && seen.insert(found->second).second)
        paths.push_back(found->second);
    }
  }
  return paths;
}

void parse_package(OfficePackage& package, const Input& input, const Emitter& emitter) {
  std::string main_path = package.related("", "officeDocument");
  if (main_path.empty()) main_path = "ppt/presentation.xml";
  const std::optional<XmlNode> main = package.root(main_path);
  if (!main) {
    package.warn_faults(emitter);
    return emitter.refuse(
        0, {ErrorCode::kInvalidSource, "the presentation's main part " + main_path + " is missing",
            "open the presentation in its program and save it again"});
  }
  BodyText body;
  SlideText text(package, body);
  bool is_first = true;
  for (const std::string& path : slides_of(package, main_path, *main)) {
    if (body.is_full()) break;
    if (!std::exchange(is_first, false)) body.next_page();
    text.read(path);
  }
  std::string core = package.related("", "core-properties");
  const DocumentProperties properties =
      read_properties(package.root(core.empty() ? "docProps/core.xml" : core));
  package.warn_faults(emitter);
  emit_document(input, emitter, properties, body, text.first_title());
}

}  // namespace

bool is_pptx(std::string_view bytes) { return zip_folder(bytes) == "ppt/"; }

void parse_pptx(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, kMediaType, Naming::kByPath);
  Result<OfficePackage> package = OfficePackage::open(input.bytes, is_wanted, kMaxPartsBytes);
  if (!package) return emitter.refuse(0, std::move(package).error());
  parse_package(*package, input, emitter);
}

}  // namespace isthmus::parsers
