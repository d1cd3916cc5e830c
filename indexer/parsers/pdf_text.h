// Lines of pages as running text: paragraphs, headings, list items, rows of tables; a form feed
// between pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/pdf_layout.h"

namespace isthmus::parsers {

// The size that most of the text is set in.
double body_size(const std::vector<PdfLines>& pages);

// Takes out running heads, running feet and page numbers: lines near the upper or lower edge that
// are the same, but for numbers, on most pages. The first of them stays when it has words: it may
// name the journal.
void drop_running_lines(std::vector<PdfLines>& pages);

std::string body_of(const std::vector<PdfLines>& pages);

// Joins two lines of one paragraph: no blank between Chinese characters, a word that a hyphen
// breaks is put together.
void append_line(std::string& out, std::string_view line);

}  // namespace isthmus::parsers
