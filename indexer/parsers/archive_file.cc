// Archives (zip, 7z, tar, cpio, compressed or not) and single compressed files: each member goes
// through the parser of its own format, under the path "archive.zip/folder/file".
//
// Hidden files and what systems leave behind ("__MACOSX") are passed over; so are pictures and the
// like, and files that no parser takes, which are counted in one warning each.
#include <algorithm>
#include <array>
#include <optional>

#include "indexer/parsers/archive.h"
#include "indexer/parsers/emit.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/textless.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

// Against bombs: 42.zip unpacks to 4.5 PB. Everything that one file unpacks to counts, at any
// depth. Text packs to a tenth, repetitive logs to a fiftieth; small archives may do better.
constexpr std::uint64_t kMaxUnpacked = 1ULL << 30;
constexpr std::uint64_t kMaxRatio = 100;
constexpr std::uint64_t kAlwaysUnpacked = 32ULL << 20;
// A file of a source tree or of a year's mail; more belong into a folder.
constexpr std::uint64_t kMaxUnpackedMembers = 100'000;
constexpr std::size_t kNamed = 5;  // files named in a warning

Unpacking allowance_for(std::uint64_t packed) {
  return {std::min(kMaxUnpacked, std::max(kAlwaysUnpacked, packed * kMaxRatio)),
          kMaxUnpackedMembers};
}

bool is_hidden(std::string_view path) {
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    if (part.starts_with('.') || part == "__MACOSX" || part == "Thumbs.db") return true;
  }
  return false;
}

bool is_compressed(std::string_view bytes) {
  constexpr std::array<std::string_view, 5> kBeginnings = {"\x1f\x8b",
                                                           "BZh",
                                                           {"\xfd"
                                                            "7zXZ\0",
                                                            6},
                                                           "\x28\xb5\x2f\xfd",
                                                           "\x04\x22\x4d\x18"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return bytes.starts_with(beginning); });
}

// "log.txt" of "logs/log.txt.gz".
std::string name_unpacked(std::string_view path) {
  std::string stem = file_stem(path);
  return stem.empty() ? "content" : stem;
}

std::string_view part(std::string_view bytes, std::size_t at, std::size_t length) {
  return at < bytes.size() ? bytes.substr(at, length) : std::string_view();
}

// Files that are passed over, for one warning.
struct PassedOver {
  std::uint64_t count = 0;
  std::string names;

  void add(std::string_view name) {
    if (++count <= kNamed) names += (names.empty() ? "" : ", ") + quote(name);
  }
  std::string listed() const { return names + (count > kNamed ? " and others" : ""); }
};

class Unpacker {
 public:
  Unpacker(const Input& input, const Sink& sink)
      : own_(allowance_for(input.bytes.size())),
        input_(input),
        left_(input.unpacking == nullptr ? own_ : *input.unpacking),
        emitter_(input_, sink, "application/zip", Naming::kByPath),
        sink_{[&](Record record, std::uint64_t line) {
                is_wanted_ = sink.record(std::move(record), line);
                return is_wanted_;
              },
              sink.diagnostic} {
    input_.unpacking = &left_;
  }

  void unpack(Unpacking* outer) {
    Result<Archive> archive = Archive::open(input_.bytes);
    if (!archive && is_compressed(input_.bytes)) {
      single();
    } else if (!archive) {
      emitter_.refuse(0, archive.error());
    } else {
      members(*archive);
    }
    if (is_wanted_) report();
    if (outer != nullptr) *outer = left_;
  }

 private:
  void members(Archive& archive) {
    bool is_first = true;
    while (is_wanted_) {
      Result<std::optional<ArchiveMember>> next = archive.next();
      if (!next && is_first && is_compressed(input_.bytes)) return single();
      if (!next) return emitter_.refuse(0, next.error());
      if (!*next) break;
      is_first = false;
      if (left_.members == 0) return emitter_.refuse(0, too_many());
      --left_.members;
      if (!member(archive, **next)) return;
    }
    // Zeros look like an empty tar.
    if (is_first && is_wanted_ && is_compressed(input_.bytes)) return single();
    if (is_first && is_wanted_)
      emitter_.refuse(0, {ErrorCode::kInvalidSource, "the archive holds no files"});
  }

