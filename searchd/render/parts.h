// The pieces that several pages are made of: the search form, the marks of the two sides, a
// counterpart with its reasons.
#pragma once

#include <string_view>
#include <vector>

#include "engine/search/search.h"
#include "searchd/render/address.h"
#include "searchd/render/html.h"
#include "searchd/render/labels.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {

struct SearchForm {
  std::string_view query;
  std::string_view side;  // academic, practice or empty
  bool autofocus = false;
};
void write_search_form(Html& html, const SearchForm& form, Language language);

// The side's mark: a circle for the academic, a square for the practice side; colour comes from
// CSS. Hidden from screen readers, which read the label beside it.
void write_mark(Html& html, Side side);
// Class name of a side: "academic", "practice".
Markup class_of(Side side);

// The title of a record or of a headline in every language it has; refers to it.
struct Titled {
  template <typename Shown>
  Titled(const Shown& shown)
      : id(shown.id),
        title(shown.title),
        translations(shown.title_translations),
        language(shown.language) {}

  const std::string& id;
  const std::string& title;
  const Translations& translations;
  const std::string& language;
};

// A title with its language tagged, as a link to the record.
void write_title_link(Html& html, const Titled& record);
// The title in the interface's language below the original, when it is another text.
void write_translated_title(Html& html, const Titled& record, Language language);
// A record of a list; refers to it.
struct Listed {
  template <typename Shown>
  Listed(const Shown& shown) : titled(shown), kind(shown.kind) {}

  Titled titled;
  Kind kind;
};
// A list of links to records with their kinds; those after the first `shown` fold away. Nothing for
// none.
void write_records(Html& html, const std::vector<Listed>& records, std::size_t shown,
                   Language language);
// " lang=…" for a record's text.
void write_language(Html& html, std::string_view tag);

// The passage in its own language, with page and section where there are some; nothing for an
// empty one.
void write_passage(Html& html, const search::Passage& passage, std::string_view tag,
                   Language language);

// Authors, organisation, date and language in one line.
void write_facts(Html& html, const Record& record, const repository::Snapshot& snapshot,
                 Language language);

// The other records of the same work, each with its relation and the reason, folded; nothing for
// none.
void write_rest_of_work(Html& html, const std::vector<works::Member>& work,
                        const repository::Snapshot& snapshot, Language language);

// Below this score a counterpart is more likely wrong than right, and is folded away, unless a person
// has confirmed it.
inline constexpr double kWeakScore = 0.25;

// Counterparts, confirmed ones and then the strongest first: title, kind, score as bar and percentage,
// the mark of a confirmed one, the reasons. The weak
// ones fold away.
void write_counterparts(Html& html, const std::vector<search::LinkedRecord>& links,
                        Language language);

// Links to the pages of a list around the present one; nothing where there is only one.
struct Paging {
  const Address& address;
  std::uint64_t page = 1;
  std::uint64_t last = 1;  // 0 counts as 1
};
void write_paging(Html& html, const Paging& paging, Language language);

// Around a table or picture that may be wider or longer than its room: it is scrolled, by keyboard
// too, and read out as a region of this name.
void begin_scroller(Html& html, std::string_view name);
void end_scroller(Html& html);

}  // namespace isthmus::searchd
