#include "indexer/parsers/office_package.h"

#include <algorithm>
#include <array>

#include "indexer/parsers/archive.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kSearched = 1U
                                  << 20;  // bytes of either end of a ZIP; directories are smaller
constexpr std::string_view kLocalHeader = "PK\x03\x04";
constexpr std::string_view kCentralHeader = "PK\x01\x02";
constexpr std::size_t kLocalHeaderSize = 30;    // APPNOTE.TXT 4.3.7
constexpr std::size_t kCentralHeaderSize = 46;  // APPNOTE.TXT 4.3.12
constexpr std::size_t kMaxPathParts = 64;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// The package's own list of its entries: members may be archives with lists of their own, which
// stand in the bytes as they are when they could not be compressed. APPNOTE.TXT 4.3.16.
std::optional<std::string_view> central_directory(std::string_view bytes) {
  constexpr std::size_t kEndSize = 22;
  constexpr std::size_t kMaxComment = 65'535;
  const std::size_t tail = bytes.size() - std::min(bytes.size(), kEndSize + kMaxComment);
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end < tail || end + kEndSize > bytes.size())
    return std::nullopt;
  const std::uint64_t size = number_at(bytes, end + 12);
  // One that is not where it says belongs to a member.
  if (size > end || number_at(bytes, end + 16) != end - size) return std::nullopt;
  return bytes.substr(end - size, size);
}

// Of a file that was cut off: its beginning, when that is one of an office document.
std::string_view first_entries(std::string_view bytes) {
  const std::string_view name = bytes.substr(std::min(bytes.size(), kLocalHeaderSize));
  for (const std::string_view usual :
       {"[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/", "META-INF/",
        "mimetype", "content.xml", "customXml/"}) {
    if (name.starts_with(usual)) return bytes.substr(0, kSearched);
  }
  return {};
}

Error too_large(std::string_view path, std::uint64_t most) {
  return {ErrorCode::kTooLarge,
          "the document's parts up to " + quote(path) + " are larger than " +
              std::to_string(most >> 20) + " MB",
          "split the document"};
}

std::string relations_path(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

}  // namespace

std::string resolved_path(std::string_view base_part, std::string_view target) {
  std::vector<std::string_view> parts;
  const auto walk = [&parts](std::string_view path) {
    while (!path.empty() && parts.size() < kMaxPathParts) {
      const std::string_view step = path.substr(0, path.find('/'));
      path.remove_prefix(std::min(path.size(), step.size() + 1));
      if (step == ".." && !parts.empty()) parts.pop_back();
      if (!step.empty() && step != "." && step != "..") parts.push_back(step);
    }
  };
  const std::size_t slash = base_part.rfind('/');
  if (!target.starts_with('/') && slash != std::string_view::npos) walk(base_part.substr(0, slash));
  walk(target);
  std::string path;
  for (const std::string_view part : parts) path += (path.empty() ? "" : "/") + std::string(part);
  return path;
}

Result<OfficePackage> OfficePackage::open(std::string_view bytes,
                                          bool (*is_wanted)(std::string_view path),
                                          std::uint64_t most) {
  if (bytes.empty()) return Error{ErrorCode::kInvalidSource, "the file is empty"};
  if (!bytes.starts_with(kLocalHeader)) {
    return Error{ErrorCode::kInvalidSource,
                 "the file is no ZIP package, as documents under this name are",
                 "open it in the program that wrote it and save it again"};
  }
  OfficePackage package;
  if (Result<void> read = package.read_members(bytes, is_wanted, most); !read)
    return std::move(read).error();
  return package;
}

Result<void> OfficePackage::read_members(std::string_view bytes,
                                         bool (*is_wanted)(std::string_view), std::uint64_t most) {
  Archive archive = TRY(Archive::open(bytes));
  const std::uint64_t whole = most;
  while (true) {
    const Result<std::optional<ArchiveMember>> member = archive.next();
    if (!member && (parts_.empty() || member.error().code == ErrorCode::kTooLarge))
      return member.error();
    if (!member) faults_.push_back(member.error());
    if (!member || !*member) return {};
    const std::string path = lower((*member)->path);
    if (!is_wanted(path)) continue;
    Result<std::string> content = archive.read(most);
    if (!content && content.error().code == ErrorCode::kTooLarge)
      return too_large((*member)->path, whole);
    if (!content) {
      faults_.push_back(std::move(content).error());
      continue;
    }
    most -= std::min<std::uint64_t>(most, content->size());
    parts_.emplace(path, *std::move(content));
  }
}

