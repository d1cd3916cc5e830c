// What the kernel tells of changes below some folders (inotify), gathered until a folder has come
// to rest.
//
// New folders are watched as they appear, with what is in them already; symbolic links are not
// followed, hidden folders and repositories of Isthmus not watched. A file counts as changed when it
// was closed after writing, moved in, linked or removed; while somebody writes it, it is half
// written. When the kernel tells that it has lost something, or a folder was moved, the whole folder
// is to be looked at. What the kernel does not tell (a network file system) is the business of
// periodic scans.
//
// Errors: open() kIo when there is no inotify.
// Threads: one.
// Source: inotify(7).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "schema/result.h"

namespace isthmus::watch {

// What has changed in a folder since it was looked at.
struct Changes {
  std::set<std::string> paths;  // below the folder
  bool is_whole = false;        // look at everything
  bool empty() const { return paths.empty() && !is_whole; }
};

class TreeWatch {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::chrono::milliseconds kQuiet{500};  // without a change: at rest
  static constexpr std::chrono::seconds kLongest{5};       // of gathering, at rest or not
  // A file that is open for writing but was not written for so long is taken as it is.
  static constexpr std::chrono::seconds kUnclosed{30};
  static constexpr std::size_t kMostPaths = 20'000;  // beyond, everything is looked at

  static Result<std::unique_ptr<TreeWatch>> open();
  ~TreeWatch();

  int descriptor() const { return descriptor_; }

  // Watches the folder and everything below. False when the kernel gives no more watches: the rest
  // is left to scans.
  bool add(std::size_t number, const std::filesystem::path& folder);
  // Reads what there is to read, without waiting.
  void read();
  // The changes of a folder that has come to rest; nothing otherwise.
  std::optional<Changes> take(std::size_t number, Clock::time_point now);
  std::size_t pending(std::size_t number) const;
  // When something comes to rest; nothing when nothing has changed.
  std::optional<Clock::time_point> next() const;
  // Paths below the folder that somebody is writing.
  std::set<std::string> half_written(std::size_t number, Clock::time_point now) const;

 private:
  struct Place {
    std::size_t number = 0;
    std::string path;  // of the folder below the watched one, with '/' at its end; empty: itself
  };
  struct Gathered {
    std::filesystem::path folder;
    Changes changes;
    Clock::time_point first;
    Clock::time_point last;
    std::map<std::string, Clock::time_point> open;  // being written
  };

  explicit TreeWatch(int descriptor) : descriptor_(descriptor) {}
  bool add_below(const Place& top, bool tells_files);
  void list(const Place& place, bool tells_files, std::vector<Place>& todo);
  void hear(int watch, std::uint32_t mask, const std::string& name);
  void hear_at(const Place& place, std::uint32_t mask, const std::string& name);
  void hear_folder(const Place& place, std::uint32_t mask, const std::string& name);
  void hear_file(const Place& place, std::uint32_t mask, const std::string& name);
  void forget_below(const Place& place);
  void note(Gathered& gathered, const std::string& path);
  void note_whole(Gathered& gathered);
  static Clock::time_point due(const Gathered& gathered);

  const int descriptor_;
  std::map<int, std::vector<Place>> places_;  // by watch; folders may lie in each other
  std::map<std::size_t, Gathered> folders_;
};

}  // namespace isthmus::watch
