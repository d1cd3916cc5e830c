// Where other processes hand over their jobs and ask for the state: a thread that speaks the
// frames of frame.h with any number of callers at once.
//
// Jobs are taken one at a time and in order. What a job prints is kept until its caller has read
// it. A caller that goes away, or says that the user wants an end, sets its job's wish to stop; one
// that was still waiting is forgotten.
//
// Errors: open() kIo.
// Threads: one of its own; take_job() and what it gives from one other, the rest from any.
#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "indexer/watch/frame.h"
#include "indexer/watch/socket.h"
#include "schema/result.h"

namespace isthmus::watch {

// A command that is to be done for another process.
struct Job {
  std::vector<std::string> words;   // its command line, the program's name first
  std::filesystem::path directory;  // where relative paths begin
  std::string input;                // all of its standard input
  bool is_terminal = false;         // its standard error
};

// The words of a job for people: one line, without the program's name.
std::string line_of(const std::vector<std::string>& words);

class Desk;

// A job under way, for who does it.
class TakenJob {
 public:
  TakenJob(Desk& desk, int caller, Job job, std::shared_ptr<std::atomic<bool>> stop)
      : desk_(desk), caller_(caller), job_(std::move(job)), stop_(std::move(stop)) {}

  Job& job() { return job_; }
  const std::atomic<bool>& stop() const { return *stop_; }
  void out(std::string_view text);
  void err(std::string_view text);
  void finish(int status);

 private:
  Desk& desk_;
  const int caller_;
  Job job_;
  std::shared_ptr<std::atomic<bool>> stop_;
};

class Desk {
 public:
  struct Hooks {
    std::function<void()> arrived;  // a job waits
    // The state as JSON, given the command lines of the jobs that wait.
    std::function<std::string(const std::vector<std::string>& waiting)> status;
    // Called again and again while a job waits: what is under way may make room.
    std::function<void()> impatient;
    int alarm = -1;                 // a descriptor to look at as well
    std::function<void()> alarmed;  // it can be read
  };

  static Result<std::unique_ptr<Desk>> open(const std::filesystem::path& repository, Hooks hooks);
  ~Desk();

  // The next job; nothing when none waits.
  std::unique_ptr<TakenJob> take_job();
  bool has_jobs() const;
  // Sets every job's wish to stop, and takes no more.
  void close();

 private:
  friend class TakenJob;
  enum class Stage { kTalking, kWaiting, kUnderWay, kLeaving };
  struct Caller {
    Descriptor socket;
    FrameReader reader;
    std::string words;  // of the job, as they came
    Job job;
    std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);
    Stage stage = Stage::kTalking;
    std::string unsent;
  };

  Desk(Descriptor socket, Descriptor wake, std::filesystem::path path, Hooks hooks);
  void run();
  void accept_all();
  void serve(int number, short events);
  bool receive(int number, Caller& caller);
  bool hear(int number, Caller& caller, Frame frame);
  bool enqueue(int number, Caller& caller);
  void send(int number, std::string_view bytes);
  bool send_unsent(Caller& caller);
  void drop(int number);
  void tell_places();
  std::vector<std::string> waiting() const;
  void wake_up() const;

  const Descriptor socket_;
  const Descriptor wake_;  // eventfd
  const std::filesystem::path path_;
  const Hooks hooks_;
  std::atomic<bool> is_ending_{false};

  mutable std::mutex mutex_;
  std::map<int, Caller> callers_;  // by number of arrival
  std::deque<int> queue_;
  int next_number_ = 1;
  bool is_closed_ = false;
  std::thread thread_;
};

}  // namespace isthmus::watch
