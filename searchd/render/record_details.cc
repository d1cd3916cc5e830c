#include <array>

#include "searchd/render/address.h"
#include "searchd/render/parts.h"
#include "searchd/render/record_page.h"

namespace isthmus::searchd {
namespace {

struct Resolver {
  std::string_view scheme;
  std::string_view prefix;
};

constexpr std::array kResolvers = {
    Resolver{"doi", "https://doi.org/"},
    Resolver{"handle", "https://hdl.handle.net/"},
    Resolver{"cstr", "https://cstr.cn/"},
    Resolver{"arxiv", "https://arxiv.org/abs/"},
};

bool is_web_address(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

// A path for a resolver: its slashes stay.
std::string path_of(std::string_view value) {
  std::string path;
  while (true) {
    const std::size_t slash = value.find('/');
    path += percent_encode(value.substr(0, slash));
    if (slash == std::string_view::npos) return path;
    path += '/';
    value.remove_prefix(slash + 1);
  }
}

std::string resolved(std::string_view scheme, std::string_view value) {
  if (is_web_address(value)) return std::string(value);
  for (const Resolver& resolver : kResolvers) {
    if (resolver.scheme == scheme) return std::string(resolver.prefix) + path_of(value);
  }
  return {};
}

void write_outside_link(Html& html, const std::string& url, std::string_view text) {
  html.raw("<a rel=\"noopener noreferrer\"").attribute("href", url).raw(">").text(text).raw("</a>");
}

void write_search_link(Html& html, std::string_view parameter, const std::string& value,
                       std::string_view label) {
  const Address address("/search", {{std::string(parameter), value}});
  html.raw("<a").attribute("href", address.to_string()).raw(">").text(label).raw("</a>");
}

class Rows {
 public:
  Rows(Html& html, Language language) : html_(html), language_(language) {}

  template <typename Write>
  void row(Phrase label, bool shown, Write&& write) {
    if (!shown) return;
    html_.raw("<div><dt>").text(phrase(label, language_)).raw("</dt><dd>");
    write();
    html_.raw("</dd></div>");
  }
  void text(Phrase label, std::string_view text) {
    row(label, !text.empty(), [&] { html_.text(text); });
  }
  template <typename List, typename Write>
  void list(Phrase label, const List& list, Write&& write) {
    row(label, !list.empty(), [&] {
      html_.raw("<ul>");
      for (const auto& element : list) {
        html_.raw("<li>");
        write(element);
        html_.raw("</li>");
      }
      html_.raw("</ul>");
    });
  }

 private:
  Html& html_;
  Language language_;
};

void write_author(Html& html, const Author& author, const RecordContent& content,
                  Language language) {
  html.text(author.name);
  if (!author.organisation.empty()) {
    html.raw(" <span class=\"quiet\">")
        .text(organisation_label(content.snapshot, author.organisation, language))
        .raw("</span>");
  }
  if (!author.orcid.empty()) {
    html.raw(" ");
    write_outside_link(html, "https://orcid.org/" + author.orcid, "ORCID");
  }
}

void write_contact(Html& html, const Contact& contact, const RecordContent& content,
                   Language language) {
  html.text(contact.name);
  if (!contact.email.empty()) {
    html.raw(contact.name.empty() ? Markup("<a") : Markup(" <a"))
        .attribute("href", "mailto:" + percent_encode(contact.email));
    html.raw(">").text(contact.email).raw("</a>");
  }
  if (!contact.organisation.empty()) {
    html.raw(" <span class=\"quiet\">")
        .text(organisation_label(content.snapshot, contact.organisation, language))
        .raw("</span>");
  }
}

void write_source(Html& html, const Source& source) {
  if (is_web_address(source.uri)) {
    write_outside_link(html, source.uri, source.uri);
  } else {
    html.raw("<span class=\"code\">").text(source.uri).raw("</span>");
  }
  if (!source.media_type.empty())
    html.raw(" <span class=\"quiet\">").text(source.media_type).raw("</span>");
}

}  // namespace

void write_identifier(Html& html, std::string_view scheme, std::string_view value) {
  const std::string url = resolved(scheme, value);
  if (!scheme.empty()) html.raw("<span class=\"scheme\">").text(scheme).raw("</span> ");
  if (url.empty()) {
    html.raw("<span class=\"code\">").text(value).raw("</span>");
  } else {
    write_outside_link(html, url, value);
  }
}

void write_details(Html& html, const RecordContent& content, Language language) {
  const Record& record = content.record;
  Rows rows(html, language);
  html.raw("<dl class=\"details\">");
  rows.list(Phrase::kAuthors, record.authors,
            [&](const Author& author) { write_author(html, author, content, language); });
  rows.row(Phrase::kOrganisation, !record.organisation.empty(), [&] {
    write_search_link(html, "organisation", record.organisation,
                      organisation_label(content.snapshot, record.organisation, language));
  });
  rows.list(Phrase::kProgramme, record.programmes, [&](const std::string& programme) {
    write_search_link(html, "programme", programme,
                      programme_label(content.snapshot, programme, language));
  });
  rows.text(Phrase::kDate, record.date.to_string());
  rows.text(Phrase::kLanguage, language_label(record.language, language));
  rows.list(Phrase::kKeywords, record.keywords,
            [&](const std::string& keyword) { write_search_link(html, "q", keyword, keyword); });
  rows.list(Phrase::kIdentifiers, record.identifiers,
            [&](const Identifier& entry) { write_identifier(html, entry.scheme, entry.value); });
  rows.list(Phrase::kEquipment, record.equipment,
            [&](const std::string& device) { html.text(device); });
  rows.list(Phrase::kCodes, record.codes, [&](const std::string& code) {
    write_search_link(html, "q", "\"" + code + "\"", code);
  });
  const Contact& contact = record.contact;
  rows.row(Phrase::kContact, !contact.name.empty() || !contact.email.empty(),
           [&] { write_contact(html, contact, content, language); });
  rows.text(Phrase::kReviewBy, record.review_by.to_string());
  rows.text(Phrase::kLicence, record.licence);
  rows.row(Phrase::kSource, !record.source.uri.empty(), [&] { write_source(html, record.source); });
  rows.row(Phrase::kRecordId, true,
           [&] { html.raw("<span class=\"code\">").text(record.id).raw("</span>"); });
  html.raw("</dl>\n");
}

}  // namespace isthmus::searchd
