#include "indexer/parsers/archive.h"

#include <algorithm>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include "engine/text/encoding.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::uint64_t kMaxMembers = 100'000;
// Of a link or a folder; they have no content, but may be said to have some.
constexpr std::uint64_t kMaxOddBytes = 1 << 20;
constexpr std::size_t kStep = 1 << 16;

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

// libarchive turns the names of members into the thread's character set, which "C" has none of:
// names in UTF-8 would be lost. For the time of a call.
class Utf8Locale {
 public:
  Utf8Locale() {
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    if (utf8 != nullptr) before_ = uselocale(utf8);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    if (before_ != nullptr) uselocale(before_);
  }

 private:
  locale_t before_ = nullptr;
};

// A name in whatever encoding the archive was made with.
std::string name_of(archive_entry* entry) {
  const char* raw = archive_entry_pathname_utf8(entry);
  if (raw == nullptr) raw = archive_entry_pathname(entry);
  if (raw == nullptr) return {};
  const Result<text::DecodedText> decoded = text::decode_text(raw);
  return plain_path(decoded ? std::string_view(decoded->utf8) : std::string_view());
}

Error too_large(const std::string& name, std::uint64_t most) {
  return {ErrorCode::kTooLarge,
          "the member " + name + " is larger than " + std::to_string(most >> 20) + " MB",
          "take it out of the archive"};
}

void support_filters(archive* reader) {
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_filter_lz4(reader);
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
    const char* known = archive_error_string(reader);
    const std::string reason = known == nullptr ? "no reason given" : known;
    const bool is_encrypted = reason.find("encrypted") != std::string::npos;
    return {ErrorCode::kInvalidSource, what + ": " + reason,
            is_encrypted ? "take the password off" : "pack it again"};
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
  support_filters(reader);
  if (archive_read_open_memory(reader, bytes.data(), bytes.size()) != ARCHIVE_OK)
    return impl->broken("the archive cannot be opened");
  return Archive(std::move(impl));
}

Result<std::optional<ArchiveMember>> Archive::next() {
  const Utf8Locale locale;
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
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr ||
        archive_entry_symlink(entry) != nullptr) {
      impl_->present = {"a link or a folder", 0, false};
      TRY(pass_over(kMaxOddBytes));
      continue;
    }
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
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kStep);
    const la_ssize_t got = archive_read_data(impl_->reader, bytes.data() + before, kStep);
    if (got < 0) return impl_->broken("the member " + name + " cannot be read");
    bytes.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return bytes;
    if (bytes.size() > most) return too_large(name, most);
  }
}

Result<std::uint64_t> Archive::pass_over(std::uint64_t most) {
  const std::string name = quote(impl_->present.path);
  if (impl_->present.is_encrypted) return std::uint64_t{0};
  std::string buffer(kStep, '\0');
  std::uint64_t size = 0;
  while (true) {
    const la_ssize_t got = archive_read_data(impl_->reader, buffer.data(), buffer.size());
    if (got < 0) return impl_->broken("the member " + name + " cannot be read");
    if (got == 0) return size;
    size += static_cast<std::uint64_t>(got);
    if (size > most) return too_large(name, most);
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

Result<std::string> decompressed(std::string_view bytes, std::uint64_t most) {
  const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), &archive_read_free);
  archive_read_support_format_raw(reader.get());
  support_filters(reader.get());
  archive_entry* entry = nullptr;
  const auto broken = [&] {
    const char* reason = archive_error_string(reader.get());
    return Error{ErrorCode::kInvalidSource,
                 std::string("the compressed file cannot be read: ") +
                     (reason == nullptr ? "no reason given" : reason),
                 "pack it again"};
  };
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
      archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK)
    return broken();
  std::string content;
  while (true) {
    const std::size_t before = content.size();
    content.resize(before + kStep);
    const la_ssize_t got = archive_read_data(reader.get(), content.data() + before, kStep);
    if (got < 0) return broken();
    content.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return content;
    if (content.size() > most) {
      return Error{ErrorCode::kTooLarge,
                   "the file unpacks to more than " + std::to_string(most >> 20) + " MB",
                   "split it into smaller ones"};
    }
  }
}

}  // namespace isthmus::parsers
