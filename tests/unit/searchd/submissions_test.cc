#include "searchd/submissions.h"

#include <filesystem>

#include <doctest/doctest.h>

#include "engine/base/digest.h"
#include "searchd/keys.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::searchd {
namespace {

const std::vector<Scope> kSubmit = {Scope::kSubmitRecords};
const AccessKey kFloor{"mes", digest("mes-key"), {"floor"}, kSubmit};
const AccessKey kBoth{"lab", digest("lab-key"), {"floor", "lab"}, kSubmit};

Request request_of(std::string type, std::string body, std::string target = "/api/v1/records") {
  Request request;
  request.method = "POST";
  set_target(request, target);
  request.headers = {{"Content-Type", std::move(type)}};
  request.body = std::move(body);
  return request;
}

Request form_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string body;
  for (const auto& [head, bytes] : parts)
    body += "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + bytes + "\r\n";
  return request_of("multipart/form-data; boundary=b", body + "--b--\r\n");
}

std::string error_of(const Request& request, const AccessKey& submitter = kFloor) {
  const auto handed = read_submission(request, submitter);
  REQUIRE_FALSE(handed);
  return to_string(handed.error());
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct Place {
  test::TemporaryDirectory directory;
  Config config;

  Place() {
    config.repository = directory.path().string();
    config.keys = {kFloor, kBoth};
  }
  Result<std::string> hand_in(const AccessKey& submitter, std::string_view key = "") const {
    HandedIn handed;
    handed.submission.collection = "floor";
    handed.files = {{"a.md", "# A\n"}};
    return searchd::hand_in(config, submitter, key, std::move(handed));
  }
  std::size_t waiting() const { return spool::waiting(config.repository)->size(); }
};

}  // namespace

TEST_CASE(
    "a record becomes a file named by its id, and the same whether the id has its collection") {
  const auto bare = read_submission(
      request_of("application/json", R"({"id": "c 1/主", "kind": "case", "title": "T"})"), kFloor);
  REQUIRE(bare);
  CHECK(bare->submission.collection == "floor");
  REQUIRE(bare->files.size() == 1);
  CHECK(bare->files[0].name == "record=c%201%2F%E4%B8%BB.jsonl");
  const auto whole =
      read_submission(request_of("application/json; charset=utf-8",
                                 R"([{"_id": "floor:c 1/主", "kind": "case", "text": "words"}])"),
                      kFloor);
  REQUIRE(whole);
  CHECK(whole->files[0].name == bare->files[0].name);
  const auto lines =
      read_submission(request_of("application/x-ndjson",
                                 "{\"id\": \"1\", \"body\": \"one\"}\r\n\n{\"id\": \"2\", "
                                 "\"body\": \"two\"}",
                                 "/api/v1/records?side=practice"),
                      kFloor);
  REQUIRE(lines);
  CHECK(lines->files.size() == 2);
  CHECK(lines->submission.side == "practice");
}

TEST_CASE("a record that does not fit is refused with its number, and the others with it") {
  const auto of = [](const std::string& body) {
    return error_of(request_of("application/json", body));
  };
  const std::string good = R"({"id": "1", "kind": "case", "title": "T"})";
  CHECK(has(of("[" + good + R"(, {"id": "2", "kind": "cas", "title": "T"}])"), "record 2: "));
  CHECK(has(of("[" + good + ", " + good + "]"), "record 2: the id \"1\" came before"));
  CHECK(has(of("[" + good + ", 7]"), "record 2: it is not an object"));
  CHECK(has(of(R"({"kind": "case", "title": "T"})"), "record 1: it has no id"));
  CHECK(has(of(R"({"id": "1", "kind": "case", "titel": "T"})"), "did you mean \"title\"?"));
  CHECK(has(of(R"({"id": "1", "title": "T"})"), "kind"));
  CHECK(has(of("{\"id\": \"1\", \"title\": \"\xff\"}"), "invalid_record"));
  CHECK(has(of("{\"id\": "), "invalid_record"));
  CHECK(has(of("[]"), "hands in nothing"));
  CHECK(has(of(""), "invalid_record"));
  std::string many = "[" + good;
  for (int i = 0; i < 1000; ++i)
    many +=
        ", "
        R"({"id": "x)" +
        std::to_string(i) + R"(", "kind": "case", "title": "T"})";
  CHECK(has(of(many + "]"), "too_large"));
  CHECK(has(error_of(request_of("application/x-ndjson", good + "\n{\n")), "record 2: "));
  CHECK(has(error_of(request_of("text/plain", good)), "unsupported"));
}

