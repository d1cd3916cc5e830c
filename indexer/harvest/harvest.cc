#include "indexer/harvest/harvest.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "engine/base/digest.h"
#include "indexer/harvest/listing.h"
#include "indexer/harvest/record_taking.h"
#include "indexer/pipeline/roots.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

constexpr unsigned kMaxSetPages = 20;  // of the list of sets, looked at for a misspelt name

Error is_taken(const std::string& collection, const std::string& owner) {
  return {ErrorCode::kDuplicate,
          "the collection " + quote(collection) + " comes from " + quote(owner),
          "name another collection with --collection"};
}

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

class Harvesting {
 public:
  Harvesting(const HarvestOptions& options, Web& web, repository::Writer& writer,
             const HarvestObserver& observer)
      : options_(options),
        writer_(writer),
        observer_(observer),
        settings_{options.defaults, {}, {}, {}, {}},
        fetcher_(web, options.time, options.patience, observer.say),
        reading_(options.parser_program),
        taking_({settings_, options.originals}, reading_, writer, observer.pipeline) {}

  Result<HarvestReport> run() {
    TRY(claim_name());
    const Result<void> outcome = ask();
    const bool is_stopped = options_.stop != nullptr && options_.stop->load();
    if (!outcome && !is_stopped) {
      const pipeline::AddReport& taken = taking_.report();
      observer_.say("taken in before it failed: added " + std::to_string(taken.added) +
                    ", updated " + std::to_string(taken.updated) + ", removed " +
                    std::to_string(taken.removed));
      return outcome.error();
    }
    TRY(taking_.finish());
    TRY(taking_.end_page());
    report_.records = taking_.report();
    report_.records.is_unconfined = reading_.pool().confinement() != sandbox::Confinement::kFull;
    report_.records.is_interrupted = report_.records.is_interrupted || is_stopped;
    report_.requests = fetcher_.requests();
    return report_;
  }

 private:
  Result<void> ask() {
    identity_ = TRY(identity());
    report_.repository = identity_.name;
    report_.deleted_record = identity_.deleted_record;
    const std::vector<std::string> prefixes = TRY(prefixes_to_try());
    if (!options_.set.empty()) TRY(check_set(prefixes.front()));
    for (const std::string& prefix : prefixes) {
      const bool may_be_empty = prefix == prefixes.back();
      if (TRY(list(prefix, may_be_empty))) break;
      observer_.say("nothing is there in the format " + quote(prefix));
    }
    return {};
  }

  Result<void> claim_name() {
    const Address address = TRY(parse_address(options_.url));
    url_ = address.origin + address.target;
    while (url_.ends_with('?') || url_.ends_with('&')) url_.pop_back();
    collection_ = options_.collection.empty() ? address.host : options_.collection;
    for (char& c : collection_) c = c == ':' || c == '/' ? '-' : c;
    report_.collection = collection_;
    const std::string key = keys::collection(collection_);
    const std::optional<std::string> owner = TRY(writer_.view().get(store::Family::kSources, key));
    std::error_code ignored;
    const bool is_gone =
        owner && !pipeline::is_web_address(*owner) && !std::filesystem::exists(*owner, ignored);
    if (owner && !is_gone && *owner != url_) return is_taken(collection_, *owner);
    if (!owner || *owner != url_) writer_.note(store::Family::kSources, key, url_);
    return {};
  }

  Result<Response> response_to(std::string_view verb, const Arguments& arguments) {
    const std::string bytes = TRY(fetcher_.get(request_url(url_, verb, arguments)));
    return reading_.response(bytes);
  }

  Result<Identity> identity() {
    const Response response = TRY(response_to("Identify", {}));
    if (!response.error_code.empty()) return error_of(response.error_code, response.error_text);
    Identity identity = response.identity;
    if (!identity.version.empty() && identity.version != "2.0") {
      return Error{ErrorCode::kUnsupported,
                   quote(url_) + " speaks OAI-PMH " + quote(identity.version) + ", not 2.0",
                   "ask for the address of version 2.0"};
    }
    return identity;
  }

  // In their order, until one has records.
  Result<std::vector<std::string>> prefixes_to_try() {
    const Response response = TRY(response_to("ListMetadataFormats", {}));
    const std::vector<std::string>& offered = response.offered_prefixes;
    if (!options_.prefix.empty()) {
      const bool is_offered = offered.empty() || std::find(offered.begin(), offered.end(),
                                                           options_.prefix) != offered.end();
      if (is_offered) return std::vector{options_.prefix};
      return Error{ErrorCode::kUsage, quote(url_) + " offers no format " + quote(options_.prefix),
                   did_you_mean(options_.prefix, views_of(offered))};
    }
    if (offered.empty()) return std::vector<std::string>{"oai_dc"};  // which everybody must have
    if (!response.readable_prefixes.empty()) return response.readable_prefixes;
    std::string names;
    for (const std::string& name : offered) names += (names.empty() ? "" : ", ") + name;
    return Error{ErrorCode::kUnsupported,
                 quote(url_) + " offers no format that is read, only " + quote(names),
                 "formats are listed in docs/formats.md"};
  }

  // Before the first harvest of a set: is it there? Not all repositories list all their sets.
  Result<void> check_set(const std::string& prefix) {
    const std::string key = keys::harvest(collection_, url_, options_.set, prefix);
    if (TRY(writer_.view().get(store::Family::kSources, key))) return {};
    std::vector<std::string> sets;
    std::string token;
    for (unsigned page = 0; page < kMaxSetPages; ++page) {
      const Response response = TRY(response_to("ListSets", {{"resumptionToken", token}}));
      if (!response.error_code.empty()) return {};  // the list of records says it better
      sets.insert(sets.end(), response.sets.begin(), response.sets.end());
      token = response.sets_token;
      if (std::find(sets.begin(), sets.end(), options_.set) != sets.end()) return {};
      if (token.empty()) break;
    }
    observer_.say("the repository lists no set " + quote(options_.set) + "; " +
                  did_you_mean(options_.set, views_of(sets)));
    return {};
  }

  Result<bool> list(const std::string& prefix, bool may_be_empty) {
    report_.prefix = prefix;
    Listing listing({options_, identity_, {url_, prefix, collection_}, reading_}, fetcher_, taking_,
                    writer_, observer_);
    const Result<bool> has_records = listing.run(may_be_empty);
    report_.pages += listing.pages();
    report_.from = listing.state().from;
    report_.complete_until = listing.state().complete_until;
    report_.is_incomplete = listing.is_incomplete();
    return has_records;
  }

  const HarvestOptions& options_;
  repository::Writer& writer_;
  const HarvestObserver& observer_;
  const parsers::Settings settings_;
  Fetcher fetcher_;
  Reading reading_;
  RecordTaking taking_;
  HarvestReport report_;
  Identity identity_;
  std::string url_;
  std::string collection_;
};

}  // namespace

Result<HarvestReport> harvest(const HarvestOptions& options, Web& web, repository::Writer& writer,
                              const HarvestObserver& observer) {
  return Harvesting(options, web, writer, observer).run();
}

}  // namespace isthmus::harvest
