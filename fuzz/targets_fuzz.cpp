// Lists of targets from servers and files: whatever they are, what is read of them is bounded.
#include <stdexcept>
#include <string>

#include "core/discovery/targets.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace core::discovery;

void try_syntax(const std::string& text, Syntax syntax) {
  try {
    const Targets targets = read_targets(text, syntax, "fuzz");
    for (const Target& target : targets.list) {
      fuzz::require(!target.address.empty() && target.address.size() <= 4096);
      fuzz::require(target.labels->size() <= 64);
    }
  } catch (const std::runtime_error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try_syntax(text, Syntax::json);
  try_syntax(text, Syntax::yaml);
  return 0;
}
