#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "schema/keys.h"

namespace isthmus::commands {
namespace {

Json json_of(const std::string& collection, const std::string& path, const Refusal& refusal) {
  Json json = {{"collection", collection}, {"path", path}};
  if (!refusal.inside.empty()) json["inside"] = refusal.inside;
  if (refusal.line != 0) json["line"] = refusal.line;
  json["code"] = error_info(static_cast<ErrorCode>(refusal.code)).name;
  json["message"] = refusal.message;
  if (!refusal.hint.empty()) json["hint"] = refusal.hint;
  return json;
}

std::string text_of(const Json& json) {
  std::string place =
      json.at("collection").get<std::string>() + ":" + json.at("path").get<std::string>();
  if (json.contains("inside")) place += "/" + json.at("inside").get<std::string>();
  if (json.contains("line")) place += ":" + std::to_string(json.at("line").get<std::uint64_t>());
  std::string out = place + "\t" + json.at("code").get<std::string>() + "\t" +
                    json.at("message").get<std::string>();
  if (json.contains("hint")) out += " (" + json.at("hint").get<std::string>() + ")";
  return out + "\n";
}

}  // namespace

Result<int> run_refused(const Context& context) {
  const auto reader = TRY(context.open_reader());
  Json all = Json::array();
  TRY(reader->snapshot()->store().scan(
      store::Family::kSources, keys::kSourceTag, {},
      [&](std::string_view key, std::string_view value) {
        const Result<SourceState> state = codec::decode<SourceState>(value);
        if (!state) return true;
        for (const Refusal& refusal : state->refusals)
          all.push_back(
              json_of(keys::collection_of_source(key), keys::path_of_source(key), refusal));
        return true;
      }));
  if (context.is_json) {
    context.print_json({{"refused", std::move(all)}});
  } else {
    for (const Json& one : all) context.print(text_of(one));
  }
  return kDone;
}

}  // namespace isthmus::commands
