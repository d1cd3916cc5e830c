#include "indexer/watch/tree_watch.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/pipeline/walk.h"

namespace isthmus::watch {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE |
                                  IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF |
                                  IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;

// A second name for a file that is there, which nobody will close.
bool is_link(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink > 1;
}

}  // namespace

Result<std::unique_ptr<TreeWatch>> TreeWatch::open() {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0)
    return Error{ErrorCode::kIo,
                 std::string("the kernel tells no changes: ") + std::strerror(errno)};
  return std::unique_ptr<TreeWatch>(new TreeWatch(descriptor));
}

TreeWatch::~TreeWatch() { ::close(descriptor_); }

bool TreeWatch::add(std::size_t number, const fs::path& folder) {
  folders_[number].folder = folder;
  return add_below({number, ""}, false);
}

bool TreeWatch::add_below(const Place& top, bool tells_files) {
  std::vector<Place> todo = {top};
  while (!todo.empty()) {
    const Place place = std::move(todo.back());
    todo.pop_back();
    const fs::path folder = folders_[place.number].folder / place.path;
    const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), kEvents);
    if (watch < 0 && (errno == ENOSPC || errno == ENOMEM)) return false;
    if (watch < 0) continue;  // gone again, or not for us
    std::vector<Place>& known = places_[watch];
    std::erase_if(known, [&](const Place& other) { return other.number == place.number; });
    known.push_back(place);
    list(place, tells_files, todo);
  }
  return true;
}

// The folders in a folder go to `todo`, its files count as changed when that is wanted.
void TreeWatch::list(const Place& place, bool tells_files, std::vector<Place>& todo) {
  Gathered& gathered = folders_[place.number];
  std::error_code fault;
  for (fs::directory_iterator at(gathered.folder / place.path, fault), end; !fault && at != end;
       at.increment(fault)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (name.starts_with('.') || at->is_symlink(ignored)) continue;
    if (!at->is_directory(ignored)) {
      if (tells_files) note(gathered, place.path + name);
    } else if (!pipeline::is_kept_by_isthmus(at->path())) {
      todo.push_back({place.number, place.path + name + "/"});
    }
  }
}

void TreeWatch::read() {
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  while (true) {
    const ssize_t length = ::read(descriptor_, buffer.data(), buffer.size());
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return;
    for (ssize_t at = 0; at < length;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      hear(event->wd, event->mask, event->len == 0 ? std::string() : std::string(event->name));
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
    }
  }
}

void TreeWatch::hear(int watch, std::uint32_t mask, const std::string& name) {
  if ((mask & IN_Q_OVERFLOW) != 0) {
    for (auto& [number, gathered] : folders_) note_whole(gathered);
    return;
  }
  const auto known = places_.find(watch);
  if (known == places_.end()) return;
  const std::vector<Place> places = known->second;
  if ((mask & IN_IGNORED) != 0) places_.erase(known);
  for (const Place& place : places) hear_at(place, mask, name);
}

void TreeWatch::hear_at(const Place& place, std::uint32_t mask, const std::string& name) {
  if ((mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0) {
    if (place.path.empty()) note_whole(folders_[place.number]);
    return;
  }
  if (name.empty() || name.starts_with('.')) return;
  if ((mask & IN_ISDIR) != 0) {
    hear_folder(place, mask, name);
  } else {
    hear_file(place, mask, name);
  }
}

void TreeWatch::hear_folder(const Place& place, std::uint32_t mask, const std::string& name) {
  const Place inner{place.number, place.path + name + "/"};
  Gathered& gathered = folders_[place.number];
  if ((mask & IN_MOVED_FROM) != 0) {
    forget_below(inner);
    note_whole(gathered);
  }
  if ((mask & (IN_CREATE | IN_MOVED_TO)) == 0) return;
  if (pipeline::is_kept_by_isthmus(gathered.folder / inner.path)) return;
  if (!add_below(inner, true)) note_whole(gathered);
}

void TreeWatch::hear_file(const Place& place, std::uint32_t mask, const std::string& name) {
  const std::string path = place.path + name;
  Gathered& gathered = folders_[place.number];
  if ((mask & (IN_MODIFY | IN_CREATE)) != 0) {
    if ((mask & IN_CREATE) != 0 && is_link(gathered.folder / path)) return note(gathered, path);
    gathered.open[path] = Clock::now();
    return;
  }
  gathered.open.erase(path);
  note(gathered, path);
}

// A folder that was moved: its watches name places that are no more.
void TreeWatch::forget_below(const Place& place) {
  for (auto& [watch, places] : places_) {
    const bool is_below = std::any_of(places.begin(), places.end(), [&](const Place& other) {
      return other.number == place.number && other.path.starts_with(place.path);
    });
    if (!is_below) continue;
    std::erase_if(places, [&](const Place& other) {
      return other.number == place.number && other.path.starts_with(place.path);
    });
    if (places.empty()) ::inotify_rm_watch(descriptor_, watch);
  }
}

void TreeWatch::note(Gathered& gathered, const std::string& path) {
  gathered.last = Clock::now();
  if (gathered.changes.empty()) gathered.first = gathered.last;
  gathered.changes.paths.insert(path);
  if (gathered.changes.paths.size() > kMostPaths) note_whole(gathered);
}

void TreeWatch::note_whole(Gathered& gathered) {
  gathered.last = Clock::now();
  if (gathered.changes.empty()) gathered.first = gathered.last;
  gathered.changes = {{}, true};
}

TreeWatch::Clock::time_point TreeWatch::due(const Gathered& gathered) {
  return std::min<Clock::time_point>(gathered.last + kQuiet, gathered.first + kLongest);
}

std::optional<Changes> TreeWatch::take(std::size_t number, Clock::time_point now) {
  const auto known = folders_.find(number);
  if (known == folders_.end()) return std::nullopt;
  Gathered& gathered = known->second;
  for (auto at = gathered.open.begin(); at != gathered.open.end();) {
    if (at->second + kUnclosed > now) {
      ++at;
      continue;
    }
    note(gathered, at->first);
    at = gathered.open.erase(at);
  }
  if (gathered.changes.empty() || due(gathered) > now) return std::nullopt;
  return std::exchange(gathered.changes, {});
}

std::size_t TreeWatch::pending(std::size_t number) const {
  const auto known = folders_.find(number);
  if (known == folders_.end()) return 0;
  return known->second.changes.paths.size() + (known->second.changes.is_whole ? 1 : 0);
}

std::optional<TreeWatch::Clock::time_point> TreeWatch::next() const {
  std::optional<Clock::time_point> first;
  const auto offer = [&](Clock::time_point time) { first = first ? std::min(*first, time) : time; };
  for (const auto& [number, gathered] : folders_) {
    if (!gathered.changes.empty()) offer(due(gathered));
    for (const auto& [path, time] : gathered.open) offer(time + kUnclosed);
  }
  return first;
}

std::set<std::string> TreeWatch::half_written(std::size_t number, Clock::time_point now) const {
  std::set<std::string> paths;
  const auto known = folders_.find(number);
  if (known == folders_.end()) return paths;
  for (const auto& [path, time] : known->second.open) {
    if (time + kUnclosed > now) paths.insert(path);
  }
  return paths;
}

}  // namespace isthmus::watch
