#include "indexer/harvest/record_taking.h"

#include "engine/base/digest.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

// Raised when the same metadata gives other records than before.
constexpr std::string_view kReading = "oai/1";
constexpr std::size_t kMaxIdentifier = 400;  // so that the record's id stays below its limit

// The identifier as a path of keys and a part of an id. Empty message: it can be.
std::string fault_of(const std::string& identifier) {
  if (identifier.empty()) return "a record has no identifier";
  if (identifier.size() > kMaxIdentifier)
    return "the identifier " + quote(identifier) + " has more than " +
           std::to_string(kMaxIdentifier) + " bytes";
  for (const char c : identifier) {
    if (static_cast<unsigned char>(c) < ' ')
      return "the identifier " + quote(identifier) + " has control characters";
  }
  return {};
}

// The record's own address.
std::string address_of(const std::string& identifier, const Origin& origin) {
  return request_url(origin.url, "GetRecord",
                     {{"metadataPrefix", origin.prefix}, {"identifier", identifier}});
}

std::shared_ptr<pipeline::SourceFile> source_of(const std::string& identifier, const Origin& origin,
                                                std::string_view bytes,
                                                const parsers::Settings& settings) {
  auto source = std::make_shared<pipeline::SourceFile>();
  source->collection = origin.collection;
  source->path = source->named_as = identifier;
  source->key = keys::source(origin.collection, identifier);
  source->original = digest(bytes);
  source->bytes = bytes.size();
  source->settings = settings;
  source->reading = digest(parsers::fingerprint(settings) + std::string(kReading));
  source->content_hash = digest(source->original + source->reading);
  return source;
}

}  // namespace

RecordTaking::RecordTaking(const Subject& subject, Reading& reading, repository::Writer& writer,
                           const pipeline::Observer& observer)
    : settings_(subject.settings),
      originals_(subject.originals),
      reading_(reading),
      writer_(writer),
      observer_(observer),
      target_(pipeline::repository_target(writer)),
      committer_(*target_, observer, report_) {}

Result<void> RecordTaking::take(const ListedRecord& record, const Origin& origin) {
  const std::string fault = fault_of(record.identifier);
  if (!fault.empty()) {
    tell(origin.url, {ErrorCode::kInvalidSource, fault, "tell the repository's owner"}, true);
    return {};
  }
  if (record.is_deleted) return remove(record, origin);
  const auto source = source_of(record.identifier, origin, record.metadata, settings_);
  unwritten_.insert(record.identifier);
  pipeline::ReadBatch batch;
  if (TRY(is_known(*source))) {
    batch.unchanged.push_back(source);
  } else {
    if (originals_ != nullptr) TRY(originals_->keep(source->original, record.metadata));
    batch = read(record, origin, source);
  }
  return committer_.commit(
      pipeline::work_out(std::move(batch), reading_.pool(), target_->view(), target_->analysis()));
}

// What the metadata says, as one batch of its source.
pipeline::ReadBatch RecordTaking::read(const ListedRecord& record, const Origin& origin,
                                       std::shared_ptr<const pipeline::SourceFile> source) {
  pipeline::ReadBatch batch;
  batch.source = std::move(source);
  batch.is_last = true;
  const parsers::Sink sink{
      [&](Record made, std::uint64_t line) {
        made.source.uri = address_of(record.identifier, origin);
        batch.records.push_back({std::move(made), line});
        return true;
      },
      [&](parsers::Diagnostic diagnostic) { batch.diagnostics.push_back(std::move(diagnostic)); }};
  reading_.metadata({record.identifier, record.metadata, batch.source->settings}, sink);
  return batch;
}

// Was it taken in with these bytes and settings before?
Result<bool> RecordTaking::is_known(const pipeline::SourceFile& source) {
  const std::optional<std::string> value =
      TRY(target_->view()->get(store::Family::kSources, source.key));
  if (!value) return false;
  const Result<SourceState> state = codec::decode<SourceState>(*value);
  if (!state || state->content_hash != source.content_hash) return false;
  if (state->refused == 0) ++report_.unchanged;
  return true;
}

Result<void> RecordTaking::remove(const ListedRecord& record, const Origin& origin) {
  // What a source has given is read from the store.
  if (unwritten_.contains(record.identifier)) TRY(end_page());
  report_.removed += TRY(committer_.remove_source(origin.collection, record.identifier));
  return {};
}

Result<void> RecordTaking::end_page() {
  if (originals_ != nullptr && !unwritten_.empty()) TRY(originals_->sync());
  unwritten_.clear();
  return writer_.flush();
}

Result<void> RecordTaking::finish() { return committer_.finish({}); }

void RecordTaking::tell(const std::string& place, Error error, bool cost_a_record) {
  if (cost_a_record) ++report_.refused;
  observer_.finding({place, {{0, std::move(error), cost_a_record}, 1}});
}

}  // namespace isthmus::harvest
