#include "engine/links/profile.h"

#include <algorithm>
#include <optional>

#include <doctest/doctest.h>

namespace isthmus {
namespace {

using links::make_profile;

Record sample() {
  Record record;
  record.id = "cnc:1";
  record.side = Side::kPractice;
  record.title = "Spindle vibrations";
  return record;
}

std::optional<ProfileTerm> term_of(const Profile& profile, std::string_view term) {
  for (const ProfileTerm& one : profile.terms) {
    if (one.term == term) return one;
  }
  return std::nullopt;
}

std::uint32_t count_of(const Profile& profile, std::string_view term) {
  const auto found = term_of(profile, term);
  return found ? found->count : 0;
}

TEST_CASE("a word of the title counts three, of the abstract two, of the body one") {
  Record record = sample();
  record.abstract = "vibration";
  record.body = "vibrating vibrating";
  const Profile profile = make_profile({record, Face::kPublic});
  CHECK(count_of(profile, "Zvibrat") == 3 + 2 + 2);
  CHECK(term_of(profile, "Zvibrat")->surface == "vibrating");
  CHECK(count_of(profile, "Zspindl") == 3);
}

TEST_CASE("people are named by ORCID and with their organisation, organisations too") {
  Record record = sample();
  record.organisation = "Sanjiao";
  record.authors = {
      {"Wang Li", "0000-0002-1825-0097", ""}, {"王强", "", "武汉职院"}, {"", "", "X"}};
  std::vector<std::string> names;
  for (const ProfileTerm& name : make_profile({record, Face::kPublic}).names)
    names.push_back(name.term + " " + name.surface);
  CHECK(names == std::vector<std::string>{"XORGsanjiao Sanjiao", "XORGx X", "XORG武汉职院 武汉职院",
                                          "XPERSON0000-0002-1825-0097 Wang Li",
                                          "XPERSONwang li@sanjiao Wang Li",
                                          "XPERSON王强@武汉职院 王强"});
  record.organisation.clear();
  record.authors = {{"Wang Li", "", ""}};  // many people are called so
  CHECK(make_profile({record, Face::kPublic}).names.empty());
  record.authors = {{"", "0000-0002-1825-0097", " "}};
  CHECK(make_profile({record, Face::kPublic}).names.at(0).surface == "0000-0002-1825-0097");
}

TEST_CASE("of very many or very long names few are kept") {
  Record record = sample();
  record.organisation = std::string(1000, 'x');
  for (int i = 0; i < 1000; ++i) record.authors.push_back({"Same Name", "", "Same Place"});
  CHECK(make_profile({record, Face::kPublic}).names.size() == 2);
  for (int i = 0; i < 1000; ++i)
    record.authors.push_back({"Name " + std::to_string(i), "", "Same Place"});
  CHECK(make_profile({record, Face::kPublic}).names.size() == 32);
}

TEST_CASE("a word of the body counts no more than eight times") {
  Record record = sample();
  for (int i = 0; i < 100; ++i) record.body += "bearing ";
  CHECK(count_of(make_profile({record, Face::kPublic}), "Zbear") == 8);
}

TEST_CASE(
    "keywords and equipment count as much as the title, and a translation as much as what it "
    "translates") {
  Record record = sample();
  record.keywords = {"bearing"};
  record.equipment = {"lathe"};
  record.title_translations["zh"] = "主轴振动";
  record.abstract_translations["zh"] = "故障";
  const Profile profile = make_profile({record, Face::kPublic});
  CHECK(count_of(profile, "Zbear") == 3);
  CHECK(count_of(profile, "Zlath") == 3);
  CHECK(count_of(profile, "主轴") == 3);
  CHECK(count_of(profile, "故障") == 2);
  CHECK(term_of(profile, "故障")->surface.empty());
}

TEST_CASE("a name that no dictionary has is found by its pairs of characters") {
  Record record = sample();
  record.title = "鑫昶隆的主轴";
  const Profile profile = make_profile({record, Face::kPublic});
  CHECK(count_of(profile, "鑫昶") == 3);
  CHECK(count_of(profile, "昶隆") == 3);
  CHECK(count_of(profile, "主轴") == 3);
  CHECK(count_of(profile, "的主") == 0);
}

TEST_CASE("a code is a term with its spelling, and its digits are no words besides") {
  Record record = sample();
  record.codes = {"SV0401"};
  const Profile profile = make_profile({record, Face::kPublic});
  CHECK(term_of(profile, "XCODEsv0401")->surface == "SV0401");
  CHECK(count_of(profile, "XCODEsv0401") == 3);
  CHECK(count_of(profile, "Zsv0401") == 0);
}

TEST_CASE("stop words, single letters and short numbers are no terms") {
  Record record = sample();
  record.title = "the x of 42 and 2019";
  const Profile profile = make_profile({record, Face::kPublic});
  CHECK(count_of(profile, "Zthe") == 0);
  CHECK(count_of(profile, "Zx") == 0);
  CHECK(count_of(profile, "Z42") == 0);
}

TEST_CASE("a preview's public profile has nothing of the body") {
  Record record = sample();
  record.body = "secret";
  record.references = {{"doi", "10.1/x", ""}};
  record.visibility.audiences = {"partners"};
  record.visibility.preview = true;
  const Profile shown = make_profile({record, Face::kPublic});
  const Profile whole = make_profile({record, Face::kRestricted});
  CHECK(count_of(shown, "Zsecret") == 0);
  CHECK(shown.references.empty());
  CHECK(shown.audiences.empty());
  CHECK(count_of(whole, "Zsecret") == 1);
  CHECK(whole.references == std::vector<std::string>{"doi:10.1/x"});
  CHECK(whole.audiences == std::vector<std::string>{"partners"});
}

TEST_CASE("terms, identifiers and references are sorted, without repetitions, at most 256 terms") {
  Record record = sample();
  for (int i = 0; i < 600; ++i) {
    record.body += "w" + std::string(1, static_cast<char>('a' + i % 26)) +
                   std::string(1, static_cast<char>('a' + i / 26 % 26)) + "q ";
  }
  record.identifiers = {{"doi", "10.1/B"}, {"doi", "https://doi.org/10.1/a"}, {"doi", "10.1/b"}};
  const Profile profile = make_profile({record, Face::kPublic});
  CHECK(profile.terms.size() == 256);
  CHECK(count_of(profile, "Zspindl") == 3);
  CHECK(std::is_sorted(profile.terms.begin(), profile.terms.end(),
                       [](const ProfileTerm& a, const ProfileTerm& b) { return a.term < b.term; }));
  CHECK(profile.identifiers == std::vector<std::string>{"doi:10.1/a", "doi:10.1/b"});
  CHECK(make_profile({record, Face::kPublic}) == profile);
}

TEST_CASE("any bytes give a profile") {
  Record record = sample();
  for (int i = 0; i < 60'000; ++i) record.body += static_cast<char>(i * 7 % 256);
  record.title = std::string(100'000, 'a');
  record.abstract = std::string(30'000, '\xe4');
  record.keywords.assign(5'000, "\xff\xfe");
  CHECK(make_profile({record, Face::kPublic}).terms.size() <= 256);
}

}  // namespace
}  // namespace isthmus
