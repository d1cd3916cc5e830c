#include "tests/support/zip_file.h"

#include <cstdlib>

#include <archive.h>
#include <archive_entry.h>

namespace isthmus::testing {
namespace {

la_ssize_t append(archive*, void* target, const void* bytes, std::size_t size) {
  static_cast<std::string*>(target)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void require(int status) {
  if (status != ARCHIVE_OK) std::abort();
}

}  // namespace

std::string zip_file(const ZipMembers& members, Packing packing) {
  std::string out;
  archive* writer = archive_write_new();
  require(archive_write_set_format_zip(writer));
  require(packing == Packing::kStored ? archive_write_zip_set_compression_store(writer)
                                      : archive_write_zip_set_compression_deflate(writer));
  require(archive_write_open(writer, &out, nullptr, append, nullptr));
  for (const auto& [path, bytes] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    require(archive_write_header(writer, entry));
    if (archive_write_data(writer, bytes.data(), bytes.size()) !=
        static_cast<la_ssize_t>(bytes.size()))
      std::abort();
    archive_entry_free(entry);
  }
  require(archive_write_close(writer));
  archive_write_free(writer);
  return out;
}

}  // namespace isthmus::testing
