#include "searchd/render/answers.h"

#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "searchd/http.h"
#include "searchd/render/json_text.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kBytesOfHit = 2048;  // about, with its links

// Nothing for a text without pages and sections.
void write_place(JsonText& json, const search::Place& place) {
  if (place.empty()) return;
  json.key("place").begin_object();
  if (place.page != 0) json.key("page").number(std::uint64_t{place.page});
  if (!place.section.empty()) json.key("section").text(place.section);
  json.end_object();
}

void write_pairs(JsonText& json, const std::vector<search::TermPair>& pairs) {
  json.key("pairs").begin_array();
  for (const search::TermPair& pair : pairs) {
    json.begin_object();
    json.key("source").text(pair.source);
    json.key("target").text(pair.target);
    json.key("by").text(pair.is_of_lexicon ? "lexicon" : "meaning");
    json.end_object();
  }
  json.end_array();
}

void write_link(JsonText& json, const search::LinkedRecord& linked) {
  const Link& link = linked.link;
  json.begin_object();
  json.key("id").text(link.target);
  json.key("side").text(name_of(linked.target->side));
  json.key("kind").text(name_of(linked.target->kind));
  json.key("title").text(linked.target->title);
  json.key("relation").text(name_of(link.relation));
  json.key("score").number(linked.score);
  json.key("state").text(name_of(link.state));
  json.key("evidence").begin_object();
  json.key("terms").texts(link.evidence.terms);
  json.key("identifiers").texts(link.evidence.identifiers);
  json.key("names").texts(link.evidence.names);
  if (!linked.pairs.empty()) write_pairs(json, linked.pairs);
  json.end_object();
  json.key("url").text(record_url(link.target));
  if (!linked.passage.html.empty()) json.key("passage").text(linked.passage.html);
  write_place(json, linked.passage.place);
  json.end_object();
}

void write_links(JsonText& json, const std::vector<search::LinkedRecord>& links) {
  json.begin_array();
  for (const search::LinkedRecord& linked : links) write_link(json, linked);
  json.end_array();
}

void write_organisation(JsonText& json, const std::string& id,
                        const repository::Snapshot& snapshot) {
  if (id.empty()) {
    json.text_or_null({});
    return;
  }
  const auto known = snapshot.organisations().find(id);
  const bool named = known != snapshot.organisations().end() && !known->second.name.empty();
  json.begin_object();
  json.key("id").text(id);
  json.key("name").text(named ? known->second.name : id);
  json.end_object();
}

void write_authors(JsonText& json, const std::vector<Author>& authors) {
  json.begin_array();
  for (const Author& author : authors) json.text(author.name);
  json.end_array();
}

void write_member(JsonText& json, const works::Member& member, std::string_view of) {
  const Record& record = member.record;
  json.begin_object();
  json.key("id").text(record.id);
  json.key("title").text(record.title);
  json.key("kind").text(name_of(record.kind));
  json.key("collection").text(collection_of(record.id));
  json.key("organisation").text_or_null(record.organisation);
  json.key("date").text_or_null(record.date.to_string());
  json.key("relation").text(name_of(member.tie.relation));
  json.key("reason").text(name_of(member.tie.reason));
  if (!member.tie.shared.empty()) json.key("identifier").text(member.tie.shared);
  if (member.tie.likeness > 0) json.key("likeness").number(member.tie.likeness / 100.0);
  if (member.tie.id != of) json.key("tied_to").text(member.tie.id);
  json.key("url").text(record_url(record.id));
  json.end_object();
}

void write_work(JsonText& json, const std::vector<works::Member>& others, std::string_view of) {
  json.begin_object();
  json.key("size").number(std::uint64_t{others.size() + 1});
  json.key("members").begin_array();
  for (const works::Member& member : others) write_member(json, member, of);
  json.end_array();
  json.end_object();
}

void write_explanation(JsonText& json, const search::Hit& hit) {
  json.key("explanation").begin_array();
  for (const index::TermWeight& part : hit.explanation) {
    json.begin_object().key("term").text(part.term).key("weight").number(part.weight).end_object();
  }
  json.end_array();
  json.key("meaning_weight").number(hit.meaning_weight);
}

void write_hit(JsonText& json, const SearchAnswer& answer, std::size_t position) {
  const search::Hit& hit = answer.response.hits[position];
  const Record& record = hit.record;
  const std::uint64_t before = (std::uint64_t{answer.request.page} - 1) * answer.request.size;
  json.begin_object();
  json.key("id").text(record.id);
  json.key("rank").number(before + position + 1);
  json.key("score").number(hit.score);
  json.key("side").text(name_of(record.side));
  json.key("kind").text(name_of(record.kind));
  json.key("title").text(record.title);
  write_authors(json.key("authors"), record.authors);
  write_organisation(json.key("organisation"), record.organisation, answer.snapshot);
  json.key("date").text_or_null(record.date.to_string());
  json.key("language").text_or_null(record.language);
  json.key("url").text(record_url(record.id));
  json.key("snippet").text(hit.passage.html);
  write_place(json, hit.passage.place);
  if (hit.is_by_meaning) json.key("by_meaning").boolean(true);
  write_links(json.key("links"), hit.links);
  if (!hit.work.empty()) write_work(json.key("work"), hit.work, record.id);
  if (answer.request.explain) write_explanation(json, hit);
  json.end_object();
}

