#include "indexer/harvest/listing.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/digest.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

constexpr unsigned kLooks = 3;  // at a page that is not whole: it may have been cut off on its way
constexpr unsigned kMaxBeginnings = 5;  // of one list in one run

struct Meaning {
  std::string_view code;
  ErrorCode is;
  std::string_view hint;
};
constexpr std::array kMeanings = {
    Meaning{"badArgument", ErrorCode::kUsage, "check --set, --prefix, --from and --until"},
    Meaning{"cannotDisseminateFormat", ErrorCode::kUsage, "name another format with --prefix"},
    Meaning{"noSetHierarchy", ErrorCode::kUsage, "harvest without --set"},
    Meaning{"badResumptionToken", ErrorCode::kUnavailable,
            "run the same command later; it goes on where it stopped"},
};
constexpr std::string_view kOtherHint = "check the OAI-PMH base URL, or ask the repository's owner";

}  // namespace

Error error_of(const std::string& code, const std::string& text) {
  const auto found = std::find_if(kMeanings.begin(), kMeanings.end(),
                                  [&](const Meaning& meaning) { return meaning.code == code; });
  const std::string message =
      "the repository answers " + quote(code) + (text.empty() ? "" : ": " + quote(text));
  if (found == kMeanings.end())
    return {ErrorCode::kInvalidSource, message, std::string(kOtherHint)};
  return {found->is, message, std::string(found->hint)};
}

Listing::Listing(Subject subject, Fetcher& fetcher, RecordTaking& taking,
                 repository::Writer& writer, const HarvestObserver& observer)
    : subject_(std::move(subject)),
      fetcher_(fetcher),
      taking_(taking),
      writer_(writer),
      observer_(observer),
      key_(keys::harvest(subject_.origin.collection, subject_.origin.url, subject_.options.set,
                         subject_.origin.prefix)) {}

bool Listing::is_stopped() const {
  return subject_.options.stop != nullptr && subject_.options.stop->load();
}

std::string Listing::place() const { return "page " + std::to_string(state_.pages + 1); }

Result<void> Listing::load() {
  const std::optional<std::string> value = TRY(writer_.view().get(store::Family::kSources, key_));
  if (value) state_ = TRY(codec::decode<HarvestState>(*value));
  return {};
}

// A list of an earlier run that is to be gone on with.
bool Listing::is_under_way() const {
  return !state_.token.empty() && state_.asked_from == subject_.options.from &&
         state_.asked_until == subject_.options.until;
}

Result<void> Listing::begin() {
  const HarvestOptions& options = subject_.options;
  const bool to_second = subject_.identity.is_to_the_second;
  HarvestState fresh;
  fresh.complete_until = state_.complete_until;
  fresh.asked_from = options.from;
  fresh.asked_until = options.until;
  if (!options.from.empty()) {
    fresh.from = TRY(datestamp(options.from, to_second));
  } else if (!state_.complete_until.empty()) {
    fresh.from = TRY(datestamp(state_.complete_until, to_second));
  }
  if (!options.until.empty()) fresh.until = TRY(datestamp(options.until, to_second));
  // Repositories refuse what lies before their first record.
  const Result<std::string> earliest = datestamp(subject_.identity.earliest, to_second);
  if (earliest && fresh.from <= *earliest) fresh.from.clear();
  state_ = std::move(fresh);
  return {};
}

std::string Listing::next_url() const {
  const std::string& base = subject_.origin.url;
  if (!state_.token.empty())
    return request_url(base, "ListRecords", {{"resumptionToken", state_.token}});
  return request_url(base, "ListRecords",
                     {{"metadataPrefix", subject_.origin.prefix},
                      {"set", subject_.options.set},
                      {"from", from_},
                      {"until", state_.until}});
}

// The next page; one that is not whole is looked at again, and taken as it is when it stays so.
Result<Response> Listing::ask() {
  for (unsigned look = 0;; ++look) {
    const std::string bytes = TRY(fetcher_.get(next_url()));
    Result<Response> response = subject_.reading.response(bytes);
    const bool is_whole = response && !response->page.is_cut_off && !response->page.lacks_records;
    const bool is_last_look = look + 1 >= kLooks;
    if (!is_whole && !is_last_look) {
      if (!fetcher_.pause_before(look, place() + " is broken"))
        return Error{ErrorCode::kUnavailable, "the harvest was interrupted", ""};
      continue;
    }
    if (!response) {
      Error error = std::move(response).error();
      error.message = place() + ": " + error.message;
      return error;
    }
    return response;
  }
}

