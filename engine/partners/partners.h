// Partners: which enterprises fit a programme, which programmes and research groups fit an enterprise.
//
//   score = sum over the terms of weight * value                          each value 0-1
//
//   gaps         0.40  of what practice knows and the programme does not teach, how much this partner
//                      has documents on: gaps weigh 1 - q times the part of their records that
//                      names the programme, topics that no outcome reaches 0.5; three documents on one of them are all of it. For a research
//                      group: of what the enterprise asks and nobody answers
//   closeness    0.25  the part of the two that lies in the same topics (the intersection of their
//                      shares)
//   agreement    0.15  valid on the day 1, later 0.5, ended 0.25
//   freshness    0.10  of the five newest records, each half as much after every three years
//   reciprocity  0.10  what the one cites of the other, each way, and links that people confirmed:
//                      three of each are all of it
//
// The weights are a choice, not a measurement: they say what counts, and every term stands by itself
// with its documents. Where nobody in a list has a gap to close, the first term is left out and the
// others share its weight. Whoever has fewer than kLeastRecords public records on the gaps or in topics
// that both sides are in is named and not ranked: an agreement alone makes no partner. Nobody is
// where the asking side has fewer public records.
//
// Public records alone speak, so that the report is the same for every viewer; agreements, which
// have no visibility, speak by their parties and days.
//
// Errors: kNotFound for a programme or an organisation that neither records nor governance files
// know; those of the store and of the index. Threads: any.
#pragma once

#include <string>

#include "engine/curricula/coverage.h"
#include "engine/search/search.h"
#include "schema/partner.h"

namespace isthmus::partners {

inline constexpr std::uint32_t kRules = 1;
inline constexpr std::size_t kLeastRecords = 3;

struct Basis {
  const search::Sources& sources;
  curricula::CoverageOf coverage_of;  // of the same sources
  // What freshness and agreements are judged by: a report of the same records and day is the same to
  // the byte.
  Date day;
};

Result<PartnerReport> partners_of_programme(const Basis& basis, const std::string& programme);
// Of an enterprise: programmes and research groups. Others have no partners here: kInvalidParameter.
Result<PartnerReport> partners_of_organisation(const Basis& basis, const std::string& organisation);

}  // namespace isthmus::partners
