// vex/cpp/setup.hpp - what a plugin's constructor receives.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "../plugin.h"
#include "error.hpp"
#include "event.hpp"
#include "table.hpp"

namespace vex {

/// `setup[option]` is the checked value of an option, `setup.limit(rule)` the limit of a rule.
class Setup {
 public:
  Setup(const vex_host& host, const vex_setup& setup, const vex_option* const* options,
        const vex_rule* const* rules) noexcept
      : host_(host), setup_(setup), options_(options), rules_(rules) {}

  [[nodiscard]] const vex_host& host() const noexcept { return host_; }

  /// The name of a sink's instance.
  [[nodiscard]] std::string_view name() const noexcept { return detail::from_abi(setup_.name); }

  /// The stream of a probe or an analyzer; valid as long as the plugin's instance.
  [[nodiscard]] Target target() const noexcept { return detail::from_abi(*setup_.target); }

  template <std::uint32_t Type, class Value>
  Value operator[](const Option<Type, Value>& option) const {
    return read<Value>(setup_.values[index(options_, &option, option.name)]);
  }

  std::string operator[](const Choice& option) const {
    return read<std::string>(setup_.values[index(options_, &option, option.name)]);
  }

  /// In the rule's unit; NaN if the rule has no limit or is switched off.
  [[nodiscard]] double limit(const Rule& rule) const {
    return setup_.limits[index(rules_, &rule, rule.id)];
  }

 private:
  template <class Row>
  static std::size_t index(const Row* const* rows, const std::type_identity_t<Row>* wanted,
                           const char* name) {
    for (std::size_t i = 0; rows[i] != nullptr; ++i) {
      if (rows[i] == wanted) return i;
    }
    throw Error(VEX_E_INTERNAL, std::string(name) + " is not in the plugin's table");
  }

  template <class Value>
  static Value read(const vex_value& value) {
    if constexpr (std::is_same_v<Value, double>) {
      return value.number;
    } else if constexpr (std::is_same_v<Value, std::string>) {
      return std::string(detail::from_abi(value.text));
    } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      Value texts;
      for (std::size_t i = 0; i < value.list.size; ++i) {
        texts.emplace_back(detail::from_abi(value.list.data[i]));
      }
      return texts;
    } else if constexpr (std::is_same_v<Value, std::map<std::string, std::string>>) {
      Value texts;
      for (std::size_t i = 0; i < value.map.size; ++i) {
        const vex_pair& pair = value.map.data[i];
        texts.emplace(detail::from_abi(pair.key), detail::from_abi(pair.value));
      }
      return texts;
    } else {
      return Value(value.integer);
    }
  }

  const vex_host& host_;
  const vex_setup& setup_;
  const vex_option* const* options_;
  const vex_rule* const* rules_;
};

}  // namespace vex
