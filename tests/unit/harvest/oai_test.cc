#include "indexer/harvest/oai.h"

#include <doctest/doctest.h>

namespace isthmus::harvest {
namespace {

std::string response_with(const std::string& content) {
  return "<OAI-PMH "
         "xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>2026-02-01T12:00:00Z"
         "</responseDate><request verb=\"ListRecords\">http://a.example/oai</request>" +
         content + "</OAI-PMH>";
}

std::string record_with(const std::string& identifier, const std::string& text) {
  return "<record><header><identifier>" + identifier +
         "</identifier><datestamp>2026-01-02</datestamp></header><metadata><d xmlns=\"urn:d\">" +
         text + "</d></metadata></record>";
}

Page page_of(const std::string& bytes) {
  const Result<Response> response = parse_response(bytes);
  REQUIRE(response.has_value());
  return response->page;
}

TEST_CASE("a request keeps the base's own query and leaves out what has no value") {
  CHECK(
      request_url("http://a.example/oai", "ListRecords",
                  {{"metadataPrefix", "oai_dc"}, {"set", ""}, {"from", "2024-01-01T00:00:00Z"}}) ==
      "http://a.example/oai?verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-01T00%3A00%3A00Z");
  CHECK(request_url("http://a.example/index.php?page=oai", "Identify", {}) ==
        "http://a.example/index.php?page=oai&verb=Identify");
  CHECK(request_url("http://a.example/oai?", "Identify", {}) ==
        "http://a.example/oai?verb=Identify");
}

TEST_CASE("a page gives its records, the deleted ones and the token of the next page") {
  const std::string bytes = response_with(
      "<ListRecords>" + record_with("oai:a:1", "one") +
      "<record><header status=\"deleted\"><identifier>oai:a:2</identifier></header></record>"
      "<resumptionToken completeListSize=\"7\"> a  b|c </resumptionToken></ListRecords>");
  const Result<Response> response = parse_response(bytes);
  REQUIRE(response.has_value());
  const Page page = response->page;
  REQUIRE(page.records.size() == 2);
  CHECK(page.records[0].identifier == "oai:a:1");
  CHECK(page.records[0].datestamp == "2026-01-02");
  CHECK(page.records[0].metadata ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<d xmlns=\"urn:d\">one</d>\n");
  CHECK(page.records[1].is_deleted);
  CHECK(page.records[1].metadata.empty());
  CHECK(page.token == "a  b|c");
  CHECK(page.total == 7);
  CHECK_FALSE(page.lacks_records);
}

TEST_CASE("a token is found behind a fault of the XML, and lost records are noticed") {
  const Page page = page_of(
      response_with("<ListRecords>" + record_with("oai:a:1", "one") +
                    "<record><header><identifier>oai:a:2<" + record_with("oai:a:3", "three") +
                    "<resumptionToken>next&amp;1</resumptionToken></ListRecords>"));
  CHECK(page.token == "next&1");
  CHECK_FALSE(page.is_cut_off);
}

TEST_CASE("a page that ends before its end is cut off") {
  const std::string whole = response_with("<ListRecords>" + record_with("oai:a:1", "one") +
                                          record_with("oai:a:2", "two") + "</ListRecords>");
  for (std::size_t size = whole.find("<request"); size < whole.size() - 10; size += 7) {
    const std::string bytes = whole.substr(0, size);
    const Result<Response> response = parse_response(bytes);
    if (!response) continue;
    CHECK(response->page.is_cut_off);
  }
}

TEST_CASE("what is no OAI-PMH is shown by its beginning") {
  for (const std::string bytes : {"", "broken xml", "<html><body/></html>", "\xff\xfe\x00"}) {
    const Result<Response> response = parse_response(bytes);
    REQUIRE_FALSE(response.has_value());
    CHECK(response.error().code == ErrorCode::kInvalidSource);
  }
  CHECK(parse_response("<p>404</p>").error().message ==
        "the answer is not OAI-PMH; it begins with \"<p>404</p>\"");
}

TEST_CASE("formats are ordered by what they can say, and unknown ones are left out") {
  const auto format = [](const std::string& prefix, const std::string& space) {
    return "<metadataFormat><metadataPrefix>" + prefix + "</metadataPrefix><metadataNamespace>" +
           space + "</metadataNamespace></metadataFormat>";
  };
  const Result<Response> response = parse_response(response_with(
      "<ListMetadataFormats>" + format("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/") +
      format("mods", "http://www.loc.gov/mods/v3") +
      format("marc", "http://www.loc.gov/MARC21/slim") +
      format("oai_datacite", "http://schema.datacite.org/oai/oai-1.1/") +
      format("jats", "https://jats.nlm.nih.gov/publishing/1.3/") + "</ListMetadataFormats>"));
  REQUIRE(response.has_value());
  CHECK(response->readable_prefixes ==
        std::vector<std::string>{"jats", "oai_datacite", "marc", "oai_dc"});
  CHECK(response->offered_prefixes.size() == 5);
}

TEST_CASE("datestamps are brought into the repository's granularity") {
  CHECK(*datestamp("2024-05-01", true) == "2024-05-01T00:00:00Z");
  CHECK(*datestamp("2024-05-01T08:09:10Z", true) == "2024-05-01T08:09:10Z");
  CHECK(*datestamp("2024-05-01T08:09:10Z", false) == "2024-05-01");
  for (const char* wrong : {"", "2024", "2024-05", "2024-13-01", "2024/05/01", "2024-05-01T8:00Z",
                            "2024-05-01 08:00:00", "yesterday"})
    CHECK_FALSE(datestamp(wrong, true).has_value());
}

}  // namespace
}  // namespace isthmus::harvest