Result<OfficePackage> OfficePackage::open_flat(std::string_view xml) {
  OfficePackage package;
  XmlDocument document = TRY(XmlDocument::parse(xml, Faults::kRecover));
  const XmlNode root = document.root();
  package.documents_.emplace("", std::move(document));
  for (const XmlNode& part : root.children("part")) {
    const std::optional<XmlNode> data = part.first("xmlData");
    if (!data || data->children().empty()) continue;
    package.flat_parts_.emplace(lower(resolved_path("", part.attribute("name"))),
                                data->children().front());
  }
  return package;
}

const std::string* OfficePackage::bytes(std::string_view path) const {
  const auto found = parts_.find(lower(path));
  return found == parts_.end() ? nullptr : &found->second;
}

void OfficePackage::drop(std::string_view path) { parts_.erase(lower(path)); }

std::optional<XmlNode> OfficePackage::root(std::string_view path) {
  const std::string key = lower(path);
  if (const auto flat = flat_parts_.find(key); flat != flat_parts_.end()) return flat->second;
  if (const auto parsed = documents_.find(key); parsed != documents_.end())
    return parsed->second.root();
  const auto part = parts_.find(key);
  if (part == parts_.end()) return std::nullopt;
  Result<XmlDocument> document = XmlDocument::parse(part->second);
  if (!document) {
    faults_.push_back({document.error().code,
                       "the part " + quote(path) + " is damaged: " + document.error().message,
                       "open the document in its program and save it again"});
    document = XmlDocument::parse(part->second, Faults::kRecover);
  }
  parts_.erase(part);
  if (!document) return std::nullopt;
  return documents_.emplace(key, *std::move(document)).first->second.root();
}

std::vector<Relation> OfficePackage::relations(std::string_view part) {
  std::vector<Relation> found;
  const std::optional<XmlNode> node = root(relations_path(part));
  if (!node) return found;
  for (const XmlNode& relation : node->children("Relationship")) {
    if (relation.attribute("TargetMode") == "External") continue;
    const std::string type = relation.attribute("Type");
    found.push_back({relation.attribute("Id"), type.substr(type.rfind('/') + 1),
                     resolved_path(part, relation.attribute("Target"))});
  }
  return found;
}

std::string OfficePackage::related(std::string_view part, std::string_view type) {
  for (const Relation& relation : relations(part)) {
    if (relation.type == type) return relation.target;
  }
  return {};
}

std::vector<std::string> OfficePackage::paths() const {
  std::vector<std::string> found;
  for (const auto& [path, content] : parts_) found.push_back(path);
  for (const auto& [path, node] : flat_parts_) found.push_back(path);
  return found;
}

void OfficePackage::warn_faults(const Emitter& emitter) const {
  for (const Error& fault : faults_) emitter.warn(0, fault.message, fault.hint);
}

std::optional<std::size_t> zip_entry(std::string_view bytes, std::string_view path_prefix) {
  if (!bytes.starts_with(kLocalHeader)) return std::nullopt;
  const std::optional<std::string_view> directory = central_directory(bytes);
  const std::string_view searched = directory ? *directory : first_entries(bytes);
  const std::size_t header = directory ? kCentralHeaderSize : kLocalHeaderSize;
  const std::string_view signature = directory ? kCentralHeader : kLocalHeader;
  for (std::size_t at = searched.find(path_prefix); at != std::string_view::npos;
       at = searched.find(path_prefix, at + 1)) {
    if (at >= header && searched.substr(at - header, signature.size()) == signature) return at;
  }
  return std::nullopt;
}

bool zip_has_mimetype(std::string_view bytes, std::string_view media_type) {
  constexpr std::string_view kName = "mimetype";
  constexpr std::size_t kMimetypeEnd = 200;  // with an extra field
  return bytes.starts_with(kLocalHeader) && bytes.size() > kLocalHeaderSize &&
         bytes.substr(kLocalHeaderSize).starts_with(kName) &&
         bytes.substr(0, kMimetypeEnd).find(media_type) != std::string_view::npos;
}

std::string_view zip_folder(std::string_view bytes) {
  if (!zip_entry(bytes, "[Content_Types].xml")) return {};
  for (const std::string_view folder : {"word/", "xl/", "ppt/"}) {
    if (zip_entry(bytes, folder)) return folder;
  }
  return {};
}

}  // namespace isthmus::parsers
