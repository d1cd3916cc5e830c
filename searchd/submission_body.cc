#include "searchd/submission_body.h"

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/base/digest.h"
#include "schema/blanks.h"
#include "schema/json.h"
#include "schema/wording.h"
#include "searchd/keys.h"
#include "searchd/multipart.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMaxFieldBytes = 512;

// --- the fields ---

struct Field {
  std::string_view name;
  std::string Submission::*member;
};

constexpr std::array kFields = {
    Field{"collection", &Submission::collection},
    Field{"side", &Submission::side},
    Field{"kind", &Submission::kind},
    Field{"language", &Submission::language},
    Field{"organisation", &Submission::organisation},
    Field{"licence", &Submission::licence},
};

Result<void> set_field(Submission& submission, const std::string& name, std::string_view value) {
  const auto* field = std::find_if(kFields.begin(), kFields.end(),
                                   [&](const Field& known) { return known.name == name; });
  if (field == kFields.end()) {
    std::vector<std::string_view> names;
    for (const Field& known : kFields) names.push_back(known.name);
    return Error{ErrorCode::kInvalidParameter, "there is no field " + quote(name),
                 did_you_mean(name, names) + "; a file comes with its file name"};
  }
  if (value.size() > kMaxFieldBytes || !is_valid_utf8(value))
    return Error{ErrorCode::kInvalidParameter,
                 "the field " + name + " does not take the value " + quote(valid_utf8(value)),
                 "UTF-8 of at most 512 bytes fits"};
  submission.*(field->member) = value;
  return {};
}

Result<void> set_parameters(Submission& submission, const Request& request) {
  for (const Parameter& parameter : request.parameters)
    TRY(set_field(submission, parameter.name, parameter.value));
  return {};
}

// What records get that do not say it themselves.
Record with_fields(Record record, const Submission& fields) {
  if (record.kind == Kind::kNone) record.kind = kind_from_name(fields.kind);
  if (record.side == Side::kNone) record.side = side_from_name(fields.side);
  if (record.kind == Kind::kNone && record.side != Side::kNone)
    record.kind = record.side == Side::kAcademic ? Kind::kPaper : Kind::kNote;
  if (record.language.empty()) record.language = fields.language;
  return record;
}

Result<void> check_fields(const Submission& fields) {
  if (!fields.side.empty() && side_from_name(fields.side) == Side::kNone)
    return Error{ErrorCode::kInvalidParameter,
                 "the field side does not take the value " + quote(fields.side),
                 did_you_mean(fields.side, side_names())};
  if (!fields.kind.empty() && kind_from_name(fields.kind) == Kind::kNone)
    return Error{ErrorCode::kInvalidParameter,
                 "the field kind does not take the value " + quote(fields.kind),
                 did_you_mean(fields.kind, kind_names())};
  Record sample;
  sample.id = "collection:id";
  sample.title = "title";
  sample = with_fields(std::move(sample), fields);
  if (sample.kind == Kind::kNone) sample.kind = Kind::kNote;
  const Result<Record> complete = complete_record(std::move(sample));
  if (complete) return {};
  return Error{ErrorCode::kInvalidParameter, complete.error().message, complete.error().hint};
}

Result<void> settle_fields(HandedIn& handed, const AccessKey& submitter) {
  handed.submission.collection = TRY(collection_for(submitter, handed.submission.collection));
  return check_fields(handed.submission);
}

// --- records ---

// One file a record: "record=ID.jsonl", or its digest for an id that makes no good name.
std::string file_name_of(const std::string& local) {
  constexpr std::size_t kMaxReadable = 150;
  const std::string encoded = percent_encode(local);
  return "record=" + (encoded.size() <= kMaxReadable ? encoded : digest(local)) + ".jsonl";
}

std::string local_id(const std::string& id, const std::string& collection) {
  return id.starts_with(collection + ":") ? id.substr(collection.size() + 1) : id;
}

class Records {
 public:
  explicit Records(HandedIn& out) : out_(out) {}

  Result<void> add(const Json& json) {
    const Result<void> added = check_and_add(json);
    return added ? added : placed(added.error());
  }
  Result<void> add_text(std::string_view text) {
    const Result<Json> json = parse_json(text);
    return json ? add(*json) : placed(json.error());
  }
  std::size_t count() const { return out_.files.size(); }

