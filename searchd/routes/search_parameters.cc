#include "searchd/routes/search_parameters.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMaxFilterBytes = 512;
constexpr std::size_t kMaxFilterValues = 100;

template <typename Names>
std::string one_of(std::string_view value, const Names& names) {
  std::vector<std::string_view> known(names.begin(), names.end());
  return did_you_mean(value, known);
}

Result<void> add_filter(std::vector<std::string>& filter, const Parameter& parameter) {
  if (parameter.value.size() > kMaxFilterBytes) return misfit(parameter, "it is too long");
  if (filter.size() >= kMaxFilterValues) return misfit(parameter, "it comes too often");
  filter.push_back(parameter.value);
  return {};
}

Result<void> set_query(search::Request& request, const Parameter& parameter) {
  if (parameter.value.size() > kMaxQueryBytes) {
    return misfit(parameter, "a query has at most " + std::to_string(kMaxQueryBytes) + " bytes");
  }
  request.query = parameter.value;
  return {};
}

Result<void> set_side(search::Request& request, const Parameter& parameter) {
  if (side_from_name(parameter.value) == Side::kNone)
    return misfit(parameter, one_of(parameter.value, side_names()));
  return add_filter(request.filters.side, parameter);
}

Result<void> set_kind(search::Request& request, const Parameter& parameter) {
  if (kind_from_name(parameter.value) != Kind::kNone)
    return add_filter(request.filters.kind, parameter);
  return misfit(parameter, one_of(parameter.value, kind_names()));
}

Result<void> set_organisation(search::Request& request, const Parameter& parameter) {
  return add_filter(request.filters.organisation, parameter);
}

Result<void> set_programme(search::Request& request, const Parameter& parameter) {
  return add_filter(request.filters.programme, parameter);
}

Result<void> set_language(search::Request& request, const Parameter& parameter) {
  return add_filter(request.filters.language, parameter);
}

Result<void> set_collection(search::Request& request, const Parameter& parameter) {
  return add_filter(request.filters.collection, parameter);
}

Result<void> set_year_from(search::Request& request, const Parameter& parameter) {
  request.filters.year_from = static_cast<int>(TRY(parse_number(parameter, 1, 9999)));
  return {};
}

Result<void> set_year_to(search::Request& request, const Parameter& parameter) {
  request.filters.year_to = static_cast<int>(TRY(parse_number(parameter, 1, 9999)));
  return {};
}

Result<void> set_sort(search::Request& request, const Parameter& parameter) {
  constexpr std::array<std::string_view, 3> kNames = {"relevance", "newest", "oldest"};
  const auto found = std::find(kNames.begin(), kNames.end(), parameter.value);
  if (found == kNames.end()) return misfit(parameter, one_of(parameter.value, kNames));
  request.sort = static_cast<index::Sort>(found - kNames.begin());
  return {};
}

Result<void> set_group(search::Request& request, const Parameter& parameter) {
  if (parameter.value != "work")
    return misfit(parameter, one_of(parameter.value, std::array<std::string_view, 1>{"work"}));
  request.group = search::Grouping::kWorks;
  return {};
}

Result<void> set_page(search::Request& request, const Parameter& parameter) {
  request.page = TRY(parse_number(parameter, 1, kMaxDepth));
  return {};
}

Result<void> set_size(search::Request& request, const Parameter& parameter) {
  request.size = TRY(parse_number(parameter, 1, kMaxSize));
  return {};
}

Result<void> set_links(search::Request& request, const Parameter& parameter) {
  request.links = TRY(parse_number(parameter, 0, kMaxLinks));
  return {};
}

Result<void> set_facets(search::Request& request, const Parameter& parameter) {
  std::string_view rest = parameter.value;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    if (name.empty()) continue;
    const auto facet = index::facet_from_name(name);
    if (!facet) {
      std::vector<std::string_view> names;
      for (std::size_t i = 0; i < index::kFacetCount; ++i) {
        names.push_back(index::name_of(static_cast<index::Facet>(i)));
      }
      return misfit(parameter, one_of(name, names));
    }
    if (std::find(request.facets.begin(), request.facets.end(), *facet) == request.facets.end()) {
      request.facets.push_back(*facet);
    }
  }
  return {};
}

Result<void> set_flag(bool& flag, const Parameter& parameter) {
  flag = TRY(parse_flag(parameter));
  return {};
}

Result<void> set_explain(search::Request& request, const Parameter& parameter) {
  return set_flag(request.explain, parameter);
}

Result<void> set_lexicon(search::Request& request, const Parameter& parameter) {
  return set_flag(request.uses_lexicon, parameter);
}

Result<void> set_meaning(search::Request& request, const Parameter& parameter) {
  return set_flag(request.uses_meaning, parameter);
}

struct Row {
  std::string_view name;
  Result<void> (*set)(search::Request& request, const Parameter& parameter);
};

