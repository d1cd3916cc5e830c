// Books (EPUB 2 and 3): one record a file, its chapters in the order of reading.
//
// Chapters that digital rights management has encrypted are named; a book without another is
// refused. The navigation document is left out.
#include <algorithm>
#include <map>
#include <set>

#include "indexer/parsers/office_document.h"
#include "indexer/parsers/office_package.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/xhtml_text.h"
#include "schema/date.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kMediaType = "application/epub+zip";
constexpr std::uint64_t kMaxPartsBytes = 128ULL << 20;  // a record holds 8 MB of text
constexpr std::size_t kMaxChapterBytes = 32U << 20;     // a tree takes ten times its XML in memory
constexpr std::size_t kMaxChapters = 20'000;

bool is_wanted(std::string_view path) {
  for (const std::string_view ending : {".opf", ".xml", ".xhtml", ".html", ".htm"}) {
    if (path.ends_with(ending)) return true;
  }
  return false;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Of a reference: no fragment, %20 as the blank that it stands for.
std::string path_of(std::string_view reference) {
  reference = reference.substr(0, reference.find('#'));
  std::string path;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const bool is_escape = reference[i] == '%' && i + 2 < reference.size() &&
                           hex_value(reference[i + 1]) >= 0 && hex_value(reference[i + 2]) >= 0;
    path += is_escape
                ? static_cast<char>(hex_value(reference[i + 1]) * 16 + hex_value(reference[i + 2]))
                : reference[i];
    if (is_escape) i += 2;
  }
  return path;
}

std::string book_path(OfficePackage& package) {
  if (const auto container = package.root("META-INF/container.xml")) {
    for (const XmlNode& file : container->all("rootfile")) {
      const std::string path = resolved_path("", file.attribute("full-path"));
      if (package.bytes(path) != nullptr) return path;
    }
  }
  for (const std::string& path : package.paths()) {
    if (path.ends_with(".opf")) return path;
  }
  return {};
}

// Paths that rights management has encrypted, fonts among them.
std::set<std::string> encrypted_paths(OfficePackage& package) {
  std::set<std::string> paths;
  const auto encryption = package.root("META-INF/encryption.xml");
  if (!encryption) return paths;
  for (const XmlNode& reference : encryption->all("CipherReference"))
    paths.insert(resolved_path("", path_of(reference.attribute("URI"))));
  return paths;
}

std::vector<std::string> chapter_paths(const XmlNode& book, const std::string& path) {
  std::map<std::string, std::string> items;  // by id
  if (const auto manifest = book.first("manifest")) {
    for (const XmlNode& item : manifest->children("item")) {
      const bool is_navigation = item.attribute("properties").find("nav") != std::string::npos;
      if (!is_navigation)
        items.emplace(item.attribute("id"), resolved_path(path, path_of(item.attribute("href"))));
    }
  }
  std::vector<std::string> paths;
  const auto spine = book.first("spine");
  if (!spine) return paths;
  std::set<std::string> seen;
  for (const XmlNode& reference : spine->children("itemref")) {
    const auto item = items.find(reference.attribute("idref"));
    if (item == items.end() || !seen.insert(item->second).second) continue;
    if (paths.size() < kMaxChapters) paths.push_back(item->second);
  }
  return paths;
}

void add_identifier(const XmlNode& node, DocumentProperties& properties) {
  std::string value = squeezed(node.text());
  std::string scheme = node.attribute("scheme");
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  for (const auto& [prefix, meant] :
       {std::pair("urn:isbn:", "isbn"), std::pair("isbn:", "isbn"), std::pair("doi:", "doi"),
        std::pair("https://doi.org/", "doi")}) {
    if (!value.starts_with(prefix)) continue;
    value.erase(0, std::string_view(prefix).size());
    scheme = meant;
  }
  const bool looks_like_isbn = value.size() == 13 &&
                               (value.starts_with("978") || value.starts_with("979")) &&
                               value.find_first_not_of("0123456789") == std::string::npos;
  if (looks_like_isbn) scheme = "isbn";
  if (scheme == "isbn" || scheme == "doi") properties.identifiers.push_back({scheme, value});
}

