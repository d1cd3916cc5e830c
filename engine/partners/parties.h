// Who there is: organisations, programmes and agreements of the governance files, and the
// organisations that records name. For engine/partners alone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/curricula/shelf.h"
#include "schema/governance.h"

namespace isthmus::partners {

struct Parties {
  std::map<std::string, Organisation> organisations;
  std::map<std::string, Programme> programmes;
  std::vector<Agreement> agreements;
  std::map<std::string, std::uint64_t> practice;   // public records by organisation
  std::map<std::string, std::uint64_t> academic;   // likewise
  std::map<std::string, std::uint64_t> taught;     // academic ones by programme
  std::map<std::string, std::uint64_t> practised;  // practice records by programme

  // The uppermost parent of an organisation; itself without one.
  std::string house_of(const std::string& organisation) const;
  bool is_enterprise(const std::string& organisation) const;
};

// Errors: those of the store and the index.
Result<Parties> read_parties(const curricula::Shelf& shelf);

enum class AgreementState : std::uint8_t { kEnded, kBeginsLater, kValid };  // worse ones first
std::string_view name_of(AgreementState state);
AgreementState state_on(const Agreement& agreement, const Date& day);

}  // namespace isthmus::partners
