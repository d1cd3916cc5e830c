#include "engine/index/weight.h"

#include <algorithm>
#include <cmath>

namespace isthmus::index {

double term_frequency_part(double wdf, double length, double average_length) {
  if (wdf <= 0) return 0;
  const double relative_length = average_length > 0 ? length / average_length : 1;
  return wdf * (kBm25K1 + 1) / (wdf + kBm25K1 * (1 - kBm25B + kBm25B * relative_length));
}

double inverse_document_frequency(double document_count, double document_frequency) {
  const double count = std::max(document_count, document_frequency);
  return std::log(1 + (count - document_frequency + 0.5) / (document_frequency + 0.5));
}

TermFrequencyWeight::TermFrequencyWeight(double average_length) : average_length_(average_length) {
  need_stat(WDF);
  need_stat(DOC_LENGTH);
  need_stat(WDF_MAX);
  need_stat(DOC_LENGTH_MIN);
}

double TermFrequencyWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                                        Xapian::termcount) const {
  return factor_ * term_frequency_part(wdf, length, average_length_);
}

double TermFrequencyWeight::get_maxpart() const {
  // A document cannot be shorter than the number of times that the term is in it.
  const Xapian::termcount wdf = get_wdf_upper_bound();
  return factor_ *
         term_frequency_part(wdf, std::max(get_doclength_lower_bound(), wdf), average_length_);
}

TermFrequencyWeight* TermFrequencyWeight::clone() const {
  return new TermFrequencyWeight(average_length_);
}

void TermFrequencyWeight::init(double factor) { factor_ = factor; }

}  // namespace isthmus::index
