// The page on partners: who fits a programme or an enterprise, by terms that open their documents.
#pragma once

#include <string>
#include <vector>

#include "engine/repository/reader.h"
#include "schema/partner.h"
#include "searchd/render/address.h"
#include "searchd/render/page.h"
#include "searchd/render/report_parts.h"
#include "searchd/render/topic_words.h"

namespace isthmus::searchd {

struct PartnersPage {
  const PartnerReport* report = nullptr;  // null: nobody was asked for yet
  const TopicsById& topics;
  std::vector<SelectOption> programmes;   // to choose from
  std::vector<SelectOption> enterprises;  // likewise
  std::string csv_url;
};
std::string render_partners(const PageFrame& frame, const PartnersPage& page);

// The name in the interface's language.
std::string label_of(const Partner& partner, Language language);
std::string_view term_label(std::string_view name, Language language);

// The picture of a list: the terms of each partner one after another, with table and legend
// (searchd/render/partners_picture.cc).
void write_partners_picture(Html& html, const PartnerList& list, Language language);

}  // namespace isthmus::searchd