 private:
  // Says which record it was.
  Error placed(const Error& error) const {
    return {error.code, "record " + std::to_string(count() + 1) + ": " + error.message, error.hint};
  }

  Result<void> check_and_add(const Json& json) {
    if (count() == kMaxRecords)
      return Error{ErrorCode::kTooLarge, "there are more than 1,000 records",
                   "send them as several submissions, or as a JSON Lines file by multipart"};
    if (!json.is_object())
      return Error{ErrorCode::kInvalidRecord, "it is not an object", "a record is an object"};
    Record record = TRY(from_json<Record>(json));
    const std::string& collection = out_.submission.collection;
    const std::string local = local_id(record.id, collection);
    if (local.empty())
      return Error{ErrorCode::kInvalidRecord, "it has no id",
                   "give it one that stays: the record replaces what came under it before"};
    if (!ids_.insert(local).second)
      return Error{ErrorCode::kInvalidRecord, "the id " + quote(local) + " came before",
                   "give each record an id of its own"};
    record.id = collection + ":" + local;
    const Record complete = TRY(complete_record(with_fields(std::move(record), out_.submission)));
    out_.files.push_back({file_name_of(local), dump_json(json) + "\n"});
    return {};
  }

  HandedIn& out_;
  std::set<std::string> ids_;
};

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

Result<void> read_json(std::string_view body, HandedIn& out) {
  const Json json = TRY(parse_json(without_mark(body)));
  Records records(out);
  if (!json.is_array()) return records.add(json);
  for (const Json& element : json) TRY(records.add(element));
  return {};
}

Result<void> read_lines(std::string_view body, HandedIn& out) {
  Records records(out);
  body = without_mark(body);
  while (!body.empty()) {
    const std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    if (!is_blank(line)) TRY(records.add_text(line));
  }
  return {};
}

// --- files ---

Result<void> read_parts(const Request& request, HandedIn& out) {
  for (const Part& part : TRY(parse_multipart(request.header("Content-Type"), request.body))) {
    if (!part.file_name) {
      TRY(set_field(out.submission, part.name, part.bytes));
      continue;
    }
    // A browser's form sends this for a field in which no file was chosen.
    if (part.file_name->empty() && part.bytes.empty()) continue;
    spool::File file{TRY(safe_file_name(*part.file_name)), std::string(part.bytes)};
    for (const spool::File& other : out.files) {
      if (other.name == file.name)
        return Error{ErrorCode::kInvalidParameter, "two files are named " + quote(file.name),
                     "give each a name of its own"};
    }
    out.files.push_back(std::move(file));
  }
  return {};
}

bool is_type(std::string_view header, std::string_view type) {
  return equal_ignoring_case(trimmed(header.substr(0, header.find(';'))), type);
}

bool is_lines(std::string_view type) {
  return is_type(type, "application/x-ndjson") || is_type(type, "application/jsonl") ||
         is_type(type, "application/ndjson");
}

Result<void> read_body(const Request& request, const AccessKey& submitter, HandedIn& out) {
  const std::string_view type = request.header("Content-Type");
  if (is_type(type, "multipart/form-data")) {
    TRY(read_parts(request, out));
    return settle_fields(out, submitter);
  }
  TRY(settle_fields(out, submitter));
  if (is_type(type, "application/json")) return read_json(request.body, out);
  if (is_lines(type)) return read_lines(request.body, out);
  return Error{ErrorCode::kUnsupported, "a body of the type " + quote(type) + " is not read",
               "application/json, application/x-ndjson and multipart/form-data are"};
}

}  // namespace

Result<std::string> safe_file_name(std::string_view name) {
  const std::size_t folder = name.find_last_of("/\\");
  if (folder != std::string_view::npos) name.remove_prefix(folder + 1);
  const std::size_t begin = name.find_first_not_of(". ");
  name.remove_prefix(std::min(name.size(), begin));
  std::string safe(name.empty() ? std::string_view("file") : name);
  for (char& c : safe) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '_';
  }
  TRY(spool::check_file_name(safe));
  return safe;
}

Result<HandedIn> read_submission(const Request& request, const AccessKey& submitter) {
  HandedIn out;
  TRY(set_parameters(out.submission, request));
  TRY(read_body(request, submitter, out));
  if (!out.files.empty()) return out;
  return Error{ErrorCode::kUsage, "the request hands in nothing",
               "send at least one record or one file"};
}

}  // namespace isthmus::searchd
