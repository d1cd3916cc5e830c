// The rows of OpenDocument spreadsheets, read forward. OASIS OpenDocument 1.3, part 3, chapter 9.
//
// Cells are what is shown, but dates are ISO 8601. Repeated rows and cells count as often as they
// are repeated, empty ones not at all.
#pragma once

#include <string_view>

#include "indexer/parsers/sheet_rows.h"

namespace isthmus::parsers {

// Every table of content.xml, or of a flat file. False when the XML breaks off.
bool read_odf_sheets(std::string_view xml, WorkbookRows& rows);

}  // namespace isthmus::parsers
