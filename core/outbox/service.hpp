// vex.outbox/1.
#pragma once

#include <vex/service/outbox.h>

namespace core::outbox {

/// Its functions receive the host of a durable sink: a pipeline::SinkRunner in front of a Lane.
[[nodiscard]] const vex_outbox& service() noexcept;

}  // namespace core::outbox
