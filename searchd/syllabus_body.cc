#include "searchd/syllabus_body.h"

#include "schema/blanks.h"
#include "schema/wording.h"
#include "searchd/document_reader.h"
#include "searchd/multipart.h"
#include "searchd/submission_body.h"

namespace isthmus::searchd {
namespace {

using curricula::Syllabus;
using curricula::SyllabusForm;

Result<Syllabus> read_file(std::string_view name, std::string_view bytes) {
  const std::string safe = TRY(safe_file_name(name));
  const SyllabusForm form = curricula::form_of(safe);
  if (form != SyllabusForm::kDocument) return curricula::read_syllabus(bytes, form);
  return curricula::syllabus_of(TRY(read_document(safe, bytes)));
}

Error nothing() {
  return {ErrorCode::kUsage, "the request hands in no syllabus",
          "choose a file, or paste the text of a syllabus"};
}

// The file wins over the text.
Result<Syllabus> read_form(const Request& request) {
  std::string_view text;
  for (const Part& part : TRY(parse_multipart(request.header("Content-Type"), request.body))) {
    if (part.file_name && !part.file_name->empty() && !part.bytes.empty())
      return read_file(*part.file_name, part.bytes);
    if (!part.file_name && part.name == "text") text = part.bytes;
  }
  if (is_blank(text)) return nothing();
  return curricula::read_syllabus(text, SyllabusForm::kText);
}

Result<Syllabus> read_fields(const Request& request) {
  for (const Parameter& field : parse_form(request.body))
    if (field.name == "text" && !is_blank(field.value))
      return curricula::read_syllabus(field.value, SyllabusForm::kText);
  return nothing();
}

}  // namespace

Result<Syllabus> read_syllabus_body(const Request& request) {
  const std::string_view header = request.header("Content-Type");
  const std::string_view type = trimmed(header.substr(0, header.find(';')));
  if (equal_ignoring_case(type, "multipart/form-data")) return read_form(request);
  if (equal_ignoring_case(type, "application/x-www-form-urlencoded")) return read_fields(request);
  if (is_blank(request.body)) return nothing();
  if (equal_ignoring_case(type, "text/csv"))
    return curricula::read_syllabus(request.body, SyllabusForm::kTable);
  if (equal_ignoring_case(type, "text/markdown") || equal_ignoring_case(type, "text/plain"))
    return curricula::read_syllabus(request.body, SyllabusForm::kText);
  return Error{ErrorCode::kUnsupported, "a body of the type " + quote(header) + " is not read",
               "multipart/form-data, text/markdown, text/plain and text/csv are"};
}

}  // namespace isthmus::searchd
