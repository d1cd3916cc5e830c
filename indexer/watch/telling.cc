#include "indexer/watch/telling.h"

#include <ctime>

#include <nlohmann/json.hpp>

namespace isthmus::watch {
namespace {

constexpr std::chrono::milliseconds kPause(250);
constexpr std::size_t kRemembered = 100'000;  // refusals

}  // namespace

std::string time_text(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::int64_t seconds_now() { return static_cast<std::int64_t>(std::time(nullptr)); }

void Teller::tell(std::string_view event, const Json& fields, const std::string& sentence) {
  if (form_ == Form::kText) {
    if (!sentence.empty()) write_(sentence + "\n");
    return;
  }
  Json json = {{"event", event}, {"at", time_text(seconds_now())}};
  json.update(fields);
  write_(dump_json(json) + "\n");
}

void Teller::tell(const std::string& where, const pipeline::Finding& finding) {
  const bool is_refusal = finding.entry.first.cost_a_record;
  if (form_ == Form::kText && !is_refusal) return;
  const std::string text = where + ": " + parsers::to_string(finding.path, finding.entry);
  if (refusals_.size() > kRemembered) refusals_.clear();
  if (!refusals_.insert(text).second) return;
  Json fields = {{"where", where}};
  fields.update(pipeline::json_of(finding));
  tell("finding", fields, text);
}

void Teller::tell(const std::string& where, const pipeline::Progress& progress) {
  const Clock::time_point now = Clock::now();
  if (form_ == Form::kText || now - told_ < kPause) return;
  told_ = now;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  Json fields = {{"where", where}};
  fields.update(pipeline::json_of(progress, seconds));
  tell("progress", fields, {});
}

}  // namespace isthmus::watch
