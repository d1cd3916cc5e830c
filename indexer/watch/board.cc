#include "indexer/watch/board.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "indexer/watch/telling.h"
#include "schema/json.h"

namespace isthmus::watch {
namespace {

void put_time(Json& json, const char* key, std::int64_t seconds) {
  if (seconds != 0) json[key] = time_text(seconds);
}

std::int64_t seconds_at(Clock::time_point time) {
  return seconds_now() +
         std::chrono::duration_cast<std::chrono::seconds>(time - Clock::now()).count();
}

Json json_of(const FolderState& folder) {
  Json json = {{"path", folder.plan.path.string()},
               {"collection", folder.plan.collection},
               {"is_watched", folder.is_watched},
               {"every_seconds", folder.plan.every.count()},
               {"pending", folder.pending}};
  put_time(json, "last", folder.last);
  put_time(json, "next", seconds_at(folder.next_scan));
  if (folder.last != 0) json["report"] = pipeline::json_of(folder.report);
  if (!folder.error.empty()) json["error"] = folder.error;
  return json;
}

Json json_of(const HarvestState& harvest) {
  Json json = {{"url", harvest.plan.url},
               {"set", harvest.plan.set},
               {"collection", harvest.plan.collection},
               {"every_seconds", harvest.plan.every.count()},
               {"failures", harvest.run.failures}};
  put_time(json, "last", harvest.run.last);
  put_time(json, "next", seconds_at(harvest.next));
  if (harvest.has_run) json["report"] = pipeline::json_of(harvest.report);
  if (!harvest.run.error.empty()) json["error"] = harvest.run.error;
  return json;
}

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return "never";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string counts_of(const Json& json) {
  const auto found = json.find("report");
  if (found == json.end()) return {};
  std::string text;
  for (const char* name : {"added", "updated", "unchanged", "removed", "refused"})
    text += (text.empty() ? "" : ", ") + std::string(name) + " " + text_at(*found, name);
  return "    " + text + "\n";
}

std::string entry_text(const Json& json, const std::string& name) {
  std::string text = "  " + name + "\n    last " + text_at(json, "last") + ", next " +
                     text_at(json, "next") + "\n" + counts_of(json);
  if (json.contains("error")) text += "    failed: " + text_at(json, "error") + "\n";
  return text;
}

std::string folder_text(const Json& json) {
  std::string text = entry_text(json, text_at(json, "path"));
  if (!json["is_watched"].get<bool>())
    text += "    the kernel does not tell all changes; found by scans\n";
  if (text_at(json, "pending") != "0")
    text += "    changed and not taken in: " + text_at(json, "pending") + "\n";
  return text;
}

}  // namespace

std::string status_json(const Board& board, const std::vector<std::string>& waiting) {
  const std::lock_guard lock(board.mutex);
  Json json = {{"repository", board.repository.string()},
               {"process", ::getpid()},
               {"started", time_text(board.started)}};
  if (!board.work.empty()) {
    json["doing"] = {{"what", board.work},
                     {"name", board.work_name},
                     {"since", time_text(board.work_began)},
                     {"records", board.progress.records}};
  }
  json["folders"] = Json::array();
  for (const FolderState& folder : board.folders) json["folders"].push_back(json_of(folder));
  json["harvests"] = Json::array();
  for (const HarvestState& harvest : board.harvests) json["harvests"].push_back(json_of(harvest));
  json["jobs"] = {{"waiting", waiting}, {"done", board.jobs_done}};
  json["submissions"] = {{"waiting", board.submissions},
                         {"taken_in", board.submissions_taken},
                         {"refused", board.submissions_refused}};
  return dump_json(json);
}

std::string status_text(const std::string& text) {
  const Result<Json> parsed = parse_json(text);
  if (!parsed) return text;
  const Json& json = *parsed;
  std::string out = "watching " + text_at(json, "repository") + " since " +
                    text_at(json, "started") + ", process " + text_at(json, "process") + "\n";
  if (const auto doing = json.find("doing"); doing != json.end())
    out += "at work: " + text_at(*doing, "what") + " " + text_at(*doing, "name") + ", since " +
           text_at(*doing, "since") + "\n";
  out += "folders: " + std::to_string(json["folders"].size()) + "\n";
  for (const Json& folder : json["folders"]) out += folder_text(folder);
  out += "harvests: " + std::to_string(json["harvests"].size()) + "\n";
  for (const Json& harvest : json["harvests"]) out += entry_text(harvest, text_at(harvest, "url"));
  out += "jobs: " + std::to_string(json["jobs"]["waiting"].size()) + " waiting, " +
         text_at(json["jobs"], "done") + " done\n";
  for (const Json& line : json["jobs"]["waiting"]) out += "  " + line.get<std::string>() + "\n";
  const Json& submissions = json["submissions"];
  return out + "submissions: " + text_at(submissions, "waiting") + " waiting, " +
         text_at(submissions, "taken_in") + " taken in, " + text_at(submissions, "refused") +
         " refused\n";
}

}  // namespace isthmus::watch
