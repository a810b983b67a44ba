// The streams that a visitor asked for, broken ones first.
#pragma once

#include <vex/service/snapshot.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/web/stream_facts.hpp"

namespace core::web {

struct StreamFilter {
  std::string
      words;  // separated by blanks; each must occur in project, id, name, URL, label or reason
  std::optional<Standing> standing;
};

struct Selection {
  std::vector<const vex_stream_snapshot*> streams;  // sorted by standing, project and id
  std::array<std::size_t, 5> counts{};              // of all streams, per standing
};

[[nodiscard]] Selection select(const vex_snapshot& snapshot, const StreamFilter& filter);

}  // namespace core::web
