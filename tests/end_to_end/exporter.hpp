// The built program under a configuration of the test's own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/end_to_end/exposition.hpp"
#include "tests/support/http/http_stream.hpp"
#include "tests/support/process/process.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace end_to_end {

/// A line that the log sink wrote about a stream's state.
struct StateChange {
  std::chrono::system_clock::time_point time;
  std::string id;
  bool is_up = false;
  std::string reason;
};

/// A whole configuration, which should listen on port 0, and how the program is started with it.
struct Invocation {
  std::string config;
  std::vector<std::string> environment{};  // as in support::Command
  std::vector<std::string> arguments{};
};

/// The configuration of an exporter whose log sink writes JSON lines to standard output.
[[nodiscard]] std::string config_with(const std::string& streams, const std::string& more = {});

/// Listens on a free port of 127.0.0.1; ends with this object.
class Exporter {
 public:
  explicit Exporter(Invocation invocation);

  /// `streams` is the YAML below `streams:`, indented by two; `more` further top-level keys. The
  /// log sink writes JSON lines to standard output.
  explicit Exporter(const std::string& streams, const std::string& more = {},
                    std::vector<std::string> environment = {});

  [[nodiscard]] std::string url(const std::string& path) const;
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] Exposition metrics() const;

  /// The body of one of its pages, whatever the status.
  [[nodiscard]] std::string page(const std::string& path) const;

  /// Scrapes until `is_wished` holds. Throws std::runtime_error with what the exporter wrote when
  /// the time is over first.
  Exposition await(const std::function<bool(const Exposition&)>& is_wished,
                   std::chrono::milliseconds timeout) const;

  /// Until `video_stream_up` of the stream is `value`.
  Exposition await_up(const std::string& id, double value, std::chrono::milliseconds timeout) const;

  /// Until /-/ready answers 200: the lists of the discovery are read after the start. Throws as
  /// `await` does.
  void await_ready(std::chrono::milliseconds timeout) const;

  /// Waits until the log tells of the stream's going up or down, for the `count`-th time.
  StateChange await_state(const std::string& id, bool is_up, std::size_t count,
                          std::chrono::milliseconds timeout);

  /// Looks at one stream through /probe, and waits a few seconds for the answer.
  [[nodiscard]] support::HttpResponse probe(const std::string& target) const;

  /// Puts a file into the folder of the configuration, whole at once. `name` may be that of the
  /// configuration itself, config.yml.
  void write(const std::string& name, const std::string& text) const;

  /// A folder beside the configuration.
  void make_folder(const std::string& name) const;

  /// POST /-/reload.
  [[nodiscard]] support::HttpResponse reload() const;

  [[nodiscard]] support::Process& process() noexcept { return *process_; }

 private:
  void await_holds(const std::function<bool()>& holds, std::chrono::milliseconds timeout) const;

  support::TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<support::Process> process_;
};

}  // namespace end_to_end
