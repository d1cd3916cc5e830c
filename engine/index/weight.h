// BM25 without its own inverse document frequency.
//
// Xapian's BM25Weight reads document frequencies and the average length from every database that is
// searched, restricted documents included. Here both come from outside: the frequency part as
// OP_SCALE_WEIGHT's factor for each term, the average length as a constant, so that scores are
// functions of the public statistics and of the document alone.
//
// Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), 3.4. k1 and b are
// Xapian's BM25 values for short queries, the ones of the published reference figures.
#pragma once

#include <string>

#include <xapian.h>

namespace isthmus::index {

inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;

// The saturated term frequency, 0 to k1 + 1. Lengths in the index's own unit (sum of wdf).
double term_frequency_part(double wdf, double length, double average_length);

// Robertson's inverse document frequency, kept above 0: ln(1 + (N - n + 0.5) / (n + 0.5)).
double inverse_document_frequency(double document_count, double document_frequency);

class TermFrequencyWeight final : public Xapian::Weight {
 public:
  explicit TermFrequencyWeight(double average_length);

  double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                     Xapian::termcount unique_terms) const override;
  double get_maxpart() const override;
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }
  TermFrequencyWeight* clone() const override;
  void init(double factor) override;

 private:
  double average_length_;
  double factor_ = 0;
};

}  // namespace isthmus::index
