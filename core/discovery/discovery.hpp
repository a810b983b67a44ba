// Finds streams beyond those of the configuration.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/config/config.hpp"
#include "core/discovery/file_thread.hpp"
#include "core/discovery/source.hpp"

namespace core::net {
class Net;
}

namespace core::discovery {

class FileSource;
class HttpSource;

class Discovery {
 public:
  /// `net`, for servers, outlives this. `on_news` is called on one of the discovery's own threads
  /// when streams() may have changed.
  Discovery(net::Net& net, std::function<void()> on_news);
  Discovery(const Discovery&) = delete;
  Discovery& operator=(const Discovery&) = delete;
  ~Discovery();

  /// Uses these sources from now on. Unchanged ones continue; a changed one keeps its list until it
  /// has another. `config_file`: null, or a file to watch as well. One call at a time.
  void configure(const config::Discovery& discovery, std::shared_ptr<FileReader> config_file);

  /// Adds what was last found to the streams of the file, using its modules. Targets that cannot be
  /// watched or already exist are skipped and reported once. One call at a time.
  [[nodiscard]] std::vector<config::Stream> streams(const config::Config& file);

  /// Whether every source has been asked once. [thread-safe]
  [[nodiscard]] bool has_begun() const;

  /// Whether every source has a list, even an old one. [thread-safe]
  [[nodiscard]] bool has_lists() const;

  struct Figures {
    std::string source;
    std::size_t streams = 0;
    std::size_t refused = 0;  // targets that could not be turned into a stream
    Source::Figures asking;
  };
  [[nodiscard]] std::vector<Figures> figures() const;  // [thread-safe]

  /// Stops reporting changes. [startup]
  void stop();

 private:
  struct Entry {
    std::shared_ptr<Source> source;
    std::size_t streams = 0;
    std::size_t refused = 0;
  };

  template <class Made, class Settings, class Make>
  std::shared_ptr<Source> same_or(const Settings& settings, Make make) const;
  std::vector<std::shared_ptr<Source>> sources() const;
  void tell(const std::string& source, const std::vector<std::string>& complaints,
            std::set<std::string>& told) const;

  net::Net& net_;
  const std::function<void()> on_news_;
  std::unique_ptr<FileThread> files_;
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
  std::set<std::string> told_;  // complaints that still apply
};

}  // namespace core::discovery
