#include "core/discovery/discovery.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <unordered_set>
#include <utility>

#include "core/config/section.hpp"
#include "core/discovery/file_source.hpp"
#include "core/discovery/http_source.hpp"
#include "core/discovery/target_stream.hpp"
#include "core/log/log.hpp"

namespace core::discovery {
namespace {

/// Per source; further ones are only counted.
constexpr std::size_t most_complaints = 20;

std::string key_of(const config::Stream& stream) { return stream.project + '\0' + stream.id; }

}  // namespace

Discovery::Discovery(net::Net& net, std::function<void()> on_news)
    : net_(net), on_news_(std::move(on_news)) {}

Discovery::~Discovery() { stop(); }

/// The running source with these settings, or a new one, which starts with what its predecessor of
/// the same name has found.
template <class Made, class Settings, class Make>
std::shared_ptr<Source> Discovery::same_or(const Settings& settings, Make make) const {
  std::shared_ptr<Source> former;
  for (const std::shared_ptr<Source>& source : sources()) {
    if (source->settings().name != settings.name) continue;
    const auto* made = dynamic_cast<const Made*>(source.get());
    if (made != nullptr && made->settings() == settings) return source;
    former = source;
  }
  std::shared_ptr<Made> fresh = make();
  if (former) fresh->inherit(*former);
  if constexpr (std::is_same_v<Made, HttpSource>) fresh->start();
  return fresh;
}

void Discovery::configure(const config::Discovery& discovery,
                          std::shared_ptr<FileReader> config_file) {
  const auto on_news = [this] { files_->request(on_news_); };
  FileThread::Readers readers;
  std::vector<Entry> entries;
  const bool is_needed = config_file || !discovery.files.empty() || !discovery.urls.empty();
  if (is_needed && !files_) files_ = std::make_unique<FileThread>();
  for (const config::FileDiscovery& settings : discovery.files) {
    auto source = same_or<FileSource>(
        settings, [&] { return std::make_shared<FileSource>(settings, on_news); });
    readers.push_back(std::dynamic_pointer_cast<FileReader>(source));
    entries.push_back({std::move(source)});
  }
  for (const config::HttpDiscovery& settings : discovery.urls) {
    entries.push_back({same_or<HttpSource>(
        settings, [&] { return std::make_shared<HttpSource>(settings, net_, on_news); })});
  }
  if (config_file) readers.push_back(std::move(config_file));
  if (files_) files_->set(std::move(readers));
  const std::lock_guard lock(mutex_);
  entries_.swap(entries);
}

std::vector<config::Stream> Discovery::streams(const config::Config& file) {
  std::vector<config::Stream> streams = file.streams;
  std::unordered_set<std::string> known;
  for (const config::Stream& stream : streams) known.insert(key_of(stream));
  std::set<std::string> told;
  std::vector<std::pair<std::size_t, std::size_t>> counts;
  for (const std::shared_ptr<Source>& source : sources()) {
    const TargetsPtr targets = source->latest();
    std::vector<std::string> complaints = targets->problems;
    std::size_t added = 0;
    for (const Target& target : targets->list) {
      const auto complain = [&](const std::string& why) {
        complaints.push_back(target.place + ": " + shown(target) + " is left out: " + why);
      };
      try {
        config::Stream stream = stream_of(target, source->settings(), file);
        if (known.insert(key_of(stream)).second) {
          streams.push_back(std::move(stream));
          ++added;
        } else {
          complain("a stream " + config::in_quotes(stream.id) + " of the project " +
                   config::in_quotes(stream.project) + " is there already");
        }
      } catch (const std::invalid_argument& error) {
        complain(error.what());
      }
    }
    counts.emplace_back(added, complaints.size());
    tell(source->settings().name, complaints, told);
  }
  const std::lock_guard lock(mutex_);
  told_ = std::move(told);
  for (std::size_t i = 0; i < std::min(counts.size(), entries_.size()); ++i) {
    std::tie(entries_[i].streams, entries_[i].refused) = counts[i];
  }
  return streams;
}

void Discovery::tell(const std::string& source, const std::vector<std::string>& complaints,
                     std::set<std::string>& told) const {
  std::size_t count = 0;
  for (const std::string& complaint : complaints) {
    std::string key = source;
    key += '\0';
    key += complaint;
    if (told.insert(key).second && !told_.contains(key) && ++count <= most_complaints) {
      log::warning(complaint, {{"source", source}});
    }
  }
  if (count > most_complaints) {
    log::warning("further targets are left out",
                 {{"source", source}, {"count", std::to_string(count - most_complaints)}});
  }
}

std::vector<std::shared_ptr<Source>> Discovery::sources() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Source>> sources;
  for (const Entry& entry : entries_) sources.push_back(entry.source);
  return sources;
}

bool Discovery::has_begun() const {
  const std::lock_guard lock(mutex_);
  return std::all_of(entries_.begin(), entries_.end(),
                     [](const Entry& entry) { return entry.source->figures().was_tried; });
}

bool Discovery::has_lists() const {
  const std::lock_guard lock(mutex_);
  return std::all_of(entries_.begin(), entries_.end(), [](const Entry& entry) {
    return entry.source->figures().last_success_seconds > 0;
  });
}

std::vector<Discovery::Figures> Discovery::figures() const {
  const std::lock_guard lock(mutex_);
  std::vector<Figures> figures;
  for (const Entry& entry : entries_) {
    figures.push_back(
        {entry.source->settings().name, entry.streams, entry.refused, entry.source->figures()});
  }
  return figures;
}

void Discovery::stop() {
  std::vector<Entry> ending;
  {
    const std::lock_guard lock(mutex_);
    ending.swap(entries_);
  }
  ending.clear();  // threads that poll servers end here
  files_.reset();  // after them, because they report to it
}

}  // namespace core::discovery