TEST_CASE("files of a form keep their bytes and get safe names") {
  const auto handed =
      read_submission(form_of({{"name=file; filename=\"../../.hidden.md\"", "one"},
                               {"name=kind", "case"},
                               {"name=file; filename=\"C:\\x\\b\tc.md\"", std::string("\0\xff", 2)},
                               {"name=file; filename=\"\"", ""},
                               {"name=collection", "lab"}}),
                      kBoth);
  REQUIRE(handed);
  CHECK(handed->submission.collection == "lab");
  CHECK(handed->submission.kind == "case");
  REQUIRE(handed->files.size() == 2);
  CHECK(handed->files[0].name == "hidden.md");
  CHECK(handed->files[1].name == "b_c.md");
  CHECK(handed->files[1].bytes == std::string("\0\xff", 2));
  CHECK(*safe_file_name("..") == "file");
  CHECK(*safe_file_name("a/b/") == "file");
  CHECK_FALSE(safe_file_name(std::string(201, 'a')).has_value());
}

TEST_CASE("fields that do not fit are refused with what would") {
  const std::pair<std::string, std::string> file = {"name=f; filename=a.md", "words"};
  CHECK(has(error_of(form_of({file, file})), "two files are named \"a.md\""));
  CHECK(
      has(error_of(form_of({file, {"name=colection", "floor"}})), "did you mean \"collection\"?"));
  CHECK(has(error_of(form_of({file, {"name=kind", "cas"}})), "did you mean \"case\"?"));
  CHECK(has(error_of(form_of({file, {"name=side", "left"}})), "academic"));
  CHECK(has(error_of(form_of({file, {"name=language", "1"}})), "invalid_parameter"));
  CHECK(has(error_of(form_of({{"name=kind", "case"}})), "hands in nothing"));
  CHECK(has(error_of(form_of({file, {"name=collection", "lab"}})), "forbidden"));
  CHECK(has(error_of(form_of({file}), kBoth), "floor, lab"));
}

TEST_CASE("a submission is found by its submitter and by nobody else") {
  const Place place;
  const auto id = place.hand_in(kFloor);
  REQUIRE(id);
  const auto own = look_up_submission(place.config, kFloor, *id);
  REQUIRE(own);
  CHECK(has(submission_json(*own), R"("state":"waiting")"));
  CHECK(has(submission_json(*own), R"("files":["a.md"])"));
  const auto of_other = look_up_submission(place.config, kBoth, *id);
  REQUIRE_FALSE(of_other);
  std::string unknown = *id;
  unknown.back() = unknown.back() == '0' ? '1' : '0';
  const auto none = look_up_submission(place.config, kFloor, unknown);
  REQUIRE_FALSE(none);
  CHECK(of_other.error().code == ErrorCode::kNotFound);
  CHECK(none.error().code == ErrorCode::kNotFound);
  CHECK(of_other.error().hint == none.error().hint);
  CHECK_FALSE(look_up_submission(place.config, kFloor, "../taken").has_value());
}

TEST_CASE("what the watcher said of a submission is told") {
  const Place place;
  const auto id = place.hand_in(kFloor);
  REQUIRE(spool::tidy(place.config.repository));
  REQUIRE(spool::conclude(place.config.repository, *id, spool::State::kTakenIn,
                          R"({"records":["floor:a.md"]})"));
  const std::string json = submission_json(*look_up_submission(place.config, kFloor, *id));
  CHECK(has(json, R"("state":"done")"));
  CHECK(has(json, R"("records":["floor:a.md"])"));
}

TEST_CASE("a request that is sent again finds what it handed in, also after it was taken in") {
  const Place place;
  const auto first = place.hand_in(kFloor, "order 1");
  REQUIRE(first);
  CHECK(*place.hand_in(kFloor, "order 1") == *first);
  CHECK(*place.hand_in(kBoth, "order 1") != *first);
  CHECK(*place.hand_in(kFloor, "order 2") != *first);
  CHECK(*place.hand_in(kFloor) != *place.hand_in(kFloor));
  CHECK(place.waiting() == 5);
  REQUIRE(spool::tidy(place.config.repository));
  REQUIRE(spool::conclude(place.config.repository, *first, spool::State::kTakenIn, "{}"));
  CHECK(*place.hand_in(kFloor, "order 1") == *first);
  CHECK(place.waiting() == 4);
}

TEST_CASE("ids sort in the order of arrival") {
  const Place place;
  std::string last;
  for (int i = 0; i < 20; ++i) {
    const auto id = place.hand_in(kFloor);
    REQUIRE(id);
    CHECK(last < *id);
    last = *id;
  }
}

TEST_CASE("when too many wait, no more are taken, but known ones are found") {
  Place place;
  place.config.max_waiting_uploads = 1;
  const auto first = place.hand_in(kFloor, "order 1");
  REQUIRE(first);
  const auto second = place.hand_in(kFloor);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::kUnavailable);
  CHECK(*place.hand_in(kFloor, "order 1") == *first);
  CHECK(place.waiting() == 1);
}

TEST_CASE("an error of the disk tells no place on the server") {
  Place place;
  place.config.repository = "/dev/null/nowhere";
  const auto id = place.hand_in(kFloor);
  REQUIRE_FALSE(id);
  CHECK(id.error().code == ErrorCode::kIo);
  CHECK_FALSE(has(to_string(id.error()), "/dev/null"));
}

}  // namespace isthmus::searchd
