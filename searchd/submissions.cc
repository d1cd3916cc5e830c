#include "searchd/submissions.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <random>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "engine/base/digest.h"
#include "engine/spool/hold.h"
#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kTimeDigits = 20;  // YYYYMMDDhhmmss and six of the second's fraction
constexpr std::size_t kTagDigits = 16;
constexpr std::size_t kIdBytes = kTimeDigits + 2 * (1 + kTagDigits);

std::string tag_of(std::string_view purpose, std::string_view name, std::string_view text) {
  std::string bytes(purpose);
  bytes += '\0';
  bytes += name;
  bytes += '\0';
  bytes += text;
  return digest(bytes).substr(0, kTagDigits);
}

std::string owner_tag(const AccessKey& submitter) {
  return "-" + tag_of("owner", submitter.name, "") + "-";
}

std::string random_tag() {
  std::random_device random;
  std::array<char, kTagDigits + 1> text{};
  std::snprintf(text.data(), text.size(), "%08x%08x", random(), random());
  return {text.data(), kTagDigits};
}

std::string present_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now - seconds).count();
  const auto time = static_cast<std::time_t>(seconds.count());
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y%m%d%H%M%S", &parts);
  std::string digits = std::to_string(micros);
  return std::string(text.data(), size) + std::string(6 - digits.size(), '0') + digits;
}

// "2026-01-31T12:00:00Z" of an id.
std::string received_of(const std::string& id) {
  const auto digits = [&](std::size_t at, std::size_t count) { return id.substr(at, count); };
  return digits(0, 4) + "-" + digits(4, 2) + "-" + digits(6, 2) + "T" + digits(8, 2) + ":" +
         digits(10, 2) + ":" + digits(12, 2) + "Z";
}

// The whole error goes to the log: its message names folders of this machine.
Error without_places(const Error& error) {
  if (error.code != ErrorCode::kIo && error.code != ErrorCode::kDiskFull) return error;
  spdlog::error("submission not stored: {}", to_string(error));
  if (error.code == ErrorCode::kDiskFull)
    return {ErrorCode::kDiskFull, "there is no room for the submission; nothing of it is kept",
            "tell the operator; send it again when there is room"};
  return {ErrorCode::kIo, "the submission could not be stored; nothing of it is kept",
          "tell the operator: isthmus-searchd has to be able to write spool/ of its repository"};
}

Result<void> check_room(const Config& config) {
  const std::size_t waiting = TRY(spool::waiting(config.repository)).size();
  if (waiting < config.max_waiting_uploads) return {};
  return Error{ErrorCode::kUnavailable,
               std::to_string(waiting) + " submissions wait to be taken in, and no more may",
               "send it again later; `isthmus-indexer watch` takes them in"};
}

// `known` gives the submission that the request handed in before, when there is one.
template <typename Known>
Result<std::string> store(const Config& config, const std::string& ending, HandedIn handed,
                          const Known& known) {
  if (const auto before = known()) return *before;
  TRY(check_room(config));
  const std::string id = present_time() + ending;
  handed.submission.received = received_of(id);
  spool::Draft draft =
      TRY(spool::Draft::write(config.repository, id, std::move(handed.submission), handed.files));
  // Writing takes its time; what came meanwhile is looked for by one after the other.
  const spool::Hold hold = TRY(spool::Hold::take(config.repository));
  if (const auto before = known()) return *before;
  TRY(check_room(config));
  TRY(draft.publish());
  return id;
}

Error nothing_under(const std::string& id) {
  return {ErrorCode::kNotFound, "there is no submission " + quote(id),
          "the answer to the request that handed it in names it; only the same submitter sees it"};
}

bool is_of(const std::string& id, const AccessKey& submitter) {
  return id.size() == kIdBytes &&
         id.compare(kTimeDigits, kTagDigits + 2, owner_tag(submitter)) == 0;
}

std::string_view state_name(spool::State state) {
  switch (state) {
    case spool::State::kTakenIn:
      return "done";
    case spool::State::kRefused:
      return "refused";
    default:
      return "waiting";
  }
}

}  // namespace

Result<std::string> hand_in(const Config& config, const AccessKey& submitter,
                            std::string_view idempotency_key, HandedIn handed) {
  const bool has_key = !idempotency_key.empty();
  const std::string nonce =
      has_key ? tag_of("request", submitter.name, idempotency_key) : random_tag();
  const std::string ending = owner_tag(submitter) + nonce;
  Result<std::string> id = store(config, ending, std::move(handed), [&] {
    return has_key ? spool::find_ending(config.repository, ending) : std::nullopt;
  });
  if (!id) return without_places(id.error());
  return id;
}

Result<SubmissionState> look_up_submission(const Config& config, const AccessKey& submitter,
                                           const std::string& id) {
  if (!is_of(id, submitter)) return nothing_under(id);
  SubmissionState state{id, {}, {}};
  Result<spool::Found> found = spool::look_up(config.repository, id);
  if (!found && found.error().code == ErrorCode::kInvalidParameter) return nothing_under(id);
  if (!found) return without_places(found.error());
  state.found = *std::move(found);
  if (state.found.state == spool::State::kUnknown) return nothing_under(id);
  if (state.found.state == spool::State::kQueued) {
    // It may have been taken in meanwhile; the next question tells.
    state.submission = spool::read(config.repository, id).value_or({});
  }
  return state;
}

std::string submission_json(const SubmissionState& state) {
  Json json;
  json["id"] = state.id;
  json["state"] = state_name(state.found.state);
  json["received"] = received_of(state.id);
  if (state.found.state == spool::State::kQueued) {
    if (!state.submission.collection.empty()) json["collection"] = state.submission.collection;
    json["files"] = state.submission.files;
  }
  const Result<Json> result = parse_json(state.found.result);
  if (result && result->is_object()) json.update(*result);
  return dump_json(json);
}

}  // namespace isthmus::searchd
