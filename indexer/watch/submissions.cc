// take_submission: what was handed in becomes sources of its collection.
#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/spool/spool.h"
#include "indexer/watch/taking.h"
#include "indexer/watch/telling.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::watch {
namespace {

namespace fs = std::filesystem;

// The owner of a collection that is filled by submissions; no folder can have this name.
constexpr const char* kOwner = "spool://";

// Faults of this machine and this moment, not of what was handed in.
bool is_passing(ErrorCode code) {
  return code == ErrorCode::kIo || code == ErrorCode::kDiskFull || code == ErrorCode::kInternal ||
         code == ErrorCode::kLocked || code == ErrorCode::kCorrupt;
}

Taking taking_of(const Submission& submission, const fs::path& files) {
  Taking taking;
  pipeline::Root root;
  root.collection = submission.collection;
  root.owner = kOwner;
  root.folder = files;
  root.gone.emplace();
  std::vector<std::string> names = submission.files;
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) root.files.push_back(pipeline::file_at(files / name, name));
  taking.roots.push_back(std::move(root));
  taking.defaults.side = submission.side;
  taking.defaults.kind = submission.kind;
  taking.defaults.language = submission.language;
  taking.defaults.organisation = submission.organisation;
  taking.defaults.licence = submission.licence;
  taking.defaults.programmes = submission.programmes;
  taking.defaults.audiences = submission.audiences;
  return taking;
}

// The ids of the records that the files gave or have a part in, sorted.
Result<std::vector<std::string>> ids_of(const Submission& submission, const store::View& view) {
  std::set<std::string> ids;
  for (const std::string& name : submission.files) {
    for (const std::string& prefix : {keys::member_prefix(submission.collection, name),
                                      keys::joined_prefix(submission.collection, name)}) {
      TRY(view.scan(store::Family::kSources, prefix, {},
                    [&](std::string_view key, std::string_view) {
                      ids.insert(keys::id_of_member(key));
                      return true;
                    }));
    }
  }
  return std::vector<std::string>(ids.begin(), ids.end());
}

Json json_of(const Error& error) {
  Json json = {{"code", error_info(error.code).name}, {"message", error.message}};
  if (!error.hint.empty()) json["hint"] = error.hint;
  return json;
}

class Submitting {
 public:
  Submitting(const std::string& id, Tools& tools, const pipeline::Observer& observer)
      : id_(id), repository_(tools.writer.repository()), tools_(tools), observer_(observer) {}

  Result<SubmissionResult> run() {
    const Result<Submission> submission = spool::read(repository_, id_);
    if (!submission) return refuse(submission.error());
    json_["collection"] = submission->collection;
    const Result<void> fits = check(*submission);
    if (!fits) return refuse(fits.error());
    const Result<pipeline::AddReport> report =
        take_in(taking_of(*submission, spool::files_of(repository_, id_)), tools_, listening());
    if (!report && is_passing(report.error().code)) return report.error();
    if (!report) return refuse(report.error());
    if (report->is_interrupted)
      return Error{ErrorCode::kUnavailable, "the submission was interrupted", {}};
    result_.report = *report;
    return conclude(*submission);
  }

 private:
  static Result<void> check(const Submission& submission) {
    if (submission.collection.empty() ||
        submission.collection.find_first_of(std::string_view(":/\0", 3)) != std::string::npos) {
      return Error{ErrorCode::kInvalidRecord,
                   quote(submission.collection) + " cannot be the name of a collection",
                   "a name without ':' and '/' fits"};
    }
    for (const std::string& name : submission.files) TRY(spool::check_file_name(name));
    return pipeline::check_defaults(taking_of(submission, {}).defaults);
  }

  pipeline::Observer listening() {
    pipeline::Observer out = observer_;
    out.finding = [this](const pipeline::Finding& finding) {
      findings_.push_back(pipeline::json_of(finding));
      observer_.finding(finding);
    };
    return out;
  }

  Result<SubmissionResult> conclude(const Submission& submission) {
    repository::Writer* writer = TRY(tools_.writer.get());
    const std::vector<std::string> ids = TRY(ids_of(submission, writer->view()));
    result_.is_taken_in = !ids.empty() || result_.report.refused == 0;
    json_["records"] = ids;
    json_["report"] = pipeline::json_of(result_.report);
    result_.sentence = counted(ids.size(), "record") + ", " + pipeline::counts_text(result_.report);
    return end();
  }

  Result<SubmissionResult> refuse(const Error& error) {
    json_["error"] = json_of(error);
    result_.sentence = error.message;
    return end();
  }

  Result<SubmissionResult> end() {
    const spool::State state =
        result_.is_taken_in ? spool::State::kTakenIn : spool::State::kRefused;
    json_["findings"] = findings_;
    json_["ended"] = time_text(seconds_now());
    result_.text = dump_json(json_);
    TRY(spool::conclude(repository_, id_, state, result_.text));
    return std::move(result_);
  }

  const std::string& id_;
  const fs::path& repository_;
  Tools& tools_;
  const pipeline::Observer& observer_;
  Json json_ = Json::object();
  Json findings_ = Json::array();
  SubmissionResult result_;
};

}  // namespace

Result<SubmissionResult> take_submission(const std::string& id, Tools& tools,
                                         const pipeline::Observer& observer) {
  return Submitting(id, tools, observer).run();
}

}  // namespace isthmus::watch
