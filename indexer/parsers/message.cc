#include "indexer/parsers/message.h"

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/html_text.h"
#include "indexer/parsers/mime.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/textless.h"
#include "indexer/parsers/web_terms.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxReferences = 200;

// Endings for attachments without a name.
std::string ending_of(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kEndings = {{
      {"text/html", ".html"},
      {"text/plain", ".txt"},
      {"text/csv", ".csv"},
      {"text/markdown", ".md"},
      {"application/json", ".json"},
      {"application/pdf", ".pdf"},
      {"application/zip", ".zip"},
      {"message/rfc822", ".eml"},
  }};
  for (const auto& [known, ending] : kEndings) {
    if (known == type) return std::string(ending);
  }
  return {};
}

// Parts that no reader would look for text in: pictures and sound, signatures, cards, receipts.
bool is_accessory(const MimePart& part) {
  constexpr std::array<std::string_view, 9> kTypes = {"application/pgp-signature",
                                                      "application/pkcs7-signature",
                                                      "application/x-pkcs7-signature",
                                                      "application/pgp-keys",
                                                      "application/ms-tnef",
                                                      "text/calendar",
                                                      "text/vcard",
                                                      "text/x-vcard",
                                                      "message/delivery-status"};
  const std::string_view group = std::string_view(part.type).substr(0, part.type.find('/'));
  return group == "image" || group == "audio" || group == "video" || group == "font" ||
         std::find(kTypes.begin(), kTypes.end(), part.type) != kTypes.end() ||
         holds_no_text(part.file_name);
}

class MessageReader {
 public:
  MessageReader(const Input& input, const Sink& sink, const Emitter& emitter,
                const Message& message)
      : input_(input), sink_(sink), emitter_(emitter), message_(message) {}

  bool emit() {
    const MimePart whole = parse_mime(message_.bytes);
    collect(whole);
    if (is_cut_)
      emitter_.warn(message_.line,
                    "the message has more than 2,000 parts, or 20 within each other; what is "
                    "beyond is passed over",
                    "take the attachments out");
    Json keys = keys_of(whole);
    bool is_wanted = true;
    if (keys.contains("body") || !whole.field("subject").empty()) {
      is_wanted = emitter_.emit(keys, {message_.line, message_.bytes});
    } else if (attachments_.empty()) {
      emitter_.refuse(message_.line,
                      {ErrorCode::kInvalidSource, "the message has neither subject nor text"});
    }
    for (const MimePart* part : attachments_) {
      if (is_wanted) is_wanted = attachment(*part);
    }
    return is_wanted;
  }

 private:
  Json keys_of(const MimePart& whole) const {
    Json keys = Json::object();
    const std::string subject = whole.text_field("subject");
    if (!subject.empty() || is_blank(body_))
      keys["title"] = subject.empty() ? message_.title : subject;
    keys["authors"] = Json::array();
    for (std::string& name : names_of_addresses(whole.field("from")))
      keys["authors"].push_back({{"name", std::move(name)}});
    for (const char* field : {"date", "resent-date", "delivery-date"}) {
      const std::string date = iso_date(whole.text_field(field));
      if (!date.empty() && !keys.contains("date")) keys["date"] = date;
    }
    const std::string id = words_in_angles(whole.field("message-id")).value_or(std::string());
    if (!id.empty())
      keys["identifiers"] = Json::array({Json{{"scheme", "message-id"}, {"value", id}}});
    keys["references"] = references_of(whole);
    keys["keywords"] = split_list(whole.text_field("keywords"));
    const std::string language = language_tag(whole.text_field("content-language"));
    if (!language.empty()) keys["language"] = language;
    if (!is_blank(body_)) keys["body"] = trimmed(body_);
    return keys;
  }