Result<bool> Listing::run(bool may_be_empty) {
  TRY(load());
  const bool is_first = state_.complete_until.empty() && state_.token.empty();
  if (is_under_way()) {
    observer_.say("going on with " + place() + " of the list");
  } else {
    TRY(begin());
  }
  from_ = state_.from;
  while (!is_stopped()) {
    const Response response = TRY(ask());
    const std::string& code = response.error_code;
    if (code == "badResumptionToken" && !state_.token.empty()) {
      TRY(begin_again());
      continue;
    }
    if (is_first && pages_ == 0 && !may_be_empty &&
        (code == "noRecordsMatch" || code == "cannotDisseminateFormat"))
      return false;
    if (!code.empty() && code != "noRecordsMatch") return error_of(code, response.error_text);
    if (code.empty()) TRY(take_in(response));
    if (is_incomplete_) return true;
    if (state_.token.empty() || !code.empty()) {
      TRY(end(response));
      return true;
    }
  }
  return true;
}

Result<void> Listing::take_in(const Response& response) {
  const Page& page = response.page;
  TRY(check_progress(page));
  tell_fault(response);
  for (const ListedRecord& record : page.records) TRY(taking_.take(record, subject_.origin));
  ++pages_;
  if (state_.started.empty()) state_.started = response.date;
  if (page.is_cut_off) {  // the next run asks for this page again
    is_incomplete_ = true;
    return taking_.end_page();
  }
  note_order(page);
  ++state_.pages;
  state_.records += page.records.size();
  state_.token = page.token;
  state_.lacks_records = state_.lacks_records || page.lacks_records;
  if (!page.token.empty()) TRY(save());
  const pipeline::AddReport& report = taking_.report();
  observer_.pipeline.progress(
      {state_.records, page.total, report.added + report.updated + report.unchanged});
  return {};
}

// Together with the page's records.
Result<void> Listing::save() {
  writer_.note(store::Family::kSources, key_, codec::encode(state_));
  return taking_.end_page();
}

void Listing::note_order(const Page& page) {
  state_.page_oldest.clear();
  for (const ListedRecord& record : page.records) {
    const Result<std::string> changed =
        datestamp(record.datestamp, subject_.identity.is_to_the_second);
    if (!changed || *changed < state_.newest) {
      state_.is_unordered = true;
      continue;
    }
    state_.newest = *changed;
    if (state_.page_oldest.empty()) state_.page_oldest = *changed;
  }
}

// A repository that gives the same page again would go on for ever.
Result<void> Listing::check_progress(const Page& page) {
  std::string content = page.token + '\n';
  for (const ListedRecord& record : page.records) content += record.identifier + '\n';
  if (seen_.insert(digest(content)).second || page.token.empty()) return {};
  return Error{ErrorCode::kInvalidSource,
               place() + " is the same as an earlier one: the repository's list has no end",
               "tell the repository's owner"};
}

Result<void> Listing::begin_again() {
  if (++beginnings_ >= kMaxBeginnings) {
    return Error{
        ErrorCode::kUnavailable,
        "the repository forgot the place in its list " + std::to_string(beginnings_) + " times",
        "run the same command later; what was taken in is kept"};
  }
  const bool is_ordered = !state_.is_unordered && !state_.page_oldest.empty();
  from_ = is_ordered ? std::max(state_.from, state_.page_oldest) : state_.from;
  observer_.say("the repository has forgotten the place in its list, which begins again" +
                (from_.empty() ? std::string() : " at " + from_));
  state_.token.clear();
  state_.newest.clear();
  seen_.clear();
  return {};
}

Result<void> Listing::end(const Response& last) {
  const bool to_second = subject_.identity.is_to_the_second;
  const std::string started = state_.started.empty() ? last.date : state_.started;
  const Result<std::string> began = datestamp(started, to_second);
  std::string reached = began ? *began : state_.newest;
  if (!state_.until.empty()) reached = std::min(reached, state_.until);
  HarvestState done;
  done.complete_until = std::max(state_.complete_until, reached);
  if (state_.lacks_records) {
    done.complete_until = state_.complete_until;
    observer_.say("records could not be read; the next run begins where this one began");
  }
  done.from = state_.from;
  state_ = done;
  return save();
}

void Listing::tell_fault(const Response& response) {
  const Page& page = response.page;
  if (response.fault.empty()) return;
  std::string message = response.fault;
  if (page.is_cut_off) {
    message += "; what follows in the list cannot be asked for";
  } else if (page.lacks_records) {
    message += "; what can be read around the fault is taken in, some records are lost";
  } else {
    message += "; what can be read around the fault is taken in";
  }
  taking_.tell(place(),
               {ErrorCode::kInvalidSource, message,
                "run the same command later, or tell the repository's owner"},
               page.is_cut_off || page.lacks_records);
}

}  // namespace isthmus::harvest
