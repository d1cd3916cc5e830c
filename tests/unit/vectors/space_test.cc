#include "engine/vectors/space.h"

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "engine/vectors/decomposition.h"
#include "engine/vectors/document_vectors.h"
#include "engine/vectors/training.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::vectors {
namespace {

template <typename T>
T must(Result<T> result) {
  if (!result) FAIL(to_string(result.error()));
  return std::move(*result);
}

double dot(const Direction& left, const Direction& right) {
  double sum = 0;
  for (std::size_t i = 0; i < kDimensions; ++i)
    sum += static_cast<double>(left[i]) * static_cast<double>(right[i]);
  return sum;
}

Direction random_direction(std::mt19937& random) {
  Direction direction;
  for (float& part : direction) part = std::normal_distribution<float>()(random);
  return normalised(direction);
}

TEST_CASE("the singular vectors of a diagonal matrix are its axes, the greatest value first") {
  Matrix matrix{5, 5, {}};
  const std::vector<double> values = {2, 5, 1, 4, 3};
  for (std::uint32_t i = 0; i < values.size(); ++i) matrix.cells.push_back({i, i, values[i]});
  const std::vector<float> vectors = right_singular_vectors(matrix, 3);
  REQUIRE(vectors.size() == 15);
  CHECK(std::abs(vectors[1 * 3 + 0]) == doctest::Approx(1));
  CHECK(std::abs(vectors[3 * 3 + 1]) == doctest::Approx(1));
  CHECK(std::abs(vectors[4 * 3 + 2]) == doctest::Approx(1));
  CHECK(std::abs(vectors[0]) < 1e-4);
}

TEST_CASE("a matrix that is wider than high has the singular vectors of its columns") {
  // Rows (3, 4, 0) and (0, 0, 2): the first vector is (0.6, 0.8, 0).
  const Matrix matrix{2, 3, {{0, 0, 3}, {0, 1, 4}, {1, 2, 2}}};
  const std::vector<float> vectors = right_singular_vectors(matrix, 1);
  CHECK(std::abs(vectors[0]) == doctest::Approx(0.6));
  CHECK(std::abs(vectors[1]) == doctest::Approx(0.8));
  CHECK(std::abs(vectors[2]) < 1e-4);
}

TEST_CASE("a matrix too small for the vectors that are asked for leaves the rest 0") {
  const std::vector<float> vectors = right_singular_vectors({1, 2, {{0, 0, 1}}}, 4);
  CHECK(vectors == std::vector<float>(8, 0.0F));
}

TEST_CASE("cosines between packed directions are off by less than 0.01") {
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    const Direction left = random_direction(random);
    Direction right = random_direction(random);
    for (std::size_t k = 0; k < kDimensions; ++k) right[k] = (right[k] + left[k]) / 2;
    right = normalised(right);
    const auto unpacked = [](const Direction& direction) {
      Direction back{};
      const std::string bytes = pack(direction);
      for (std::size_t k = 0; k < kDimensions; ++k)
        back[k] = static_cast<float>(static_cast<std::int8_t>(bytes[k]));
      return normalised(back);
    };
    CHECK(std::abs(dot(left, right) - dot(unpacked(left), unpacked(right))) < 0.01);
  }
  CHECK(pack(Direction{}).empty());
}

TEST_CASE("a place that cannot be read is corrupt") {
  CHECK(must(unpack(keys::serial(7))).serial == 7);
  CHECK(must(unpack(keys::serial(7))).bytes.empty());
  CHECK(must(unpack(keys::serial(7) + std::string(kDimensions, 'x'))).bytes.size() == kDimensions);
  for (const std::size_t size : {0U, 3U, 5U, 195U, 197U})
    CHECK(unpack(std::string(size, 'x')).error().code == ErrorCode::kCorrupt);
}

std::string id_of(std::uint32_t serial) { return "t:" + std::to_string(serial); }

// Profiles of two subjects. "wobble" and "chatter" stand among the words of the first and never
// together, "gateway" among those of the second; "lonely" is in one profile alone.
Profile profile_of(std::uint32_t serial) {
  static const std::array<std::vector<std::string>, 2> kSubjects = {
      std::vector<std::string>{"lathe", "spindle", "tool", "cut", "speed", "holder"},
      std::vector<std::string>{"router", "packet", "port", "switch", "cable", "address"}};
  std::mt19937 random(serial);
  const std::vector<std::string>& words = kSubjects[serial % 2];
  Profile profile;
  profile.serial = serial;
  for (const std::string& word : words) {
    if (random() % 3 != 0)
      profile.terms.push_back({word, {}, static_cast<std::uint32_t>(1 + random() % 3)});
  }
  const std::string special = serial % 2 == 1 ? "gateway" : serial % 4 == 0 ? "wobble" : "chatter";
  profile.terms.push_back({special, {}, 2});
  if (serial == 8) profile.terms.push_back({"lonely", {}, 3});
  return profile;
}

class Stored {
 public:
  explicit Stored(std::uint32_t profiles)
      : store_(must(store::Writer::open(directory_.path() / "knowledge"))) {
    store::Batch batch;
    for (std::uint32_t serial = 1; serial <= profiles; ++serial)
      batch.put(store::Family::kProfiles, keys::faced(Face::kPublic, id_of(serial)),
                codec::encode(profile_of(serial)));
    write(std::move(batch));
  }

  void write(store::Batch&& batch) {
    const Result<void> written = store_->write(std::move(batch));
    if (!written) FAIL(to_string(written.error()));
  }
  store::Writer& store() { return *store_; }

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<store::Writer> store_;
};

