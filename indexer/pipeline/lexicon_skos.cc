// SKOS in RDF/XML. Some programs write a concept as one element, others an element for each thing
// that they say of it, with the concept's address in rdf:about: what has one address is one concept.
#include <array>
#include <map>

#include "engine/text/analysis.h"
#include "indexer/pipeline/lexicon_xml.h"

namespace isthmus::pipeline {
namespace {

using parsers::XmlNode;

constexpr std::string_view kSkos = "http://www.w3.org/2004/02/skos/core#";
constexpr std::string_view kSkosXl = "http://www.w3.org/2008/05/skos-xl#";
constexpr std::array<std::string_view, 3> kLabels = {"prefLabel", "altLabel", "hiddenLabel"};

struct Literal {
  std::string text;
  std::string language;
};

std::string address_of(const XmlNode& node) {
  for (const std::string_view name : {"about", "nodeID", "ID"}) {
    if (std::string address = node.attribute(name); !address.empty()) return address;
  }
  return {};
}

// xml:lang holds for what is within, too.
std::string language_of(const XmlNode& node, const std::string& around) {
  const std::string own = node.attribute("lang");
  return own.empty() ? around : own;
}

class Thesaurus {
 public:
  explicit Thesaurus(const XmlNode& root) : around_(root.attribute("lang")) {
    for (const std::string_view name : {"Label", "Description"}) {
      for (const XmlNode& node : root.all(name)) read_label(node);
    }
    for (const std::string_view name : {"Concept", "Description"}) {
      for (const XmlNode& node : root.all(name)) read_concept(node);
    }
  }

  std::vector<LexiconEntry> take_entries() { return std::move(entries_); }

 private:
  // A label of SKOS-XL that stands by itself.
  void read_label(const XmlNode& node) {
    const std::string address = address_of(node);
    for (const XmlNode& form : node.children("literalForm")) {
      if (form.space() == kSkosXl && !address.empty())
        labels_.emplace(address,
                        Literal{form.text(), language_of(form, language_of(node, around_))});
    }
  }

  void read_concept(const XmlNode& node) {
    const std::string around = language_of(node, around_);
    LexiconEntry* entry = nullptr;
    for (const std::string_view name : kLabels) {
      for (const XmlNode& label : node.children(name)) {
        if (label.space() != kSkos && label.space() != kSkosXl) continue;
        if (entry == nullptr) entry = &entry_at(address_of(node));
        add(literal_of(label, around), *entry);
      }
    }
  }

  Literal literal_of(const XmlNode& label, const std::string& around) const {
    if (label.space() == kSkos) return {label.text(), language_of(label, around)};
    if (const auto form = label.first("Label/literalForm"))
      return {form->text(), language_of(*form, around)};
    std::string address = label.attribute("resource");
    if (address.empty()) address = label.attribute("nodeID");
    const auto known = labels_.find(address);
    return known == labels_.end() ? Literal() : known->second;
  }

  static void add(const Literal& literal, LexiconEntry& entry) {
    const std::string tag =
        literal.language.empty() ? text::guess_language(literal.text) : literal.language;
    add_term(literal.text, lexicon_language(tag), entry);
  }

  LexiconEntry& entry_at(const std::string& address) {
    if (!address.empty()) {
      const auto [known, is_new] = places_.emplace(address, entries_.size());
      if (!is_new) return entries_[known->second];
    }
    return entries_.emplace_back();
  }

  std::string around_;
  std::map<std::string, Literal> labels_;      // by address
  std::map<std::string, std::size_t> places_;  // address -> place in entries_
  std::vector<LexiconEntry> entries_;
};

}  // namespace

bool is_skos(const XmlNode& root) { return root.name() == "RDF"; }

void read_skos(const XmlNode& root, LexiconFile& out) {
  for (LexiconEntry& entry : Thesaurus(root).take_entries()) {
    if (pairs_something(entry)) out.entries.push_back(std::move(entry));
  }
}

}  // namespace isthmus::pipeline
