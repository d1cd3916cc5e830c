#include "indexer/pipeline/recognising.h"

#include <doctest/doctest.h>

#include "indexer/pipeline/working.h"
#include "tests/support/pdf_writer.h"

namespace isthmus::pipeline {
namespace {

using Found = Result<sandbox::Recogniser>;

// A file of drawings, parsed as far as it can be without reading them.
ReadBatch parsed(std::shared_ptr<const Found> recogniser) {
  auto source = std::make_shared<SourceFile>();
  source->named_as = "scan.pdf";
  source->recogniser = std::move(recogniser);
  ReadBatch batch;
  batch.text = std::make_shared<const std::string>(testing::PdfWriter()
                                                       .page()
                                                       .drawn(72, 100, 30, "THE TITLE")
                                                       .drawn(72, 180, 18, "FILL THE LITTLE FLEET")
                                                       .page()
                                                       .drawn(72, 100, 20, "王田工日口田王工")
                                                       .drawn(72, 140, 20, "田工田王日工王口")
                                                       .bytes());
  batch.piece = *batch.text;
  source->parser = *parsers::parser_for(source->named_as, batch.piece);
  batch.source = std::move(source);
  sandbox::ParserPool pool({});
  parse_piece(batch, pool);
  return batch;
}

TEST_CASE("writing is read off pictures only when the settings want it") {
  const ReadBatch unwanted = parsed(nullptr);
  REQUIRE(unwanted.diagnostics.size() == 1);
  CHECK(unwanted.diagnostics[0].is_legible);
  CHECK(!wants_recognition(unwanted));
  CHECK(wants_recognition(parsed(std::make_shared<const Found>(Error{}))));
}

TEST_CASE("without Tesseract the file is refused with what to install") {
  const Error missing{ErrorCode::kUnsupported, "needs Tesseract", "install it"};
  ReadBatch batch = parsed(std::make_shared<const Found>(missing));
  sandbox::ParserPool pool({});
  recognise(batch, pool);
  CHECK(batch.records.empty());
  REQUIRE(batch.diagnostics.size() == 1);
  CHECK(batch.diagnostics[0].error.hint == "install it");
  CHECK(batch.diagnostics[0].cost_a_record);
}

TEST_CASE("Chinese and English writing on pictures becomes title and text, page by page") {
  const auto found = std::make_shared<const Found>(sandbox::Recogniser::find());
  if (!*found || (*found)->languages().find("chi_sim") == std::string::npos) {
    MESSAGE("skipped: Tesseract, or its Chinese, is not installed");
    return;
  }
  ReadBatch batch = parsed(found);
  sandbox::ParserPool pool({});
  recognise(batch, pool);
  REQUIRE(batch.records.size() == 1);
  const Record& record = batch.records[0].record;
  CHECK(record.title == "THE TITLE");
  CHECK(record.body.find("FILL THE LITTLE FLEET") != std::string::npos);
  CAPTURE(record.body);
  const std::size_t second_page = record.body.find('\f');
  REQUIRE(second_page != std::string::npos);
  CHECK(record.body.find("田", second_page) != std::string::npos);
  REQUIRE(batch.diagnostics.size() == 1);
  CHECK(!batch.diagnostics[0].cost_a_record);
}

}  // namespace
}  // namespace isthmus::pipeline
