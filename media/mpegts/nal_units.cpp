#include "media/mpegts/nal_units.hpp"

#include <algorithm>
#include <cstring>

#include "media/avc/configuration.hpp"
#include "media/avc/nal_unit.hpp"
#include "media/hevc/configuration.hpp"
#include "media/hevc/nal_unit.hpp"

namespace media::mpegts {
namespace {

constexpr std::size_t parameters_limit = std::size_t{16} * 1024;
constexpr std::size_t picture_prefix = 64;
constexpr std::byte zero{0};
constexpr std::array outside{std::byte{0xFF}, std::byte{0xFF}, std::byte{0xFF}, std::byte{0xFF}};
constexpr std::array start_code{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}};

NalRole h264_role(std::byte header) {
  switch (avc::nal_type({&header, 1})) {
    case avc::NalType::access_unit_delimiter:
      return NalRole::delimiter;
    case avc::NalType::sequence_parameter_set:
      return NalRole::parameter_set;
    case avc::NalType::idr_slice:
      return NalRole::keyframe;
    case avc::NalType::non_idr_slice:
    case avc::NalType::slice_data_partition_a:
      return NalRole::picture;
    default:
      return NalRole::other;
  }
}

NalRole hevc_role(std::byte header) {
  const std::array unit{header, std::byte{0}};  // the second byte does not affect the type
  const hevc::NalType type = hevc::nal_type(unit);
  if (type == hevc::NalType::access_unit_delimiter) return NalRole::delimiter;
  if (type == hevc::NalType::sequence_parameter_set) return NalRole::parameter_set;
  if (type > hevc::NalType::reserved_vcl_31) return NalRole::other;
  const bool is_random_access =
      type >= hevc::NalType::bla_w_lp && type <= hevc::NalType::reserved_irap_23;
  return is_random_access ? NalRole::keyframe : NalRole::picture;
}

}  // namespace

const NalCodec h264_units{h264_role, avc::is_keyframe, avc::read_parameter_sets};
const NalCodec hevc_units{hevc_role, hevc::is_keyframe, hevc::read_parameter_sets};

/// Whether the unit starts right here depends on the first bytes of the payload.
void NalUnits::begin(const UnitStart& start, const UnitOutput& /*output*/) {
  if (start.pts) start_ = start;
}

void NalUnits::append(std::span<const std::byte> bytes, const UnitOutput& output) {
  if (bytes.empty()) return;
  if (start_) {
    const bool begins_here = bytes[0] == zero && (bytes.size() == 1 || bytes[1] == zero);
    if (begins_here || !is_open_) {
      // Parameter sets in a separate packet belong to the picture that follows.
      if (has_picture_) finish(output);
      open(*start_);
    } else {
      next_ = start_;  // the rest of the previous unit comes first
    }
    start_.reset();
  }
  if (!is_open_) return;

  std::size_t begin = 0;  // start of what is not in the unit yet
  if (awaits_header_) begin = split(bytes, begin, 0, output);
  awaits_header_ = false;
  const auto before = [&](std::size_t at) { return at < 4 ? before_[at] : bytes[at - 4]; };
  for (std::size_t from = 0; from < bytes.size();) {
    const void* hit = std::memchr(bytes.data() + from, 1, bytes.size() - from);
    if (hit == nullptr) break;
    const auto one = static_cast<std::size_t>(static_cast<const std::byte*>(hit) - bytes.data());
    from = one + 1;
    if (before(one + 3) != zero || before(one + 2) != zero) continue;
    if (from == bytes.size()) {
      awaits_header_ = true;
    } else {
      begin = split(bytes, begin, from, output);
    }
  }
  add(bytes.subspan(begin));
  frame_.arrival = output.arrival;
  const std::size_t end = bytes.size();
  before_ = {before(end), before(end + 1), before(end + 2), before(end + 3)};
}

/// Handles a NAL unit whose header is at bytes[header]. Returns the position up to which the bytes
/// have been added.
std::size_t NalUnits::split(std::span<const std::byte> bytes, std::size_t begin, std::size_t header,
                            const UnitOutput& output) {
  const NalRole role = codec_.role(bytes[header]);
  if (role == NalRole::delimiter && has_picture_) {
    const auto at = [&](std::size_t back) {  // the byte `back` positions before the header
      return back <= header ? bytes[header - back] : before_[4 - (back - header)];
    };
    const std::size_t code = at(4) == zero ? 4 : 3;
    if (header >= code) add(bytes.subspan(begin, header - code - begin));
    const std::size_t carried = header >= code ? 0 : code - header;  // bytes in earlier payload
    bytes_.take_back(carried);
    finish(output);
    if (next_) {
      open(*next_);
    } else {
      open_after_last();
    }
    add(std::span(start_code).last(code).first(carried));
    begin = header >= code ? header - code : 0;
  }
  if (role == NalRole::picture || role == NalRole::keyframe) {
    if (!has_picture_) picture_at_ = static_cast<std::size_t>(bytes_.size()) + header - begin;
  }
  take_role(role);
  return begin;
}

void NalUnits::take_role(NalRole role) {
  switch (role) {
    case NalRole::keyframe:
      frame_.is_keyframe = true;
      has_picture_ = true;
      break;
    case NalRole::picture:
      has_picture_ = true;
      break;
    case NalRole::parameter_set:
      has_parameter_sets_ = true;
      break;
    default:
      break;
  }
}

void NalUnits::open(const UnitStart& start) {
  next_.reset();
  const bool goes_on = is_open_ && !has_picture_;
  is_open_ = true;
  if (!goes_on) {
    frame_ = {};
    bytes_.clear();
    has_parameter_sets_ = false;
    before_ = outside;
    awaits_header_ = false;
  }
  has_picture_ = false;
  frame_.pts = *start.pts;
  frame_.dts = start.dts.value_or(*start.pts);
}

/// A unit without a time of its own follows the previous one by one frame duration.
void NalUnits::open_after_last() {
  const UnitStart start{.pts = last_dts_ + step_};
  const auto before = before_;
  open(start);
  before_ = before;
}

void NalUnits::add(std::span<const std::byte> bytes) { bytes_.add(bytes, limit()); }

std::size_t NalUnits::limit() const {
  if (!has_picture_) return std::max(depth_, parameters_limit);
  return std::max(depth_, std::min(picture_at_, parameters_limit) + picture_prefix);
}

void NalUnits::lose() {
  frame_.is_damaged = true;
  start_.reset();
  next_.reset();
  awaits_header_ = false;
  before_ = outside;
}

void NalUnits::finish(const UnitOutput& output) {
  if (!is_open_) return;
  is_open_ = false;
  if (!has_picture_) return;
  has_picture_ = false;
  if (has_parameter_sets_) read_facts(output);
  frame_.is_keyframe = frame_.is_keyframe || codec_.is_keyframe(nal::Units::annex_b(bytes_.kept()));
  frame_.size = bytes_.size();
  frame_.payload = bytes_.first(depth_);
  output.emit(frame_);
  if (frame_.dts > last_dts_) step_ = frame_.dts - last_dts_;
  last_dts_ = frame_.dts;
}

void NalUnits::read_facts(const UnitOutput& output) const {
  auto facts = codec_.read_parameter_sets(nal::Units::annex_b(bytes_.kept()));
  if (!facts || *facts == output.track.video) return;
  output.track.video = std::move(*facts);
  output.announce();
}

}  // namespace media::mpegts