  // "a@b" of "<a@b>", taken off the front of `text`; nothing when there is none.
  static std::optional<std::string> words_in_angles(std::string_view&& text) {
    return words_in_angles(text);
  }
  static std::optional<std::string> words_in_angles(std::string_view& text) {
    const std::size_t open = text.find('<');
    const std::size_t close = text.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
    const std::string_view inside = trimmed(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
    return decode_words(inside);
  }

  static Json references_of(const MimePart& whole) {
    Json references = Json::array();
    std::set<std::string> seen;
    for (const char* field : {"in-reply-to", "references"}) {
      std::string_view text = whole.field(field);
      while (const std::optional<std::string> id = words_in_angles(text)) {
        if (id->empty() || !seen.insert(*id).second || seen.size() > kMaxReferences) continue;
        references.push_back({{"scheme", "message-id"}, {"value", *id}});
      }
    }
    return references;
  }

  // Text to the body, everything else to the attachments.
  void collect(const MimePart& part) {
    is_cut_ = is_cut_ || part.is_cut;
    if (part.is_cut && !part.is_multipart()) return;
    if (part.is_multipart()) {
      if (part.type == "multipart/alternative") return alternatives(part);
      for (const MimePart& inner : part.parts) collect(inner);
      return;
    }
    const bool is_text = part.type == "text/plain" || part.type == "text/html" ||
                         part.type == "text/enriched" || part.type.starts_with("multipart/");
    if (is_text && !part.is_attachment && part.file_name.empty()) return add_text(part);
    if (!is_accessory(part)) attachments_.push_back(&part);
  }

  // Plain text when there is some, else the first form that is read; attachments of all.
  void alternatives(const MimePart& whole) {
    const auto is_plain = [](const MimePart& part) {
      return part.type == "text/plain" && !part.is_attachment && !is_blank(part.text());
    };
    const auto plain = std::find_if(whole.parts.begin(), whole.parts.end(), is_plain);
    if (plain != whole.parts.end()) add_text(*plain);
    const std::string before = body_;
    for (const MimePart& part : whole.parts) {
      const bool has_text = plain != whole.parts.end() || body_.size() > before.size();
      const std::string kept = body_;
      if (part.type == "text/plain" || (has_text && !part.is_multipart())) continue;
      collect(part);
      if (has_text) body_ = kept;
    }
  }

  void add_text(const MimePart& part) {
    std::string text = part.text();
    if (part.type == "text/html" || part.type == "text/enriched") text = html_to_text(text);
    if (is_blank(text)) return;
    // A form feed would be the end of a page.
    std::replace(text.begin(), text.end(), '\f', '\n');
    if (!body_.empty()) body_ += "\n\n";
    body_ += text;
  }

  bool attachment(const MimePart& part) {
    const std::string bytes = part.content();
    const std::string name = name_of(part);
    const Result<const Parser*> parser = parser_for(name, bytes);
    if (!parser) {
      emitter_.warn(message_.line,
                    "the attachment " + quote(name) + " is passed over: " + parser.error().message,
                    parser.error().hint);
      return true;
    }
    return parse_inside(input_, message_.name_prefix + name, bytes, sink_);
  }

  // A plain file name that no other attachment of this message has.
  std::string name_of(const MimePart& part) {
    std::string name = part.file_name;
    for (char& c : name) c = c == '/' || c == '\\' || (c >= 0 && c < 0x20) ? '_' : c;
    if (is_blank(name) || name == "." || name == "..")
      name = "part-" + std::to_string(names_.size() + 1) + ending_of(part.type);
    const std::string plain = name;
    for (int i = 2; !names_.insert(name).second; ++i) name = std::to_string(i) + "-" + plain;
    return name;
  }

  const Input& input_;
  const Sink& sink_;
  const Emitter& emitter_;
  const Message& message_;
  std::string body_;
  bool is_cut_ = false;
  std::vector<const MimePart*> attachments_;
  std::set<std::string> names_;
};

}  // namespace

bool emit_message(const Input& input, const Sink& sink, const Emitter& emitter,
                  const Message& message) {
  return MessageReader(input, sink, emitter, message).emit();
}

bool begins_with_message(std::string_view bytes) {
  constexpr std::array<std::string_view, 3> kMemo = {"from", "date", "subject"};
  constexpr std::array<std::string_view, 6> kMail = {
      "message-id", "received", "mime-version", "return-path", "delivered-to", "dkim-signature"};
  constexpr int kInspected = 200;  // fields: long ways leave some dozens
  std::set<std::string> memo;
  bool has_mail = false;
  bool has_address = false;
  MimeField field;
  std::string_view rest = bytes.substr(0, 64 << 10);
  for (int i = 0; i < kInspected && take_field(rest, field); ++i) {
    if (std::find(kMemo.begin(), kMemo.end(), field.name) != kMemo.end()) memo.insert(field.name);
    has_mail = has_mail || std::find(kMail.begin(), kMail.end(), field.name) != kMail.end();
    has_address =
        has_address || (field.name == "from" && field.value.find('@') != std::string::npos);
  }
  const bool ends_well = rest.empty() || rest.starts_with('\n') || rest.starts_with("\r\n");
  if (memo.empty() || !ends_well) return false;
  return has_mail || (memo.size() == kMemo.size() && has_address);
}

}  // namespace isthmus::parsers