  // False when the archive is read no further.
  bool member(Archive& archive, const ArchiveMember& member) {
    const bool is_picture = holds_no_text(member.path);
    if (is_hidden(member.path) || is_picture) {
      if (is_picture) ++pictures_;
      return pass_over(archive);
    }
    const Result<std::string> bytes = archive.read(std::min(kMaxFileBytes, left_.bytes));
    if (!bytes) return failed(archive, member, bytes.error());
    left_.bytes -= bytes->size();
    if (!parser_for(member.path, *bytes) && is_unknown(member.path, *bytes)) {
      unknown_.add(member.path);
      return true;
    }
    return parse_inside(input_, member.path, *bytes, sink_);
  }

  // Formats that are known and not taken are told apart by their hint.
  static bool is_unknown(std::string_view path, std::string_view bytes) {
    const Result<const Parser*> parser = parser_for(path, bytes);
    return !parser && parser.error().message == parser_for("", "").error().message;
  }

  bool pass_over(Archive& archive) {
    // ZIP passes over a member without unpacking it.
    if (input_.bytes.starts_with("PK")) return true;
    const Result<std::uint64_t> size = archive.pass_over(left_.bytes);
    if (!size) {
      emitter_.refuse(0, size.error().code == ErrorCode::kTooLarge ? too_much() : size.error());
      return false;
    }
    left_.bytes -= *size;
    return true;
  }

  bool failed(Archive& archive, const ArchiveMember& member, const Error& error) {
    if (error.code == ErrorCode::kTooLarge && left_.bytes < kMaxFileBytes) {
      left_.bytes = 0;
      emitter_.refuse(0, too_much());
      return false;
    }
    sink_.diagnostic({0, error, true, member.path});
    if (error.code != ErrorCode::kTooLarge)
      return true;  // encrypted or damaged: others may be whole
    left_.bytes -= std::min(left_.bytes, kMaxFileBytes);
    return pass_over(archive);
  }

  void single() {
    Result<std::string> bytes = decompressed(input_.bytes, std::min(kMaxFileBytes, left_.bytes));
    if (!bytes) return emitter_.refuse(0, bytes.error());
    left_.bytes -= bytes->size();
    is_wanted_ = parse_inside(input_, name_unpacked(input_.path), *bytes, sink_) && is_wanted_;
  }

  void report() const {
    if (pictures_ > 0)
      emitter_.warn(0, counted(pictures_, "file") + " without text (pictures, styles) passed over");
    if (unknown_.count > 0)
      emitter_.warn(0,
                    counted(unknown_.count, "file") +
                        " that no parser takes passed over: " + unknown_.listed(),
                    "formats are listed in docs/formats.md");
  }

  static Error too_much() {
    return {ErrorCode::kTooLarge,
            "the archive unpacks to more than " + std::to_string(kMaxUnpacked >> 20) +
                " MB, or to more than " + std::to_string(kMaxRatio) + " times its size",
            "unpack it into a folder if it is no bomb"};
  }
  static Error too_many() {
    return {ErrorCode::kTooLarge, "the archive has more than 100,000 files",
            "unpack it into a folder"};
  }

  Unpacking own_;
  Input input_;
  Unpacking left_;
  Emitter emitter_;
  Sink sink_;
  bool is_wanted_ = true;
  std::uint64_t pictures_ = 0;
  PassedOver unknown_;
};

}  // namespace

bool is_archive(std::string_view bytes) {
  constexpr std::size_t kTarMark = 257;
  constexpr std::string_view kSevenZip = "7z\xbc\xaf\x27\x1c";
  if (bytes.starts_with("PK\x03\x04")) {
    // Documents that are ZIPs are known before; these are damaged ones, by their first entry.
    constexpr std::size_t kFirstName = 30;
    return part(bytes, kFirstName, 19) != "[Content_Types].xml" &&
           part(bytes, kFirstName, 8) != "mimetype";
  }
  if (bytes.starts_with("PK\x05\x06") || bytes.starts_with(kSevenZip)) return true;
  if (part(bytes, kTarMark, 5) == "ustar") return true;
  return is_compressed(bytes) && (!bytes.starts_with("BZh") || part(bytes, 4, 6) == "1AY&SY");
}

void parse_archive(const Input& input, const Sink& sink) {
  Unpacker(input, sink).unpack(input.unpacking);
}

}  // namespace isthmus::parsers
