#include "engine/works/expected.h"

#include <vector>

#include "engine/works/ledger.h"
#include "engine/works/signature.h"

namespace isthmus::works {
namespace {

using store::Family;

// The same records and decisions, and nothing yet of works.
class WithoutWorks final : public store::View {
 public:
  explicit WithoutWorks(const store::View& view) : view_(view) {}

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    if (family == Family::kWorks) return std::optional<std::string>();
    return view_.get(family, key);
  }
  Result<std::vector<std::optional<std::string>>> get_all(
      Family family, const std::vector<std::string>& keys) const override {
    if (family == Family::kWorks) return std::vector<std::optional<std::string>>(keys.size());
    return view_.get_all(family, keys);
  }
  Result<void> scan(
      Family family, std::string_view prefix, std::string_view from,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    return family == Family::kWorks ? Result<void>() : view_.scan(family, prefix, from, visit);
  }
  Result<std::optional<std::string>> last_key(Family family) const override {
    return view_.last_key(family);
  }

 private:
  const store::View& view_;
};

std::string described(std::string_view key) {
  const std::string tag(key.substr(0, 1));
  if (tag != keys::kWorkSignatureTag && tag != keys::kWorkTiesTag) return "a bucket of the works";
  const std::string id(keys::id_of_faced(keys::faced_of_work(key)));
  const std::string what = tag == keys::kWorkTiesTag ? "the works that" : "what the works know of";
  return what + " \"" + id + "\"" + (tag == keys::kWorkTiesTag ? " belongs to" : "");
}

std::vector<Ledger::FaceNow> signatures_of(const Record& whole) {
  std::vector<Ledger::FaceNow> signatures;
  for (const Face face : faces_of(whole))
    signatures.push_back({face, make_signature({whole, face})});
  return signatures;
}

}  // namespace

Result<void> compare_with_records(const store::View& view,
                                  const std::function<void(std::string)>& say) {
  const WithoutWorks empty(view);
  Ledger ledger = TRY(Ledger::open(empty));
  std::vector<std::string> ids;
  TRY(view.scan(Family::kRecords, {}, {}, [&](std::string_view id, std::string_view) {
    ids.emplace_back(id);
    return true;
  }));
  for (const std::string& id : ids) {
    const Result<Record> whole = view.whole_record(id);
    if (whole) TRY(ledger.apply(id, signatures_of(*whole)));  // an unreadable one is said elsewhere
  }
  auto expected = ledger.gathered().begin();
  const auto end = ledger.gathered().end();
  const auto say_missing = [&] {
    if (expected->second) say(described(expected->first) + " is missing");
    ++expected;
  };
  TRY(view.scan(Family::kWorks, {}, {}, [&](std::string_view key, std::string_view value) {
    while (expected != end && expected->first < key) say_missing();
    const bool is_known = expected != end && expected->first == key;
    if (!is_known || expected->second != value)
      say(described(key) + " is not what the records give");
    if (is_known) ++expected;
    return true;
  }));
  while (expected != end) say_missing();
  return {};
}

}  // namespace isthmus::works