// The day of publication, else of any other event, else what the program says.
std::string date_of(const XmlNode& metadata) {
  std::string first;
  for (const XmlNode& date : metadata.children("date")) {
    const Result<Date> day = Date::parse(squeezed(date.text()));
    if (!day) continue;
    if (date.attribute("event").find("publication") != std::string::npos) return day->to_string();
    if (first.empty()) first = day->to_string();
  }
  return first;
}

DocumentProperties properties_of(const XmlNode& metadata) {
  DocumentProperties properties;
  for (const XmlNode& creator : metadata.children("creator"))
    properties.authors.push_back(squeezed(creator.text()));
  for (const XmlNode& subject : metadata.children("subject"))
    properties.keywords += squeezed(subject.text()) + ";";
  for (const XmlNode& identifier : metadata.children("identifier"))
    add_identifier(identifier, properties);
  properties.abstract = without_tags(metadata.text_of("description"));
  properties.language = metadata.text_of("language");
  properties.published = date_of(metadata);
  return properties;
}

class Book {
 public:
  Book(OfficePackage& package, const Emitter& emitter)
      : package_(package), emitter_(emitter), encrypted_(encrypted_paths(package)) {}

  void read(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (body_.is_full()) return;
      if (encrypted_.count(path) != 0)
        ++encrypted_chapters_;
      else
        chapter(path);
    }
  }

  const BodyText& body() const { return body_; }
  std::size_t encrypted_chapters() const { return encrypted_chapters_; }

 private:
  void chapter(const std::string& path) {
    const std::string* bytes = package_.bytes(path);
    if (bytes == nullptr)
      return emitter_.warn(0, "the chapter " + quote(path) + " is missing in the book");
    if (bytes->size() > kMaxChapterBytes)
      return emitter_.warn(0,
                           "the chapter " + quote(path) + " is larger than 32 MB and was not read");
    const Result<XmlDocument> document =
        XmlDocument::parse(with_html_entities(*bytes), Faults::kRecover);
    if (document)
      append_xhtml(document->root(), body_);
    else
      emitter_.warn(0, "the chapter " + quote(path) + " is damaged: " + document.error().message);
    package_.drop(path);
  }

  OfficePackage& package_;
  const Emitter& emitter_;
  std::set<std::string> encrypted_;
  BodyText body_;
  std::size_t encrypted_chapters_ = 0;
};

void parse_book(OfficePackage& package, const Input& input, const Emitter& emitter) {
  const std::string path = book_path(package);
  const std::optional<XmlNode> root = package.root(path);
  if (!root) {
    package.warn_faults(emitter);
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the book has no package document (.opf)",
                              "check it with epubcheck"});
  }
  const auto metadata = root->first("metadata");
  const DocumentProperties properties = metadata ? properties_of(*metadata) : DocumentProperties();
  Book book(package, emitter);
  book.read(chapter_paths(*root, path));
  package.warn_faults(emitter);
  const std::string count = std::to_string(book.encrypted_chapters());
  if (book.body().empty() && book.encrypted_chapters() != 0) {
    return emitter.refuse(
        0, {ErrorCode::kInvalidSource, "the book is encrypted by digital rights management",
            "ask the publisher for a copy without it"});
  }
  if (book.encrypted_chapters() != 0)
    emitter.warn(0, count + (count == "1" ? " chapter is" : " chapters are") +
                        " encrypted by digital rights management");
  emit_document(input, emitter, properties, book.body(),
                metadata ? metadata->text_of("title") : "");
}

}  // namespace

bool is_epub(std::string_view bytes) {
  return zip_has_mimetype(bytes, kMediaType) ||
         (zip_entry(bytes, "META-INF/container.xml") && !zip_entry(bytes, "META-INF/MANIFEST.MF"));
}

void parse_epub(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, kMediaType, Naming::kByPath);
  Result<OfficePackage> package = OfficePackage::open(input.bytes, is_wanted, kMaxPartsBytes);
  if (!package) return emitter.refuse(0, std::move(package).error());
  parse_book(*package, input, emitter);
}

}  // namespace isthmus::parsers
