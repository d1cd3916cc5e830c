// Judging: are two faces of records the same work, and what does one reader have to be told why?
//
// A pure function of two signatures, the same in either order, so that what is found depends on
// neither the order of arrival nor on any third record. A false join is worse than a missed one:
// what contradicts weighs more than what agrees.
//
// Joined are, by the first that holds:
//   identifier  a worldwide identifier in common, or one of the same organisation, unless the titles
//               have nothing to do with each other (the chapter with the ISBN of its book)
//   title       the same telling title, half of the authors, years at most two apart; academic kinds
//   text        nearly the same text; how nearly depends on what the titles say
// Never joined are those that differ in an identifier that a work has only one of, in the numbers of
// their titles, in kinds that are different things (a patent, a course, a paper), and courses of
// different years. Logs repeat the words of other logs: they are joined by identifier alone.
//
// Threads: any.
#pragma once

#include <optional>

#include "schema/work.h"

namespace isthmus::works {

// Raised with every change of what is found: repositories then make their works anew.
inline constexpr int kRules = 1;

// Do they differ in what makes them different works, whatever they share?
bool contradict(const WorkSignature& a, const WorkSignature& b);

// The tie from one to the other, without the other's face and id; nothing: different works, or
// nothing says that they are the same. What is declared is for the caller.
std::optional<WorkTie> judge(const WorkSignature& a, const WorkSignature& b);

// Copy or version, of two that are the same work.
WorkTie described(const WorkSignature& a, const WorkSignature& b, WorkReason reason);

}  // namespace isthmus::works
