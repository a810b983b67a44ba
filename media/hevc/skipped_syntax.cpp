#include "media/hevc/skipped_syntax.hpp"

#include <algorithm>

namespace media::hevc {
namespace {

using bits::BitReader;

// Both counts are bounded by sps_max_dec_pic_buffering_minus1, which is at most 15 (7.4.8).
constexpr std::uint32_t most_pictures = 16;

/// A set coded as the difference from the previous one, which has that many pictures.
std::uint32_t read_predicted_set(BitReader& reader, std::uint32_t pictures_before) {
  reader.flag();  // delta_rps_sign
  reader.ue();    // abs_delta_rps_minus1
  std::uint32_t pictures = 0;
  for (std::uint32_t i = 0; i <= pictures_before; ++i) {
    const bool is_used = reader.flag();        // used_by_curr_pic_flag
    if (is_used || reader.flag()) ++pictures;  // use_delta_flag
  }
  return pictures;
}

/// Returns more than the maximum if the counts are impossible.
std::uint32_t read_explicit_set(BitReader& reader) {
  const std::uint32_t negative = reader.ue();
  const std::uint32_t positive = reader.ue();
  if (negative > most_pictures || positive > most_pictures) return most_pictures + 1;
  const std::uint32_t pictures = negative + positive;
  for (std::uint32_t i = 0; i < pictures; ++i) {
    reader.ue();    // delta_poc_minus1
    reader.flag();  // used_by_curr_pic_flag
  }
  return pictures;
}

}  // namespace

void skip_scaling_list_data(BitReader& reader) {
  for (unsigned size_id = 0; size_id < 4; ++size_id) {
    const unsigned coefficients = std::min(64U, 1U << (4 + 2 * size_id));
    for (unsigned matrix_id = 0; matrix_id < 6; matrix_id += size_id == 3 ? 3 : 1) {
      if (!reader.flag()) {  // scaling_list_pred_mode_flag
        reader.ue();         // scaling_list_pred_matrix_id_delta
        continue;
      }
      if (size_id > 1) reader.se();  // scaling_list_dc_coef_minus8
      for (unsigned i = 0; i < coefficients && reader.ok(); ++i) reader.se();
    }
  }
}

bool skip_short_term_reference_picture_sets(BitReader& reader) {
  const std::uint32_t sets = reader.ue();
  if (sets > 64) return false;
  std::uint32_t pictures = 0;
  for (std::uint32_t i = 0; i < sets && reader.ok(); ++i) {
    const bool is_predicted = i > 0 && reader.flag();  // inter_ref_pic_set_prediction_flag
    pictures = is_predicted ? read_predicted_set(reader, pictures) : read_explicit_set(reader);
    if (pictures > most_pictures) return false;
  }
  return true;
}

}  // namespace media::hevc
