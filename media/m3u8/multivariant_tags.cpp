#include "media/m3u8/multivariant_tags.hpp"

#include <utility>

#include "media/m3u8/key_reader.hpp"

namespace media::m3u8 {

namespace {

constexpr std::size_t usual_count = 8;

Rendition::Type type_of(std::string_view name) {
  if (name == "AUDIO") return Rendition::Type::audio;
  if (name == "VIDEO") return Rendition::Type::video;
  if (name == "SUBTITLES") return Rendition::Type::subtitles;
  if (name == "CLOSED-CAPTIONS") return Rendition::Type::closed_captions;
  return Rendition::Type::other;
}

void read_attribute(TagAttributes& attributes, Variant& variant) {
  if (attributes.is("BANDWIDTH")) {
    variant.bandwidth = attributes.integer();
  } else if (attributes.is("AVERAGE-BANDWIDTH")) {
    variant.average_bandwidth = attributes.integer();
  } else if (attributes.is("SCORE")) {
    variant.score = attributes.decimal();
  } else if (attributes.is("CODECS")) {
    variant.codecs = attributes.quoted();
  } else if (attributes.is("SUPPLEMENTAL-CODECS")) {
    variant.supplemental_codecs = attributes.quoted();
  } else if (attributes.is("RESOLUTION")) {
    const auto size = attributes.resolution().value_or(Resolution{});
    variant.width = size.width;
    variant.height = size.height;
  } else if (attributes.is("FRAME-RATE")) {
    variant.framerate = attributes.decimal().value_or(0);
  } else if (attributes.is("HDCP-LEVEL")) {
    variant.hdcp_level = attributes.enumerated();
  } else if (attributes.is("ALLOWED-CPC")) {
    variant.allowed_cpc = attributes.quoted();
  } else if (attributes.is("VIDEO-RANGE")) {
    variant.video_range = attributes.enumerated();
  } else if (attributes.is("STABLE-VARIANT-ID")) {
    variant.stable_variant_id = attributes.quoted();
  } else if (attributes.is("PATHWAY-ID")) {
    variant.pathway_id = attributes.quoted();
  } else if (attributes.is("NAME")) {
    variant.name = attributes.quoted();
  } else if (attributes.is("VIDEO")) {
    variant.video = attributes.quoted();
  } else if (attributes.is("AUDIO")) {
    variant.audio = attributes.quoted();
  } else if (attributes.is("SUBTITLES")) {
    variant.subtitles = attributes.quoted();
  } else if (attributes.is("CLOSED-CAPTIONS")) {
    variant.closed_captions = attributes.bare_or_quoted();
  } else if (attributes.is("URI")) {
    variant.uri = attributes.quoted();
  }
}

void read_attribute(TagAttributes& attributes, Rendition& rendition) {
  if (attributes.is("TYPE")) {
    rendition.type = type_of(attributes.enumerated());
  } else if (attributes.is("URI")) {
    rendition.uri = attributes.quoted();
  } else if (attributes.is("GROUP-ID")) {
    rendition.group_id = attributes.quoted();
  } else if (attributes.is("NAME")) {
    rendition.name = attributes.quoted();
  } else if (attributes.is("LANGUAGE")) {
    rendition.language = attributes.quoted();
  } else if (attributes.is("ASSOC-LANGUAGE")) {
    rendition.assoc_language = attributes.quoted();
  } else if (attributes.is("STABLE-RENDITION-ID")) {
    rendition.stable_rendition_id = attributes.quoted();
  } else if (attributes.is("INSTREAM-ID")) {
    rendition.instream_id = attributes.quoted();
  } else if (attributes.is("CHARACTERISTICS")) {
    rendition.characteristics = attributes.quoted();
  } else if (attributes.is("CHANNELS")) {
    rendition.channels = attributes.quoted();
  } else if (attributes.is("BIT-DEPTH")) {
    rendition.bit_depth = attributes.integer();
  } else if (attributes.is("SAMPLE-RATE")) {
    rendition.sample_rate = attributes.integer();
  } else if (attributes.is("DEFAULT")) {
    rendition.is_default = attributes.yes();
  } else if (attributes.is("AUTOSELECT")) {
    rendition.is_autoselect = attributes.yes();
  } else if (attributes.is("FORCED")) {
    rendition.is_forced = attributes.yes();
  }
}

void judge(const Rendition& rendition, TagAttributes& attributes) {
  using Type = Rendition::Type;
  if (rendition.type == Type::other) attributes.problem("has no TYPE that is specified");
  attributes.require(!rendition.group_id.empty(), "GROUP-ID");
  attributes.require(!rendition.name.empty(), "NAME");
  if (rendition.type == Type::subtitles) attributes.require(!rendition.uri.empty(), "URI");
  if (rendition.type == Type::closed_captions) {
    attributes.require(!rendition.instream_id.empty(), "INSTREAM-ID");
    if (!rendition.uri.empty()) attributes.problem("has a URI, and its TYPE is CLOSED-CAPTIONS");
  }
}

}  // namespace

template <class Item>
void MultivariantTags::keep(std::vector<Item>& items, Item item) {
  if (items.size() < max_variants) {
    if (items.empty()) items.reserve(usual_count);
    items.push_back(std::move(item));
  } else if (!std::exchange(has_overflowed_, true)) {
    reading_.problem("RFC 8216 4.3.4", "has more than 256 tags of a kind: others are left out");
  }
}

void MultivariantTags::tag(const TagInfo& tag, std::string_view value) {
  switch (tag.tag) {
    case Tag::media:
      return rendition(tag, value);
    case Tag::stream_inf:
    case Tag::iframe_stream_inf:
      return variant(tag, value);
    case Tag::session_data:
      return session_data(tag, value);
    case Tag::session_key:
      return keep(list_.session_keys, read_key(reading_, tag, value));
    case Tag::content_steering:
      return content_steering(tag, value);
    default:
      return;
  }
}

void MultivariantTags::variant(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  Variant variant{.line = reading_.line};
  while (attributes.next()) read_attribute(attributes, variant);
  attributes.require(variant.bandwidth != 0, "BANDWIDTH");
  if (tag.tag == Tag::iframe_stream_inf) {
    attributes.require(!variant.uri.empty(), "URI");
    variant.uri_line = reading_.line;
    return keep(list_.iframe_variants, std::move(variant));
  }
  if (pending_) attributes.problem("follows another one whose URI is missing");
  variant.uri.clear();
  pending_ = std::move(variant);
}

void MultivariantTags::uri(std::string_view line) {
  if (!pending_) {
    return reading_.problem("RFC 8216 4.3.4.2", "a URI follows no EXT-X-STREAM-INF");
  }
  pending_->uri = reading_.text(line);
  pending_->uri_line = reading_.line;
  keep(list_.variants, std::move(*pending_));
  pending_.reset();
}

void MultivariantTags::rendition(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  Rendition rendition{.line = reading_.line};
  while (attributes.next()) read_attribute(attributes, rendition);
  judge(rendition, attributes);
  if (rendition.type == Rendition::Type::closed_captions) {
    if (rendition.instream_id.starts_with("SERVICE")) reading_.need_version(7);
  } else if (!rendition.instream_id.empty()) {
    reading_.need_version(13);
  }
  judge_group(rendition, attributes);
  keep(list_.renditions, std::move(rendition));
}

/// Members of a group must have different names, and at most one may be the default (RFC 8216
/// 4.3.4.1.1).
void MultivariantTags::judge_group(const Rendition& rendition, TagAttributes& attributes) {
  for (const Rendition& other : list_.renditions) {
    if (other.type != rendition.type || other.group_id != rendition.group_id) continue;
    if (!other.name.empty() && other.name == rendition.name)
      return attributes.problem("has the NAME of another rendition in its group");
    if (other.is_default && rendition.is_default) {
      return attributes.problem("is the second DEFAULT of its group");
    }
  }
}

void MultivariantTags::session_data(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  SessionData data{.line = reading_.line};
  bool has_value = false;
  while (attributes.next()) {
    if (attributes.is("DATA-ID")) {
      data.data_id = attributes.quoted();
    } else if (attributes.is("VALUE")) {
      data.value = attributes.quoted();
      has_value = true;
    } else if (attributes.is("URI")) {
      data.uri = attributes.quoted();
    } else if (attributes.is("FORMAT")) {
      data.format = attributes.enumerated();
    } else if (attributes.is("LANGUAGE")) {
      data.language = attributes.quoted();
    }
  }
  attributes.require(!data.data_id.empty(), "DATA-ID");
  if (has_value == !data.uri.empty()) attributes.problem("has not one of VALUE and URI");
  keep(list_.session_data, std::move(data));
}

void MultivariantTags::content_steering(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  ContentSteering steering{.line = reading_.line};
  while (attributes.next()) {
    if (attributes.is("SERVER-URI")) steering.server_uri = attributes.quoted();
    if (attributes.is("PATHWAY-ID")) steering.pathway_id = attributes.quoted();
  }
  attributes.require(!steering.server_uri.empty(), "SERVER-URI");
  list_.content_steering = std::move(steering);
}

MultivariantPlaylist MultivariantTags::finish() {
  if (pending_) {
    reading_.line = pending_->line;
    reading_.problem("RFC 8216 4.3.4.2", "an EXT-X-STREAM-INF is followed by no URI");
  }
  reading_.line = 0;
  if (list_.variants.empty()) reading_.problem("RFC 8216 4.3.4", "there is no variant");
  return std::move(list_);
}

}  // namespace media::m3u8
