#include "engine/index/writer.h"

#include <array>
#include <system_error>
#include <utility>

#include <xapian.h>

#include "engine/index/column_blocks.h"
#include "engine/index/layout.h"
#include "engine/index/xapian_error.h"

namespace isthmus::index {
namespace {

// The tree of terms that Xapian takes.
Xapian::Document unpacked(const Document& document) {
  Xapian::Document tree;
  tree.set_data(document.id());
  std::string text;
  std::uint32_t begin = 0;
  std::uint32_t position = 0;
  for (const Document::Term& term : document.terms()) {
    text.assign(document.text(), begin, term.text_end - begin);
    begin = term.text_end;
    std::uint32_t count = term.count;
    if (position == term.positions_end) tree.add_term(text, count);
    for (; position < term.positions_end; ++position)
      tree.add_posting(text, document.positions()[position], std::exchange(count, 0));
  }
  return tree;
}

}  // namespace

struct Writer::Impl {
  std::filesystem::path directory;
  std::array<Xapian::WritableDatabase, 2> databases;  // by face
  std::array<ColumnBlocks, 2> columns;
  bool restricted_changed = false;
  std::uint64_t watermark = 0;

  Xapian::WritableDatabase& of(Face face) { return databases[index_of(face)]; }

  void set_columns(Face face, std::uint32_t serial, const std::string& packed) {
    columns[index_of(face)].set(of(face), serial, packed);
  }

  Result<void> open_databases(int flags) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error)
      return Error{ErrorCode::kIo, "cannot create " + directory.string() + ": " + error.message()};
    return guarded("opening the index in " + directory.string(), [&]() -> Result<void> {
      for (const Face face : kFaces)
        of(face) = Xapian::WritableDatabase(database_path(directory, face),
                                            flags | Xapian::DB_BACKEND_GLASS);
      TRY(check_layout(of(Face::kPublic)));
      watermark = read_watermark(of(Face::kPublic));
      return {};
    });
  }
};

Result<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& directory) {
  auto impl = std::make_unique<Impl>();
  impl->directory = directory;
  TRY(impl->open_databases(Xapian::DB_CREATE_OR_OPEN));
  return std::unique_ptr<Writer>(new Writer(std::move(impl)));
}

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

// Closing a WritableDatabase commits what is pending; what was not committed on purpose must not
// be: its watermark would be missing.
Writer::~Writer() {
  for (Xapian::WritableDatabase& database : impl_->databases) {
    try {
      database.begin_transaction(false);
      database.cancel_transaction();
    } catch (const Xapian::Error&) {
      continue;  // a database that failed has nothing left to lose: it stands at its last commit
    }
  }
}

Result<void> Writer::replace(Face face, std::uint32_t serial, const Document& document) {
  return guarded("indexing document " + std::to_string(serial), [&]() -> Result<void> {
    impl_->of(face).replace_document(serial, unpacked(document));
    impl_->set_columns(face, serial, document.columns());
    if (face == Face::kRestricted) impl_->restricted_changed = true;
    return {};
  });
}

Result<void> Writer::remove(Face face, std::uint32_t serial) {
  return guarded("removing document " + std::to_string(serial), [&]() -> Result<void> {
    try {
      impl_->of(face).delete_document(serial);
      impl_->set_columns(face, serial, {});
      if (face == Face::kRestricted) impl_->restricted_changed = true;
    } catch (const Xapian::DocNotFoundError&) {
      // already gone: removing twice is what replaying a log does
    }
    return {};
  });
}

Result<void> Writer::commit(std::uint64_t watermark) {
  return guarded("committing the index", [&]() -> Result<void> {
    for (const Face face : kFaces) impl_->columns[index_of(face)].write(impl_->of(face));
    if (impl_->restricted_changed) impl_->of(Face::kRestricted).commit();
    impl_->restricted_changed = false;
    Xapian::WritableDatabase& published = impl_->of(Face::kPublic);
    published.set_metadata(kLayoutKey, kLayout);
    published.set_metadata(kWatermarkKey, std::to_string(watermark));
    published.commit();
    impl_->watermark = watermark;
    return {};
  });
}

std::uint64_t Writer::watermark() const { return impl_->watermark; }

Result<void> Writer::reset() {
  impl_->databases = {};
  for (ColumnBlocks& columns : impl_->columns) columns.clear();
  impl_->restricted_changed = false;
  return impl_->open_databases(Xapian::DB_CREATE_OR_OVERWRITE);
}

}  // namespace isthmus::index
