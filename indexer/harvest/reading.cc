#include "indexer/harvest/reading.h"

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/metadata.h"
#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

constexpr std::string_view kMediaType = "application/xml";

Json json_of(const Page& page) {
  Json records = Json::array();
  for (const ListedRecord& record : page.records) {
    records.push_back({{"identifier", record.identifier},
                       {"datestamp", record.datestamp},
                       {"is_deleted", record.is_deleted},
                       {"metadata", record.metadata}});
  }
  return {{"records", std::move(records)},
          {"token", page.token},
          {"total", page.total},
          {"lacks_records", page.lacks_records},
          {"is_cut_off", page.is_cut_off}};
}

Page page_of(const Json& json) {
  Page page;
  for (const Json& record : json.at("records")) {
    page.records.push_back({record.at("identifier"), record.at("datestamp"),
                            record.at("is_deleted"), record.at("metadata")});
  }
  page.token = json.at("token");
  page.total = json.at("total");
  page.lacks_records = json.at("lacks_records");
  page.is_cut_off = json.at("is_cut_off");
  return page;
}

Json json_of(const Response& response) {
  const Identity& identity = response.identity;
  return {{"fault", response.fault},
          {"date", response.date},
          {"error_code", response.error_code},
          {"error_text", response.error_text},
          {"identity",
           {{"name", identity.name},
            {"version", identity.version},
            {"earliest", identity.earliest},
            {"deleted_record", identity.deleted_record},
            {"is_to_the_second", identity.is_to_the_second}}},
          {"offered_prefixes", response.offered_prefixes},
          {"readable_prefixes", response.readable_prefixes},
          {"sets", response.sets},
          {"sets_token", response.sets_token},
          {"page", json_of(response.page)}};
}

Response response_of(const Json& json) {
  const Json& identity = json.at("identity");
  Response response;
  response.fault = json.at("fault");
  response.date = json.at("date");
  response.error_code = json.at("error_code");
  response.error_text = json.at("error_text");
  response.identity = {identity.at("name"), identity.at("version"), identity.at("earliest"),
                       identity.at("deleted_record"), identity.at("is_to_the_second")};
  json.at("offered_prefixes").get_to(response.offered_prefixes);
  json.at("readable_prefixes").get_to(response.readable_prefixes);
  json.at("sets").get_to(response.sets);
  response.sets_token = json.at("sets_token");
  response.page = page_of(json.at("page"));
  return response;
}

std::string read_response(std::string_view bytes) {
  const Result<Response> response = parse_response(bytes);
  if (response) return dump_json(json_of(*response));
  const Error& error = response.error();
  return dump_json({{"message", error.message}, {"hint", error.hint}});
}

const sandbox::Reader kResponseReader = {"oai-response", read_response};

Error no_metadata(std::string_view identifier) {
  return {ErrorCode::kInvalidSource, "the record " + quote(identifier) + " holds no metadata",
          "tell the repository's owner"};
}

Error unknown_format(std::string_view identifier, std::string_view format) {
  return {ErrorCode::kUnsupported,
          "the record " + quote(identifier) +
              " has metadata in a format that is not read: " + quote(format),
          "harvest with --prefix oai_dc"};
}

void parse_metadata(const parsers::Input& input, const parsers::Sink& sink) {
  const parsers::Emitter emitter(input, sink, kMediaType, parsers::Naming::kByPath);
  if (input.bytes.empty()) return emitter.refuse(0, no_metadata(input.path));
  const Result<parsers::XmlDocument> document = parsers::XmlDocument::parse(input.bytes);
  if (!document) return emitter.refuse(0, document.error());
  std::optional<Json> keys = parsers::keys_of_metadata(document->root());
  if (!keys) return emitter.refuse(0, unknown_format(input.path, document->root().name()));
  (*keys)["id"] = input.path;
  emitter.emit(*keys, {0, input.bytes});
}

const parsers::Parser& metadata_parser() {
  static const parsers::Parser parser = {
      "oai-metadata", kMediaType, {}, "the record of a harvested list", parse_metadata};
  return parser;
}

sandbox::PoolOptions pool_options(std::string program) {
  sandbox::PoolOptions options;
  options.program = std::move(program);
  return options;
}

}  // namespace

void append_services(sandbox::Services& services) {
  services.parsers.push_back(metadata_parser());
  services.readers.push_back(kResponseReader);
}

Reading::Reading(std::string program) : pool_(pool_options(std::move(program))) {}

Result<Response> Reading::response(std::string_view bytes) {
  const std::string text = TRY(pool_.read(kResponseReader, bytes));
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_object() && json.contains("page")) return response_of(json);
  const bool is_error = json.is_object() && json.contains("message");
  return Error{ErrorCode::kInvalidSource,
               is_error ? json.value("message", "") : "the answer brings its reader down",
               is_error ? json.value("hint", "") : "tell the repository's owner"};
}

void Reading::metadata(const parsers::Input& input, const parsers::Sink& sink) {
  pool_.parse(metadata_parser(), input, sink);
}

}  // namespace isthmus::harvest
