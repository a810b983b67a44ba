#include "core/engine/cancel_scope.hpp"

#include <algorithm>
#include <cassert>
#include <vex/cpp/error.hpp>

#include "core/engine/wait.hpp"

namespace core::engine {

CancelScope::CancelScope(CancelScope* parent) : parent_(parent) {
  if (parent_ == nullptr) return;
  parent_->children_.push_back(*this);
  if (parent_->is_cancelled()) cancel(parent_->sentence_);
}

CancelScope::~CancelScope() { assert(waits_.empty() && children_.empty()); }

void CancelScope::cancel(const std::string& sentence) {
  if (is_cancelled()) return;
  sentence_ = sentence;
  is_cancelled_.store(true, std::memory_order_release);
  waits_.for_each([](Wait& wait) { wait.cancel(); });
  children_.for_each([&](CancelScope& child) { child.cancel(sentence); });
}

Time CancelScope::deadline() const {
  return parent_ == nullptr ? deadline_ : std::min(deadline_, parent_->deadline());
}

void CancelScope::check() const {
  if (is_cancelled()) throw vex::Error(VEX_E_CANCELLED, sentence_);
  if (const Time end = deadline(); end != never && Clock::now() >= end)
    throw vex::Error(VEX_E_TIMEOUT, "the time given to the run is over");
}

}  // namespace core::engine
