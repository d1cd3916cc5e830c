#include "searchd/search_recorder.h"

#include <algorithm>
#include <optional>
#include <random>

#include <spdlog/spdlog.h>

#include "engine/base/digest.h"
#include "engine/text/analysis.h"
#include "schema/blanks.h"
#include "searchd/clock.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMaxQuery = 300;  // bytes; three visitors never type the same long text
constexpr std::size_t kMostNamed = 20'000;
constexpr std::size_t kTokenDigits = 16;

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::string random_bytes() {
  std::random_device random;
  std::string bytes;
  for (int i = 0; i < 32; ++i) bytes += static_cast<char>(random() & 0xFFU);
  return bytes;
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

// Only a web server on this machine is believed what it says of the address.
std::string_view address_of(const Request& http) {
  const std::string_view forwarded = http.header("X-Forwarded-For");
  if (forwarded.empty() || !is_loopback(http.remote_address)) return http.remote_address;
  const std::size_t comma = forwarded.rfind(',');
  return trimmed(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1));
}

// Folded, with one blank between words.
std::string normal_query(std::string_view query) {
  std::string normal;
  for (const char c : text::fold(query)) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) {
      normal += c;
    } else if (!normal.empty() && normal.back() != ' ') {
      normal += ' ';
    }
  }
  if (!normal.empty() && normal.back() == ' ') normal.pop_back();
  return normal;
}

std::vector<std::string> normal_filters(const search::Filters& filters) {
  std::vector<std::string> named;
  const auto add = [&](std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) named.push_back(std::string(name) + "=" + value);
  };
  add("side", filters.side);
  add("kind", filters.kind);
  add("organisation", filters.organisation);
  add("programme", filters.programme);
  add("language", filters.language);
  add("collection", filters.collection);
  if (filters.year_from) named.push_back("year_from=" + std::to_string(*filters.year_from));
  if (filters.year_to) named.push_back("year_to=" + std::to_string(*filters.year_to));
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

// The search that a page of results was made by; nothing for another page.
std::optional<search::Request> search_at(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::size_t path = address.find('/', scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  Request page;
  set_target(page, address.substr(path));
  if (page.path != "/search") return std::nullopt;
  Result<search::Request> request = parse_search(page.parameters, UnknownNames::kIgnore);
  return request ? std::optional(std::move(*request)) : std::nullopt;
}

}  // namespace

SearchRecorder::SearchRecorder(ActivityHold& activity, const Config& config)
    : activity_(activity),
      is_recording_(config.record_searches),
      retention_days_(static_cast<std::uint32_t>(config.search_retention_days)),
      visitor_days_(static_cast<std::uint32_t>(config.search_visitor_days)) {}

// What was recorded before is forgotten in its time, also where nothing more is recorded.
void SearchRecorder::start() {
  if (is_recording_) renew_salt();
  thread_ = std::thread([this] { run(); });
}

void SearchRecorder::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void SearchRecorder::run() {
  for (bool stopping = false; !stopping;) {
    work(false);
    std::unique_lock lock(mutex_);
    stopping = wake_.wait_for(lock, kInterval, [this] { return stopping_; });
  }
  work(true);
}

// At the end nobody types on.
void SearchRecorder::work(bool is_last) {
  if (is_recording_) renew_salt();
  forget();
  std::vector<Event> events;
  std::uint64_t dropped = 0;
  {
    const std::lock_guard lock(mutex_);
    events.swap(queue_);
    dropped = dropped_;
  }
  const std::int64_t now = seconds_now();
  for (const Event& event : events) take(event, now);
  dropped += sessions_.dropped();
  const std::vector<activity::Ended> ended =
      sessions_.take_ended(is_last ? now + activity::SearchSessions::kTyping + 1 : now);
  if (!ended.empty() && !activity_.record(ended)) dropped += ended.size();
  if (dropped > told_dropped_) spdlog::warn("searches not recorded count={}", dropped);
  told_dropped_ = std::max(told_dropped_, dropped);
}

