// Everything that finds streams beyond those of the configuration.
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
  /// `net`, for servers, outlives this. `on_news` is called on a thread of the discovery's own,
  /// when streams() may have changed.
  Discovery(net::Net& net, std::function<void()> on_news);
  Discovery(const Discovery&) = delete;
  Discovery& operator=(const Discovery&) = delete;
  ~Discovery();

  /// Asks these sources from now on. One that is as it was goes on; one that has changed keeps its
  /// list until it has another. `config_file`: null, or what is to be looked at beside them. One
  /// call at a time.
  void configure(const config::Discovery& discovery, std::shared_ptr<FileReader> config_file);

  /// Adds what was found last to the streams of the file, made by its modules. What cannot be
  /// watched, and what is there already, is left out and told of once. One call at a time.
  [[nodiscard]] std::vector<config::Stream> streams(const config::Config& file);

  /// Whether every source was asked once. [thread-safe]
  [[nodiscard]] bool has_begun() const;

  /// Whether every source has had a list, be it an older one. [thread-safe]
  [[nodiscard]] bool has_lists() const;

  struct Figures {
    std::string source;
    std::size_t streams = 0;
    std::size_t refused = 0;  // targets of which no stream could be made
    Source::Figures asking;
  };
  [[nodiscard]] std::vector<Figures> figures() const;  // [thread-safe]

  /// No news comes any more. [startup]
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
  std::set<std::string> told_;  // complaints that hold
};

}  // namespace core::discovery
