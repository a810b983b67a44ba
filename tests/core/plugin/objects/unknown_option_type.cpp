// A plugin with an option whose type a later version might have.
#include <vex/vex.hpp>

namespace {

class Modern final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"modern", "1.0.0", "Has an option of a type not known"};
  static constexpr vex::Option<99, std::string> pattern{"pattern", ".*", "A regular expression"};
  static constexpr auto options = vex::options(pattern);

  explicit Modern(const vex::Setup& setup) : Analyzer(setup) {}
};

}  // namespace

VEX_PLUGINS(Modern)
