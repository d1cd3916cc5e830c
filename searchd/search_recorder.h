// Records what anonymous visitors look for (engine/activity/search_sessions.h), beside the requests: a
// request puts what it saw into a bounded queue, a thread does the rest. When the queue is full what
// comes is dropped, and the number is logged.
//
// A visitor is a token: a digest of his address and browser with a salt of chance that is replaced
// after visitor_days; neither is kept. Who asks not to be tracked (Sec-GPC, DNT) is not recorded. Behind a web server
// on the same machine the address is the last one of X-Forwarded-For.
//
// Cost: a digest and a copy of the query for each search; durable writes once in kInterval, when
// there is something.
// Errors: none; what cannot be kept is dropped and logged.
// Threads: one of its own from start() to stop(); the others from any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/activity/search_sessions.h"
#include "engine/search/search.h"
#include "searchd/activity.h"
#include "searchd/config.h"
#include "searchd/http.h"

namespace isthmus::searchd {

class SearchRecorder {
 public:
  static constexpr std::chrono::seconds kInterval{2};
  static constexpr std::size_t kMostQueued = 10'000;

  SearchRecorder(ActivityHold& activity, const Config& config);
  ~SearchRecorder() { stop(); }

  void start();
  void stop();  // writes what has ended; what may still be opened is not kept
  bool is_recording() const { return is_recording_; }

  // An answered search; `query_id` names it in the answer, empty for a page.
  struct Answered {
    const search::Request& request;
    const search::Response& response;
    const Viewer& viewer;
    std::string query_id;
  };
  void searched(const Request& http, const Answered& answered);
  // A record was opened; of the search, when the request tells by its query_id or its Referer.
  void opened(const Request& http, const Viewer& viewer);

 private:
  // What a request saw. Either a search, or an opening out of the search with the id or at the address.
  struct Event {
    std::string visitor;
    search::Request request;
    std::uint64_t results = 0;
    std::string query_id;
    std::string referer;
    bool is_opening = false;
    std::uint32_t day = 0;
    std::uint32_t since = 0;
  };
  struct Named {
    std::string visitor;
    std::string query;
    std::vector<std::string> filters;
  };

  void run();
  void work(bool is_last);
  void renew_salt();
  void forget();
  void take(const Event& event, std::int64_t now);
  void take_opening(const Event& event);
  void enqueue(Event event);
  bool may_record(const Request& http, const Viewer& viewer) const;
  // The visitor's token and the days that go with it; nothing before there is a salt.
  bool identify(const Request& http, Event& event) const;

  ActivityHold& activity_;
  const bool is_recording_;
  const std::uint32_t retention_days_;
  const std::uint32_t visitor_days_;

  mutable std::mutex mutex_;  // of the next five
  std::condition_variable wake_;
  bool stopping_ = false;
  std::vector<Event> queue_;
  std::uint64_t dropped_ = 0;
  VisitorSalt salt_;  // no bytes: none yet

  // Of the thread alone.
  activity::SearchSessions sessions_;
  std::unordered_map<std::string, Named> by_query_id_;
  std::deque<std::string> query_ids_;  // in the order of coming
  std::uint32_t forgotten_on_ = 0;
  std::uint64_t told_dropped_ = 0;
  std::thread thread_;
};

}  // namespace isthmus::searchd
