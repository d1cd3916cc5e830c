#include "engine/partners/partners.h"

#include <chrono>

#include <nlohmann/json.hpp>

#include "engine/activity/follower.h"
#include "indexer/commands/commands.h"
#include "schema/csv.h"
#include "schema/report_tables.h"

namespace isthmus::commands {
namespace {

Date today() {
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return {static_cast<std::int16_t>(static_cast<int>(day.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(day.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(day.day()))};
}

std::string change_of(const PartnerChange& change) {
  std::string text = change.term + " " + csv::fixed(change.value, 2);
  if (change.count > 0) text += " (" + std::to_string(change.count) + " more)";
  return text;
}

std::string lines_of(std::string_view list, const Partner& partner) {
  std::string lines = std::string(list) + "\t" +
                      (partner.rank == 0 ? "-" : std::to_string(partner.rank)) + "\t" +
                      (partner.rank == 0 ? "-" : csv::fixed(partner.score, 3)) + "\t" + partner.id +
                      "\t" + partner.name + "\t" + std::to_string(partner.records) + " records\n";
  for (const PartnerTerm& term : partner.terms) {
    std::vector<std::string> documents;
    for (const PartnerReason& reason : term.reasons)
      for (const CitedRecord& document : reason.documents)
        if (documents.size() < 5) documents.push_back(document.id);
    lines += "\t" + term.name + "\t" + csv::fixed(term.weight, 2) + " x " +
             csv::fixed(term.value, 2) + " = " + csv::fixed(term.contribution, 3) + "\t" +
             csv::joined(documents) + "\n";
  }
  for (const PartnerChange& change : partner.changes)
    lines += "\tovertakes\t" + partner.overtakes + "\twith " + change_of(change) + "\n";
  return lines;
}

std::string text_of(const PartnerReport& report) {
  std::string text;
  for (const PartnerList& list : report.lists) {
    for (const Partner& partner : list.ranked) text += lines_of(list.of, partner);
    for (const Partner& partner : list.unranked) text += lines_of(list.of, partner);
  }
  return text;
}

// What people decided; nothing where nobody has.
Result<std::shared_ptr<const activity::LinkDecisions>> decisions_of(const Context& context) {
  const auto damaged = [&](const std::string& problem) { context.say(problem + "\n"); };
  const auto follower = activity::Follower::open(context.repository, damaged);
  if (follower) return (*follower)->link_decisions();
  if (follower.error().code != ErrorCode::kNotFound) return follower.error();
  return std::make_shared<const activity::LinkDecisions>();
}

}  // namespace

Result<int> run_partners(const Context& context, const PartnersArguments& arguments) {
  const Date day = arguments.date.empty() ? today() : TRY(Date::parse(arguments.date));
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  const repository::IndexLease lease = snapshot->index();
  search::Sources sources = repository::sources_of(*snapshot, lease);
  const std::shared_ptr<const activity::LinkDecisions> decisions = TRY(decisions_of(context));
  sources.decisions = decisions.get();
  const partners::Basis basis{sources, curricula::coverage_anew(sources), day};
  const PartnerReport report =
      arguments.organisation.empty()
          ? TRY(partners::partners_of_programme(basis, arguments.programme))
          : TRY(partners::partners_of_organisation(basis, arguments.organisation));
  if (context.is_json) {
    context.print_json(to_json(report));
  } else {
    context.print(arguments.format == "csv" ? partners_csv(report) : text_of(report));
  }
  return kDone;
}

}  // namespace isthmus::commands
