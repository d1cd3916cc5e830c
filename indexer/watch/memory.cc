#include "indexer/watch/memory.h"

#include <nlohmann/json.hpp>

#include "engine/spool/durable.h"
#include "schema/json.h"

namespace isthmus::watch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "watch.state";

template <typename T>
void read_number(const Json& json, const char* key, T& out) {
  const auto found = json.find(key);
  if (found != json.end() && found->is_number_integer()) out = found->get<T>();
}

}  // namespace

Runs read_runs(const fs::path& repository) {
  Runs runs;
  const Result<std::string> text = spool::read_whole(repository / kName);
  if (!text) return runs;
  const Result<Json> json = parse_json(*text);
  if (!json || !json->is_object()) return runs;
  for (const auto& [key, value] : json->items()) {
    if (!value.is_object()) continue;
    Run& run = runs[key];
    read_number(value, "last", run.last);
    read_number(value, "next", run.next);
    read_number(value, "failures", run.failures);
    if (const auto error = value.find("error"); error != value.end() && error->is_string())
      run.error = error->get<std::string>();
  }
  return runs;
}

Result<void> write_runs(const fs::path& repository, const Runs& runs) {
  Json json = Json::object();
  for (const auto& [key, run] : runs) {
    json[key] = {{"last", run.last}, {"next", run.next}, {"failures", run.failures}};
    if (!run.error.empty()) json[key]["error"] = run.error;
  }
  const fs::path unfinished = repository / (std::string(kName) + ".new");
  TRY(spool::write_synced(unfinished, pretty_json(json) + "\n"));
  return spool::rename_synced(unfinished, repository / kName);
}

}  // namespace isthmus::watch
