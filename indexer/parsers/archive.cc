#include "indexer/parsers/archive.h"

#include <algorithm>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "engine/text/encoding.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::uint64_t kMaxMembers = 100'000;

// As a name below some folder: drive letters, leading slashes, "." and ".." parts are left out.
std::string plain_path(std::string_view raw) {
  std::string path;
  while (!raw.empty()) {
    const std::size_t end = raw.find_first_of("/\\");
    const std::string_view part = raw.substr(0, end);
    raw.remove_prefix(end == std::string_view::npos ? raw.size() : end + 1);
    if (part.empty() || part == "." || part == "..") continue;
    if (!path.empty()) path += '/';
    for (const char c : part) path += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '_' : c;
  }
  return path;
}

// A name in whatever encoding the archive was made with.
std::string name_of(archive_entry* entry) {
  const char* raw = archive_entry_pathname_utf8(entry);
  if (raw == nullptr) raw = archive_entry_pathname(entry);
  if (raw == nullptr) return {};
  const Result<text::DecodedText> decoded = text::decode_text(raw);
  return plain_path(decoded ? std::string_view(decoded->utf8) : std::string_view());
}

}  // namespace

struct Archive::Impl {
  archive* reader = archive_read_new();
  std::uint64_t count = 0;
  ArchiveMember present;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { archive_read_free(reader); }

  Error broken(const std::string& what) const {
    const char* reason = archive_error_string(reader);
    return {ErrorCode::kInvalidSource,
            what + ": " + (reason == nullptr ? "no reason given" : reason), "pack it again"};
  }
};

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

Result<Archive> Archive::open(std::string_view bytes) {
  auto impl = std::make_unique<Impl>();
  archive* reader = impl->reader;
  archive_read_support_format_zip(reader);
  archive_read_support_format_7zip(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_cpio(reader);
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_filter_lz4(reader);
  if (archive_read_open_memory(reader, bytes.data(), bytes.size()) != ARCHIVE_OK)
    return impl->broken("the archive cannot be opened");
  return Archive(std::move(impl));
}

Result<std::optional<ArchiveMember>> Archive::next() {
  while (true) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(impl_->reader, &entry);
    if (status == ARCHIVE_EOF) return std::optional<ArchiveMember>();
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
      return impl_->broken("the archive breaks off");
    if (++impl_->count > kMaxMembers) {
      return Error{ErrorCode::kTooLarge, "the archive has more than 100,000 members",
                   "split it into smaller ones"};
    }
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr)
      continue;
    ArchiveMember member{name_of(entry), 0, archive_entry_is_encrypted(entry) != 0};
    if (archive_entry_size_is_set(entry) != 0)
      member.declared =
          static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_entry_size(entry)));
    if (member.path.empty()) member.path = "member-" + std::to_string(impl_->count);
    impl_->present = member;
    return std::optional<ArchiveMember>(std::move(member));
  }
}

Result<std::string> Archive::read(std::uint64_t most) {
  const std::string name = quote(impl_->present.path);
  if (impl_->present.is_encrypted) {
    return Error{ErrorCode::kInvalidSource, "the member " + name + " is encrypted",
                 "take the password off"};
  }
  std::string bytes;
  constexpr std::size_t kStep = 1 << 16;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kStep);
    const la_ssize_t got = archive_read_data(impl_->reader, bytes.data() + before, kStep);
    if (got < 0) return impl_->broken("the member " + name + " cannot be read");
    bytes.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return bytes;
    if (bytes.size() > most) {
      return Error{ErrorCode::kTooLarge,
                   "the member " + name + " is larger than " + std::to_string(most >> 20) + " MB",
                   "take it out of the archive"};
    }
  }
}

Result<std::map<std::string, std::string>> read_members(std::string_view bytes,
                                                        bool (*is_wanted)(std::string_view path),
                                                        std::uint64_t most) {
  Archive archive = TRY(Archive::open(bytes));
  std::map<std::string, std::string> members;
  std::uint64_t left = most;
  while (const std::optional<ArchiveMember> member = TRY(archive.next())) {
    if (!is_wanted(member->path)) continue;
    std::string content = TRY(archive.read(left));
    left -= content.size();
    members.emplace(member->path, std::move(content));
  }
  return members;
}

bool zip_names(std::string_view bytes, std::string_view member) {
  return bytes.starts_with("PK\x03\x04") && bytes.find(member) != std::string_view::npos;
}

}  // namespace isthmus::parsers