constexpr std::array kRows = {
    Row{"q", set_query},
    Row{"side", set_side},
    Row{"kind", set_kind},
    Row{"organisation", set_organisation},
    Row{"programme", set_programme},
    Row{"language", set_language},
    Row{"collection", set_collection},
    Row{"year_from", set_year_from},
    Row{"year_to", set_year_to},
    Row{"sort", set_sort},
    Row{"group", set_group},
    Row{"page", set_page},
    Row{"size", set_size},
    Row{"links", set_links},
    Row{"facets", set_facets},
    Row{"explain", set_explain},
    Row{"lexicon", set_lexicon},
    Row{"meaning", set_meaning},
};

Result<void> check_together(const search::Request& request) {
  const auto& [from, to] = std::pair(request.filters.year_from, request.filters.year_to);
  if (from && to && *from > *to) {
    return Error{ErrorCode::kInvalidParameter,
                 "year_from " + quote(std::to_string(*from)) + " lies after year_to " +
                     quote(std::to_string(*to)),
                 "swap the two"};
  }
  if (std::uint64_t{request.page} * request.size > kMaxDepth) {
    return Error{ErrorCode::kInvalidParameter,
                 "page " + quote(std::to_string(request.page)) + " with size " +
                     quote(std::to_string(request.size)) + " lies beyond the first " +
                     std::to_string(kMaxDepth) + " hits",
                 "narrow the search with filters instead"};
  }
  return {};
}

Result<std::string> text_of(const std::string& name, const Json& value) {
  if (value.is_string()) return valid_utf8(value.get_ref<const std::string&>());
  if (value.is_boolean()) return std::string(value.get<bool>() ? "true" : "false");
  if (value.is_number_integer()) return value.dump();
  return misfit({name, dump_json(value)},
                "a text, a whole number, true, false or a list of these fits");
}

}  // namespace

Error misfit(const Parameter& parameter, std::string hint) {
  return {ErrorCode::kInvalidParameter,
          "the parameter " + parameter.name + " does not take the value " + quote(parameter.value),
          std::move(hint)};
}

Result<LinkState> parse_link_state(const Parameter& parameter) {
  for (const LinkState state :
       {LinkState::kProposed, LinkState::kConfirmed, LinkState::kRejected}) {
    if (name_of(state) == parameter.value) return state;
  }
  return misfit(parameter, did_you_mean(parameter.value, {"proposed", "confirmed", "rejected"}));
}

Result<bool> parse_flag(const Parameter& parameter) {
  const bool is_set = parameter.value == "true" || parameter.value == "1";
  if (!is_set && parameter.value != "false" && parameter.value != "0")
    return misfit(parameter, "true or false fits");
  return is_set;
}

Result<std::uint32_t> parse_number(const Parameter& parameter, std::uint32_t least,
                                   std::uint32_t most) {
  const std::string& text = parameter.value;
  std::uint32_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || number < least ||
      number > most) {
    return misfit(parameter, "a whole number from " + std::to_string(least) + " to " +
                                 std::to_string(most) + " fits");
  }
  return number;
}

Error unknown_parameter(const Parameter& parameter, const std::vector<std::string_view>& known) {
  return {ErrorCode::kInvalidParameter,
          "there is no parameter " + quote(parameter.name) + " here (its value is " +
              quote(parameter.value) + ")",
          did_you_mean(parameter.name, known)};
}

Result<search::Request> parse_search(const std::vector<Parameter>& parameters,
                                     UnknownNames unknown) {
  search::Request request;
  for (const Parameter& parameter : parameters) {
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& candidate) {
      return candidate.name == parameter.name;
    });
    if (row == kRows.end()) {
      if (unknown == UnknownNames::kIgnore) continue;
      std::vector<std::string_view> names;
      for (const Row& known : kRows) names.push_back(known.name);
      return unknown_parameter(parameter, names);
    }
    if (!parameter.value.empty()) TRY(row->set(request, parameter));
  }
  TRY(check_together(request));
  return request;
}

Result<std::vector<Parameter>> parameters_of_json(std::string_view body) {
  Result<Json> json = parse_json(body);
  if (!json || !json->is_object()) {
    return Error{
        ErrorCode::kInvalidParameter,
        json ? "the body is not a JSON object" : "the body is not JSON: " + json.error().message,
        R"(send an object such as {"q": "chatter", "size": 5})"};
  }
  std::vector<Parameter> parameters;
  for (const auto& [name, value] : json->items()) {
    if (value.is_null()) {
      parameters.push_back({name, ""});
    } else if (value.is_array()) {
      for (const Json& element : value) parameters.push_back({name, TRY(text_of(name, element))});
    } else {
      parameters.push_back({name, TRY(text_of(name, value))});
    }
  }
  return parameters;
}

}  // namespace isthmus::searchd
