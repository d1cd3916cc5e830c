#include "tests/support/packing.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

namespace isthmus::testing {
namespace {

la_ssize_t append(archive* /*writer*/, void* out, const void* bytes, size_t length) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), length);
  return static_cast<la_ssize_t>(length);
}

void set_format(archive* writer, Packing packing) {
  switch (packing) {
    case Packing::kZip:
    case Packing::kStoredZip:
      archive_write_set_format_zip(writer);
      archive_write_set_options(
          writer, packing == Packing::kZip ? "zip:compression=deflate" : "zip:compression=store");
      break;
    case Packing::kSevenZip:
      archive_write_set_format_7zip(writer);
      break;
    case Packing::kGzip:
      archive_write_set_format_raw(writer);
      break;
    default:
      archive_write_set_format_pax_restricted(writer);
  }
  if (packing == Packing::kTarGzip || packing == Packing::kGzip)
    archive_write_add_filter_gzip(writer);
  if (packing == Packing::kTarZstd) archive_write_add_filter_zstd(writer);
}

}  // namespace

std::string pack(const std::vector<Packed>& files, Packing packing) {
  const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  const locale_t before = uselocale(utf8);
  std::string out;
  archive* writer = archive_write_new();
  set_format(writer, packing);
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open(writer, &out, nullptr, append, nullptr);
  for (const Packed& file : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, file.path.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(file.content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, file.content.data(), file.content.size());
    archive_entry_free(entry);
  }
  archive_write_free(writer);
  uselocale(before);
  freelocale(utf8);
  return out;
}

}  // namespace isthmus::testing
