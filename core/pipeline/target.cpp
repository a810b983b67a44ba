#include "core/pipeline/target.hpp"

#include <vex/cpp/text.hpp>

namespace core::pipeline {

Target::Target(TargetTexts texts) : texts_(std::move(texts)) {
  labels_.reserve(texts_.labels.size());
  for (const auto& [key, value] : texts_.labels) labels_.push_back(vex::pair(key, value));
  using vex::detail::to_abi;
  abi_ = {sizeof(vex_target),  texts_.port,        to_abi(texts_.project), to_abi(texts_.id),
          to_abi(texts_.name), to_abi(texts_.url), to_abi(texts_.scheme),  to_abi(texts_.host),
          labels_.data(),      labels_.size()};
}

}  // namespace core::pipeline
