#include <nlohmann/json.hpp>

#include "engine/works/read.h"
#include "indexer/commands/commands.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

// "identifier doi:10.1/x", "text, 93% alike".
std::string reason_of(const WorkTie& tie) {
  std::string reason(name_of(tie.reason));
  if (!tie.shared.empty()) reason += " " + tie.shared;
  if (tie.likeness > 0) reason += ", texts " + std::to_string(tie.likeness) + "% alike";
  return reason;
}

std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  return text;
}

std::string lines_of(const works::Work& work) {
  std::string lines;
  for (const works::Member& member : work.members)
    lines += member.record.id + "\t" + one_line(member.record.title) + "\n";
  for (const works::Bond& bond : work.bonds) {
    lines += "\t" + std::string(name_of(bond.tie.relation)) + "\t" + bond.id + "\t" + bond.tie.id +
             "\t" + reason_of(bond.tie) + "\n";
  }
  return lines + "\n";
}

Json json_of(const works::Work& work) {
  Json members = Json::array();
  for (const works::Member& member : work.members) {
    members.push_back({{"id", member.record.id},
                       {"kind", name_of(member.record.kind)},
                       {"title", member.record.title}});
  }
  Json ties = Json::array();
  for (const works::Bond& bond : work.bonds) {
    Json tie = {{"records", {bond.id, bond.tie.id}},
                {"relation", name_of(bond.tie.relation)},
                {"reason", name_of(bond.tie.reason)}};
    if (!bond.tie.shared.empty()) tie["identifier"] = bond.tie.shared;
    if (bond.tie.likeness > 0) tie["likeness"] = bond.tie.likeness / 100.0;
    ties.push_back(std::move(tie));
  }
  return {{"size", work.members.size()}, {"members", members}, {"ties", ties}};
}

Result<void> must_exist(const store::View& view, const std::string& id) {
  if (TRY(view.get(store::Family::kRecords, id))) return {};
  return Error{ErrorCode::kNotFound, "there is no record " + quote(id),
               "`isthmus-indexer list` lists the ids"};
}

std::string_view word_for(WorkVerdict verdict) {
  return verdict == WorkVerdict::kSame ? "join" : "split";
}

Result<void> check(const store::View& view, const WorksArguments& arguments) {
  const std::string& one = arguments.ids[0];
  const std::string& other = arguments.ids[1];
  if (one == other) {
    return Error{ErrorCode::kUsage, "both ids are " + quote(one), "name two different records"};
  }
  if (arguments.verdict != WorkVerdict::kNone) {
    TRY(must_exist(view, one));
    return must_exist(view, other);
  }
  if (TRY(view.get(store::Family::kGovernance, keys::work_decision(one, other)))) return {};
  return Error{ErrorCode::kNotFound,
               "nothing was decided on " + quote(one) + " and " + quote(other),
               "`isthmus-indexer works decisions` lists what was decided"};
}

}  // namespace

// As JSON one object a line: there may be many.
Result<int> run_works_list(const Context& context) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  TRY(works::for_each_work(snapshot->store(), [&](const works::Work& work) {
    context.print(context.is_json ? dump_json(json_of(work)) + "\n" : lines_of(work));
    return true;
  }));
  return kDone;
}

Result<int> run_works_decide(const Context& context, const WorksArguments& arguments) {
  auto writer = TRY(context.open_writer());
  TRY(check(writer->view(), arguments));
  TRY(writer->decide(arguments.ids[0], arguments.ids[1], arguments.verdict));
  TRY(writer->settle());
  const bool is_forgotten = arguments.verdict == WorkVerdict::kNone;
  const std::string done = is_forgotten ? "forgotten" : std::string(word_for(arguments.verdict));
  if (context.is_json) {
    context.print_json(
        {{"records", arguments.ids}, {"decision", is_forgotten ? Json() : Json(done)}});
  } else {
    context.print(done + "\t" + arguments.ids[0] + "\t" + arguments.ids[1] + "\n");
  }
  return kDone;
}

Result<int> run_works_decisions(const Context& context) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  Json list = Json::array();
  TRY(snapshot->store().scan(
      store::Family::kGovernance, keys::kWorkDecisionTag, {},
      [&](std::string_view key, std::string_view value) {
        const Result<WorkDecision> decision = codec::decode<WorkDecision>(value);
        if (!decision) return true;
        const auto& [one, other] = keys::ids_of_work_decision(key);
        list.push_back({{"records", {one, other}}, {"decision", word_for(decision->verdict)}});
        return true;
      }));
  if (context.is_json) {
    context.print_json(list);
    return kDone;
  }
  for (const Json& one : list) {
    context.print(one["decision"].get<std::string>() + "\t" + one["records"][0].get<std::string>() +
                  "\t" + one["records"][1].get<std::string>() + "\n");
  }
  return kDone;
}

}  // namespace isthmus::commands