void write_terms(JsonText& json, const std::vector<lexicon::Found>& terms) {
  json.begin_array();
  for (const lexicon::Found& term : terms) {
    json.begin_object();
    json.key("term").text(term.text);
    json.key("also").texts(term.alternatives);
    json.end_object();
  }
  json.end_array();
}

void write_facets(JsonText& json, const std::vector<search::FacetResult>& facets) {
  json.begin_object();
  for (const search::FacetResult& facet : facets) {
    json.key(index::name_of(facet.facet)).begin_array();
    for (const index::FacetCount& count : facet.counts) {
      json.begin_object()
          .key("value")
          .text(count.value)
          .key("count")
          .number(count.count)
          .end_object();
    }
    json.end_array();
  }
  json.end_object();
}

void write_suggestion(JsonText& json, const search::Suggestion& suggestion) {
  using Kind = search::Suggestion::Kind;
  json.begin_object();
  json.key("kind").text(search::name_of(suggestion.kind));
  if (suggestion.kind == Kind::kQuery) json.key("query").text(suggestion.query);
  if (suggestion.kind != Kind::kQuery) json.key("filter").text(suggestion.filter);
  if (suggestion.kind == Kind::kInstead) json.key("value").text(suggestion.value);
  json.key("count").number(suggestion.count);
  json.end_object();
}

// All of them, and the best query by itself.
void write_suggestions(JsonText& json, const std::vector<search::Suggestion>& suggestions) {
  json.key("suggestions").begin_array();
  for (const search::Suggestion& suggestion : suggestions) write_suggestion(json, suggestion);
  json.end_array();
  if (suggestions.empty() || suggestions.front().kind != search::Suggestion::Kind::kQuery) return;
  json.key("suggestion").begin_object();
  json.key("query").text(suggestions.front().query);
  json.key("count").number(suggestions.front().count);
  json.end_object();
}

// Neither who nor when for one that is taken back.
void write_decision(JsonText& json, const LinkDecision& decision) {
  json.begin_object();
  json.key("source").text(decision.source);
  json.key("target").text(decision.target);
  json.key("state").text(name_of(decision.state));
  if (!decision.note.empty()) json.key("note").text(decision.note);
  if (!decision.by.empty()) json.key("by").text(decision.by);
  if (!decision.at.empty()) json.key("at").text(decision.at);
  json.end_object();
}

}  // namespace

std::string search_json(const SearchAnswer& answer) {
  JsonText json;
  json.reserve(kBytesOfHit * (answer.response.hits.size() + 1));
  json.begin_object();
  json.key("query").text(answer.request.query);
  json.key("query_id").text(answer.query_id);
  json.key("total").number(answer.response.total);
  json.key("total_is_exact").boolean(answer.response.total_is_exact);
  json.key("page").number(std::uint64_t{answer.request.page});
  json.key("size").number(std::uint64_t{answer.request.size});
  json.key("took_ms").number(answer.took_ms);
  json.key("hits").begin_array();
  for (std::size_t i = 0; i < answer.response.hits.size(); ++i) write_hit(json, answer, i);
  json.end_array();
  write_facets(json.key("facets"), answer.response.facets);
  write_terms(json.key("terms"), answer.response.terms);
  json.key("notes").texts(answer.response.notes);
  write_suggestions(json, answer.suggestions);
  json.end_object();
  return json.take();
}

std::string record_json(const Record& record, const std::vector<works::Member>& work) {
  std::string text = dump_json(to_json(record));
  if (work.empty()) return text;
  JsonText json;
  write_work(json, work, record.id);
  text.pop_back();  // the closing bracket; a record has at least an id before it
  return text + ",\"work\":" + json.take() + "}";
}

std::string completions_json(std::string_view typed, const std::vector<search::Completion>& found,
                             const std::vector<Headline>& titled) {
  JsonText json;
  json.begin_object();
  json.key("query").text(typed);
  json.key("completions").begin_array();
  for (const search::Completion& completion : found) {
    json.begin_object();
    json.key("word").text(completion.word);
    json.key("query").text(completion.query);
    json.key("count").number(std::uint64_t{completion.documents});
    json.end_object();
  }
  json.end_array();
  json.key("records").begin_array();
  for (const Headline& headline : titled) {
    json.begin_object();
    json.key("id").text(headline.id);
    json.key("side").text(name_of(headline.side));
    json.key("kind").text(name_of(headline.kind));
    json.key("title").text(headline.title);
    json.key("url").text(record_url(headline.id));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string links_json(std::string_view id, const std::vector<search::LinkedRecord>& links) {
  JsonText json;
  json.begin_object();
  json.key("id").text(id);
  write_links(json.key("links"), links);
  json.end_object();
  return json.take();
}

std::string decision_json(const LinkDecision& decision) {
  JsonText json;
  write_decision(json, decision);
  return json.take();
}

std::string decisions_json(const std::vector<LinkDecision>& decisions, std::uint64_t total,
                           std::uint32_t page, std::uint32_t size) {
  JsonText json;
  json.begin_object();
  json.key("total").number(total);
  json.key("page").number(std::uint64_t{page});
  json.key("size").number(std::uint64_t{size});
  json.key("decisions").begin_array();
  for (const LinkDecision& decision : decisions) write_decision(json, decision);
  json.end_array().end_object();
  return json.take();
}

std::string record_url(std::string_view id) { return "/records/" + percent_encode(id); }

}  // namespace isthmus::searchd