void SearchRecorder::renew_salt() {
  const std::uint32_t day = days_since_1970();
  {
    const std::lock_guard lock(mutex_);
    if (!salt_.bytes.empty() && salt_.day <= day && day - salt_.day < visitor_days_) return;
  }
  const Result<VisitorSalt> salt = activity_.visitor_salt(day, visitor_days_, random_bytes());
  const std::lock_guard lock(mutex_);
  salt_ = salt ? *salt : VisitorSalt{};
}

void SearchRecorder::forget() {
  const std::uint32_t day = days_since_1970();
  if (day == forgotten_on_ || day < retention_days_) return;
  const Result<std::uint64_t> forgotten = activity_.forget_before(day - retention_days_);
  if (!forgotten) return;
  forgotten_on_ = day;
  if (*forgotten > 0) spdlog::info("searches forgotten count={}", *forgotten);
}

void SearchRecorder::take(const Event& event, std::int64_t now) {
  if (event.is_opening) return take_opening(event);
  activity::Search search{event.visitor,
                          event.day,
                          event.since,
                          normal_query(event.request.query),
                          normal_filters(event.request.filters),
                          event.results,
                          event.query_id.empty()};
  if (search.query.empty()) return;
  if (!event.query_id.empty()) {
    by_query_id_[event.query_id] = {search.visitor, search.query, search.filters};
    query_ids_.push_back(event.query_id);
    while (query_ids_.size() > kMostNamed) {
      by_query_id_.erase(query_ids_.front());
      query_ids_.pop_front();
    }
  }
  sessions_.searched(std::move(search), now);
}

void SearchRecorder::take_opening(const Event& event) {
  const auto named = by_query_id_.find(event.query_id);
  if (named != by_query_id_.end()) {
    const Named& search = named->second;
    return sessions_.opened(search.visitor, search.query, search.filters);
  }
  const std::optional<search::Request> request = search_at(event.referer);
  if (request)
    sessions_.opened(event.visitor, normal_query(request->query), normal_filters(request->filters));
}

void SearchRecorder::enqueue(Event event) {
  const std::lock_guard lock(mutex_);
  if (queue_.size() < kMostQueued) {
    queue_.push_back(std::move(event));
  } else {
    ++dropped_;
  }
}

// What a viewer with more rights looks for would tell what he may see.
bool SearchRecorder::may_record(const Request& http, const Viewer& viewer) const {
  return is_recording_ && viewer.audiences.empty() && http.header("Sec-GPC") != "1" &&
         http.header("DNT") != "1";
}

bool SearchRecorder::identify(const Request& http, Event& event) const {
  VisitorSalt salt;
  {
    const std::lock_guard lock(mutex_);
    salt = salt_;
  }
  if (salt.bytes.empty()) return false;
  std::string bytes = salt.bytes;
  bytes.append(address_of(http)) += '\0';
  bytes.append(http.header("User-Agent"));
  event.visitor = digest(bytes).substr(0, kTokenDigits);
  event.day = days_since_1970();
  event.since = salt.day;
  return true;
}

void SearchRecorder::searched(const Request& http, const Answered& answered) {
  const search::Request& request = answered.request;
  if (!may_record(http, answered.viewer) || request.page != 1 || request.query.empty() ||
      request.query.size() > kMaxQuery)
    return;
  Event event;
  if (!identify(http, event)) return;
  event.request.query = request.query;
  event.request.filters = request.filters;
  event.results = answered.response.has_words ? answered.response.total : 0;
  event.query_id = answered.query_id;
  enqueue(std::move(event));
}

void SearchRecorder::opened(const Request& http, const Viewer& viewer) {
  if (!may_record(http, viewer)) return;
  Event event;
  event.is_opening = true;
  event.query_id = http.parameter("query_id").value_or("");
  event.referer = http.header("Referer");
  if (event.query_id.empty() && event.referer.find("/search?") == std::string::npos) return;
  if (identify(http, event)) enqueue(std::move(event));
}

}  // namespace isthmus::searchd
