#include "indexer/harvest/fetching.h"

#include <algorithm>
#include <ctime>

#include "indexer/parsers/xml.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

constexpr unsigned kMostDoublings = 6;  // a pause is never longer than about a minute

std::int64_t pause_of(unsigned attempt) {
  return std::int64_t{1} << std::min(attempt, kMostDoublings);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}
bool is_busy(int status) { return status == 503 || status == 429; }
bool is_worth_another_try(int status) { return status >= 500 || status == 408 || status == 425; }

std::string origin_of(const std::string& url) {
  const Result<Address> address = parse_address(url);
  return address ? address->origin : quote(url);
}

Error error_of_status(int status, const std::string& url) {
  const std::string says = quote(url) + " answers with status " + std::to_string(status);
  if (status == 404 || status == 410)
    return {ErrorCode::kNotFound, says + ": there is nothing at this address",
            "check the OAI-PMH base URL"};
  if (status == 401 || status == 403)
    return {ErrorCode::kInvalidSource, says + ": it is not open to everybody",
            "ask the repository's owner to let this machine in"};
  return {ErrorCode::kInvalidSource, says, "check the OAI-PMH base URL"};
}

}  // namespace

std::int64_t seconds_of_retry_after(const std::string& header, std::int64_t now) {
  const bool is_number = !header.empty() && header.size() <= 9 &&
                         header.find_first_not_of("0123456789") == std::string::npos;
  if (is_number) return std::stoll(header);
  std::tm date{};
  if (::strptime(header.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date) == nullptr) return -1;
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(::timegm(&date)) - now);
}

bool Fetcher::pause_before(unsigned attempt, const std::string& reason) {
  const std::int64_t pause = pause_of(attempt);
  say_(reason + "; trying again in " + std::to_string(pause) + " s");
  return time_.sleep(std::chrono::seconds(pause));
}

Result<WebAnswer> Fetcher::get_redirected(std::string url) {
  const bool was_secure = url.starts_with("https:");
  for (unsigned hop = 0; hop <= patience_.redirects; ++hop) {
    ++requests_;
    WebAnswer answer = TRY(web_.get(url));
    if (!is_redirect(answer.status) || answer.location.empty()) return answer;
    const std::string next = TRY(resolve(url, answer.location));
    if (was_secure && !next.starts_with("https:")) {
      return Error{ErrorCode::kInvalidSource,
                   origin_of(url) + " leads from https to " + quote(next), "ask its owner"};
    }
    url = next;
  }
  return Error{ErrorCode::kInvalidSource,
               quote(url) + " leads from one address to the next without end", "ask its owner"};
}

// True: waited, ask again. False: the answer is no call to wait.
Result<bool> Fetcher::wait_as_asked(const WebAnswer& answer, unsigned attempt,
                                    const std::string& origin) {
  if (!is_busy(answer.status) && !is_worth_another_try(answer.status)) return false;
  const std::int64_t asked = seconds_of_retry_after(answer.retry_after, time_.now());
  if (asked > patience_.longest_wait.count()) {
    return Error{ErrorCode::kUnavailable,
                 origin + " asks to come back in " + std::to_string(asked) + " s",
                 "run the same command then; it goes on where it stopped"};
  }
  const std::string reason = origin + " answers with status " + std::to_string(answer.status);
  if (attempt + 1 >= patience_.attempts) {
    return Error{ErrorCode::kUnavailable,
                 reason + ", " + std::to_string(patience_.attempts) + " times in a row",
                 "run the same command later; it goes on where it stopped"};
  }
  if (asked < 0) return pause_before(attempt, reason);
  say_(reason + " and asks to wait " + std::to_string(asked) + " s");
  return time_.sleep(std::chrono::seconds(asked));
}

Result<std::string> Fetcher::get(const std::string& url) {
  const std::string origin = origin_of(url);
  for (unsigned attempt = 0;; ++attempt) {
    Result<WebAnswer> answer = get_redirected(url);
    if (!answer) {
      const bool is_worth_it =
          answer.error().code == ErrorCode::kUnavailable && attempt + 1 < patience_.attempts;
      if (!is_worth_it || !pause_before(attempt, answer.error().message))
        return std::move(answer).error();
      continue;
    }
    const bool is_response = parsers::xml_root_name(answer->body) == "OAI-PMH";
    if (answer->status == 200 || (is_response && !is_busy(answer->status)))
      return std::move(answer->body);
    if (!TRY(wait_as_asked(*answer, attempt, origin))) return error_of_status(answer->status, url);
  }
}

}  // namespace isthmus::harvest
