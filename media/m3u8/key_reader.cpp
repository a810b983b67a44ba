#include "media/m3u8/key_reader.hpp"

namespace media::m3u8 {

namespace {

Key::Method method_of(std::string_view name) {
  if (name == "NONE") return Key::Method::none;
  if (name == "AES-128") return Key::Method::aes_128;
  if (name == "SAMPLE-AES") return Key::Method::sample_aes;
  if (name == "SAMPLE-AES-CTR") return Key::Method::sample_aes_ctr;
  return Key::Method::other;
}

}  // namespace

Key read_key(Reading& reading, const TagInfo& tag, std::string_view list) {
  TagAttributes attributes(reading, tag, list);
  Key key{.line = reading.line};
  bool has_method = false;
  bool has_more = false;
  while (attributes.next()) {
    if (attributes.is("METHOD")) {
      key.method = method_of(attributes.enumerated());
      has_method = true;
      continue;
    }
    has_more = true;
    if (attributes.is("URI")) {
      key.uri = attributes.quoted();
    } else if (attributes.is("IV")) {
      key.iv = attributes.octets();
      reading.need_version(2);
    } else if (attributes.is("KEYFORMAT")) {
      key.key_format = attributes.quoted();
      reading.need_version(5);
    } else if (attributes.is("KEYFORMATVERSIONS")) {
      key.key_format_versions = attributes.quoted();
      reading.need_version(5);
    }
  }
  attributes.require(has_method, "METHOD");
  const bool is_none = key.method == Key::Method::none;
  if (is_none && tag.tag == Tag::session_key) attributes.problem("has the METHOD NONE");
  if (is_none && has_more) attributes.problem("has the METHOD NONE and other attributes");
  if (!is_none) attributes.require(!key.uri.empty(), "URI");
  return key;
}

std::optional<WrittenRange> read_byte_range(std::string_view text) {
  text = trimmed(text);
  const std::size_t at = text.find('@');
  const auto length = decimal_integer(text.substr(0, at));
  if (!length) return std::nullopt;
  if (at == std::string_view::npos) return WrittenRange{*length, std::nullopt};
  const auto offset = decimal_integer(text.substr(at + 1));
  // The last byte of the range must be representable, too.
  if (!offset || *offset > UINT64_MAX - *length) return std::nullopt;
  return WrittenRange{*length, offset};
}

}  // namespace media::m3u8