Direction of_word(const Space& space, const std::string& word) {
  return space.direction_of({{word, {}, 1}});
}

TEST_CASE("words that stand among the same words stand near each other") {
  Stored stored(400);
  Training training = must(train(stored.store()));
  CHECK(training.profiles == 400);
  const Space space({1, training.profiles, 0}, std::move(training.terms));
  const Direction chatter = of_word(space, "chatter");
  CHECK(dot(chatter, of_word(space, "gateway")) < 0.2);
  // The words of the first subject bring the two together.
  const auto among = [&](const std::string& word) {
    return space.direction_of({{word, {}, 1}, {"lathe", {}, 1}, {"spindle", {}, 1}});
  };
  CHECK(dot(among("chatter"), among("wobble")) > 0.4);
  CHECK(dot(among("chatter"), among("gateway")) < dot(among("chatter"), among("wobble")));
}

TEST_CASE("a word of one profile alone is not in the space") {
  Stored stored(400);
  Training training = must(train(stored.store()));
  const Space space({1, training.profiles, 0}, std::move(training.terms));
  CHECK(of_word(space, "lonely") == Direction{});
  CHECK(of_word(space, "never heard of") == Direction{});
}

TEST_CASE("restricted profiles are not learned from") {
  Stored stored(300);
  const SpaceTerms before = must(train(stored.store())).terms;
  store::Batch batch;
  for (std::uint32_t serial = 301; serial < 400; ++serial) {
    Profile secret = profile_of(serial);
    secret.terms.push_back({"secret", {}, 5});
    batch.put(store::Family::kProfiles, keys::faced(Face::kRestricted, id_of(serial)),
              codec::encode(secret));
  }
  stored.write(std::move(batch));
  CHECK(must(train(stored.store())).terms == before);
}

// The words of the first subject in another language, in the profiles that no one divides by four.
class Bilingual : public Stored {
 public:
  explicit Bilingual(std::uint32_t profiles) : Stored(0) {
    store::Batch batch;
    for (std::uint32_t serial = 1; serial <= profiles; ++serial) {
      Profile profile = profile_of(serial);
      if (serial % 4 == 2) {
        for (ProfileTerm& term : profile.terms) term.term = "x" + term.term;
      }
      batch.put(store::Family::kProfiles, keys::faced(Face::kPublic, id_of(serial)),
                codec::encode(profile));
    }
    write(std::move(batch));
  }
};

TEST_CASE("words that are each other's names stand together though no profile has both") {
  Bilingual stored(400);
  const auto nearness = [&](const Translate& translate) {
    Training training = must(train(stored.store(), translate));
    const Space space({1, training.profiles, 0}, std::move(training.terms));
    return dot(of_word(space, "lathe"), of_word(space, "xlathe"));
  };
  const Translate translate = [](const std::vector<std::string>& terms) {
    std::vector<Alternatives> all(terms.size());
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (terms[i] == "xlathe") all[i] = {{"lathe"}, {"not", "known"}};
      if (terms[i] == "lathe") all[i] = {{"xlathe"}};
    }
    return Result<std::vector<Alternatives>>(std::move(all));
  };
  CHECK(nearness({}) < 0.3);
  CHECK(nearness(translate) > 0.9);
  const Translate too_many = [](const std::vector<std::string>& terms) {
    std::vector<Alternatives> all(terms.size());
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (!terms[i].starts_with("xlathe")) continue;
      for (const char* other : {"lathe", "router", "packet", "port", "switch", "cable", "address"})
        all[i].push_back({other});
    }
    return Result<std::vector<Alternatives>>(std::move(all));
  };
  CHECK(nearness(too_many) < 0.3);
}

TEST_CASE("too few profiles make no space") {
  Stored stored(kLeastProfiles - 1);
  CHECK(must(train(stored.store())).terms.terms.empty());
  CHECK(must(DocumentVectors::load(stored.store(), nullptr)) == nullptr);
}

TEST_CASE("documents are as near as their directions, and those without a place are not near") {
  Stored stored(300);
  Training training = must(train(stored.store()));
  const SpaceState state{1, training.profiles, 0};
  store::Batch batch;
  batch.put(store::Family::kMeta, keys::kSpace, codec::encode(state));
  batch.put(store::Family::kMeta, keys::kSpaceTerms, codec::encode(training.terms));
  const Space space(state, std::move(training.terms));
  for (std::uint32_t serial = 1; serial <= 300; serial += 2)
    batch.put(store::Family::kVectors, keys::faced(Face::kPublic, id_of(serial)),
              space.place(profile_of(serial)));
  stored.write(std::move(batch));
  const auto vectors = must(DocumentVectors::load(stored.store(), nullptr));
  REQUIRE(vectors);
  const Direction query = of_word(space, "gateway");
  const std::vector<float> cosines = vectors->cosines(Face::kPublic, query);
  REQUIRE(cosines.size() > 300);
  for (std::uint32_t serial = 1; serial <= 300; ++serial) {
    const double exact =
        serial % 2 == 1 ? dot(query, space.direction_of(profile_of(serial).terms)) : 0;
    CHECK(std::abs(static_cast<double>(cosines[serial]) - exact) < 0.01);
    CHECK(dot(vectors->of(Face::kPublic, serial), query) ==
          doctest::Approx(static_cast<double>(cosines[serial])).epsilon(0.01));
  }
  CHECK(vectors->of(Face::kPublic, 1'000'000) == Direction{});
  CHECK(vectors->cosines(Face::kRestricted, query).empty());
}

}  // namespace
}  // namespace isthmus::vectors
