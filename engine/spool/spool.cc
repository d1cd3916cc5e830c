#include "engine/spool/spool.h"

#include <algorithm>

#include <sys/stat.h>

#include "engine/spool/durable.h"
#include "schema/wording.h"

namespace isthmus::spool {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNew = ".new-";
constexpr const char* kOld = ".old-";
constexpr const char* kDescription = "submission.json";
constexpr const char* kResult = "result.json";
constexpr std::string_view kResultEnding = ".json";  // of what is told about one that was taken in
constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxIdBytes = 64;
constexpr std::size_t kKeptResults = 10'000;  // some hundred bytes each

fs::path entry(const fs::path& repository, const std::string& id) {
  return directory(repository) / id;
}
fs::path taken(const fs::path& repository) { return directory(repository) / "taken"; }
fs::path refused(const fs::path& repository) { return directory(repository) / "refused"; }

// Digits, lower-case letters and '-', beginning with a digit: never the name of a folder of ours.
bool is_id(std::string_view id) {
  const bool has_form =
      !id.empty() && id.size() <= kMaxIdBytes && id.front() >= '0' && id.front() <= '9';
  return has_form && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
         });
}

Result<void> check_id(const std::string& id) {
  if (is_id(id)) return {};
  return Error{ErrorCode::kInvalidParameter, quote(id) + " is not the id of a submission",
               "the answer to the submission gives it"};
}

Result<void> write_entry(const fs::path& unfinished, const Submission& submission,
                         const std::vector<File>& files) {
  TRY(make_folder(unfinished / "files"));
  for (const File& file : files) TRY(write_synced(unfinished / "files" / file.name, file.bytes));
  TRY(sync_folder(unfinished / "files"));
  TRY(write_synced(unfinished / kDescription, submission_text(submission)));
  return sync_folder(unfinished);
}

void remove_quietly(const fs::path& path) {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

// Names in a folder, sorted; none when it is not there.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault))
    names.push_back(at->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

// Those that a killed searchd left; others may be under way.
bool is_abandoned(const fs::path& unfinished, const fs::path& spool) {
  constexpr std::int64_t kHour = 3600;
  struct stat status {};
  struct stat present {};
  return ::stat(unfinished.c_str(), &status) == 0 && ::stat(spool.c_str(), &present) == 0 &&
         status.st_mtim.tv_sec + kHour < present.st_mtim.tv_sec;
}

}  // namespace

fs::path directory(const fs::path& repository) { return repository / "spool"; }

fs::path files_of(const fs::path& repository, const std::string& id) {
  return entry(repository, id) / "files";
}

Result<void> check_file_name(std::string_view name) {
  const bool has_odd = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/' || c == '\\';
  });
  if (!name.empty() && name.size() <= kMaxNameBytes && name.front() != '.' && !has_odd) return {};
  return Error{ErrorCode::kInvalidParameter, quote(name) + " cannot be the name of a file here",
               "at most 200 bytes, no folders, no dot at the beginning"};
}

Result<Draft> Draft::write(const fs::path& repository, const std::string& id, Submission submission,
                           const std::vector<File>& files) {
  TRY(check_id(id));
  submission.files.clear();
  for (const File& file : files) {
    TRY(check_file_name(file.name));
    if (std::count(submission.files.begin(), submission.files.end(), file.name) != 0)
      return Error{ErrorCode::kInvalidParameter, "two files are named " + quote(file.name),
                   "give each a name of its own"};
    submission.files.push_back(file.name);
  }
  Draft draft(directory(repository) / (kNew + id), entry(repository, id));
  TRY(write_entry(draft.unfinished_, submission, files));
  return draft;
}

Draft::~Draft() {
  if (!unfinished_.empty()) remove_quietly(unfinished_);
}

Result<void> Draft::publish() {
  TRY(rename_synced(unfinished_, entry_));
  unfinished_.clear();
  return {};
}

Result<void> hand_in(const fs::path& repository, const std::string& id, Submission submission,
                     const std::vector<File>& files) {
  Draft draft = TRY(Draft::write(repository, id, std::move(submission), files));
  return draft.publish();
}

Result<std::vector<std::string>> waiting(const fs::path& repository) {
  std::vector<std::string> ids = names_in(directory(repository));
  std::erase_if(ids, [](const std::string& name) { return !is_id(name); });
  return ids;
}

Result<Submission> read(const fs::path& repository, const std::string& id) {
  TRY(check_id(id));
  return parse_submission(TRY(read_whole(entry(repository, id) / kDescription)));
}

std::string_view name_of(State state) {
  switch (state) {
    case State::kQueued:
      return "queued";
    case State::kTakenIn:
      return "taken_in";
    case State::kRefused:
      return "refused";
    case State::kUnknown:
      break;
  }
  return "unknown";
}

Result<void> conclude(const fs::path& repository, const std::string& id, State state,
                      std::string_view result) {
  TRY(check_id(id));
  const fs::path from = entry(repository, id);
  if (state == State::kRefused) {
    TRY(write_synced(from / kResult, result));
    TRY(sync_folder(from));
    return rename_synced(from, refused(repository) / id);
  }
  const fs::path unfinished = taken(repository) / (kNew + id);
  TRY(write_synced(unfinished, result));
  TRY(rename_synced(unfinished, taken(repository) / (id + ".json")));
  const fs::path leaving = directory(repository) / (kOld + id);
  TRY(rename_synced(from, leaving));
  remove_quietly(leaving);
  return {};
}

Result<Found> look_up(const fs::path& repository, const std::string& id) {
  TRY(check_id(id));
  const bool is_waiting = is_there(entry(repository, id));
  // In this order: what leaves the queue has its result before.
  for (const auto& [state, path] :
       {std::pair(State::kTakenIn, taken(repository) / (id + ".json")),
        std::pair(State::kRefused, refused(repository) / id / kResult)}) {
    Result<std::string> result = read_whole(path);
    if (result) return Found{state, *std::move(result)};
    if (result.error().code != ErrorCode::kNotFound) return std::move(result).error();
  }
  return Found{is_waiting ? State::kQueued : State::kUnknown, {}};
}

std::optional<std::string> find_ending(const fs::path& repository, std::string_view ending) {
  // In this order, as in look_up(): what has left one place is in the next.
  for (const fs::path& folder : {directory(repository), taken(repository), refused(repository)}) {
    for (const std::string& name : names_in(folder)) {
      const std::string id =
          name.ends_with(kResultEnding) ? name.substr(0, name.size() - kResultEnding.size()) : name;
      if (is_id(id) && id.ends_with(ending)) return id;
    }
  }
  return std::nullopt;
}

Result<void> tidy(const fs::path& repository) {
  const fs::path spool = directory(repository);
  TRY(make_folder(taken(repository)));
  TRY(make_folder(refused(repository)));
  for (const std::string& name : names_in(spool)) {
    if (name.starts_with(kOld)) remove_quietly(spool / name);
    if (name.starts_with(kNew) && is_abandoned(spool / name, spool)) remove_quietly(spool / name);
  }
  const std::vector<std::string> results = names_in(taken(repository));
  for (std::size_t i = 0; i + kKeptResults < results.size(); ++i)
    remove_quietly(taken(repository) / results[i]);
  return {};
}

}  // namespace isthmus::spool
