// Opens the state file, reads it, and sets it aside if it is damaged.
#include <vex/service/log.h>

#include <system_error>

#include "core/outbox/outbox.hpp"

namespace core::outbox {
namespace {

constexpr const char* file_name = "state.sqlite3";

/// Includes the files that SQLite has put next to it.
std::filesystem::path set_file_aside(const std::filesystem::path& file, std::int64_t unix_seconds) {
  std::filesystem::path aside = file.string() + ".damaged-" + std::to_string(unix_seconds);
  std::filesystem::rename(file, aside);
  for (const char* const suffix : {"-wal", "-shm", "-journal"}) {
    std::error_code missing;
    std::filesystem::rename(file.string() + suffix, aside.string() + suffix, missing);
  }
  return aside;
}

}  // namespace

void Outbox::try_to_connect() {
  const bool is_again = next_try_ != std::chrono::steady_clock::time_point{};
  next_try_ = std::chrono::steady_clock::now() + options_.retry_after;
  try {
    connect();
    is_durable_ = true;
    if (is_again) say(VEX_LOG_INFO, "the state file can be written again");
  } catch (const std::exception& error) {
    journal_.reset();
    // Reported once, and again only after it has recovered.
    if (is_again) return;
    say(VEX_LOG_ERROR,
        "the state directory " + options_.directory.string() +
            " cannot be used, transitions are lost with the process: " + error.what());
  }
}

void Outbox::connect() {
  Contents contents;
  journal_ = open_file(contents);
  if (!has_read_) {
    adopt(contents);
    has_read_ = true;
    if (!thread_.joinable()) return;  // at start-up there is nothing else yet
    orphans_due_ = std::chrono::steady_clock::now() + options_.orphaned_after;
  }
  journal_->rewrite(whole());
}

/// Reading the contents shows that the file is readable.
std::unique_ptr<Journal> Outbox::open_file(Contents& contents) {
  namespace fs = std::filesystem;
  fs::create_directories(options_.directory);
  const fs::path file = options_.directory / file_name;
  try {
    auto journal = std::make_unique<Journal>(file);
    contents = journal->load();
    return journal;
  } catch (const DatabaseError& error) {
    if (error.is_locked()) throw std::runtime_error("another process uses " + file.string());
    if (!error.is_corrupt()) throw;
    const fs::path aside = set_file_aside(file, surroundings_.unix_now() / 1'000'000'000);
    ++set_aside_;
    say(VEX_LOG_ERROR, "the state file " + file.string() + " cannot be read (" + error.what() +
                           "): it is now called " + aside.string() +
                           ". What was not delivered is in there alone, and findings that still "
                           "hold will be told again");
  }
  return std::make_unique<Journal>(file);
}

void Outbox::adopt(const Contents& contents) {
  last_id_ = std::max(last_id_, contents.last_id);
  for (const StoredState& state : contents.states) told_.adopt(state);
  std::size_t unreadable = 0;
  const auto adopt_each = [&](const auto& rows) {
    for (const auto& row : rows) {
      try {
        adopt(row);
      } catch (const std::exception&) {
        ++unreadable;
      }
    }
  };
  adopt_each(contents.entries);
  adopt_each(contents.findings);
  if (unreadable == 0) return;
  say(VEX_LOG_ERROR, std::to_string(unreadable) + " rows of the state file are unusable: ignored");
}

void Outbox::adopt(const StoredEntry& stored) {
  Entry entry{stored.id, stored.key, record_from(stored.body, rules_, surroundings_),
              stored.attempts, stored.body.size()};
  last_id_ = std::max(last_id_, stored.id);
  std::vector<Entry> one;
  one.push_back(std::move(entry));
  std::unique_lock lock(mutex_);
  const auto lane = lanes_.find(stored.sink);
  if (lane == lanes_.end()) {
    laneless_[stored.sink].push_back(std::move(one.front()));
    return;
  }
  lock.unlock();  // a lane that drops entries reports that
  lane->second->add(std::move(one));
}

void Outbox::adopt(const StoredFinding& finding) {
  if (told_.fires(finding)) return;  // by this process, while the file was unusable
  pipeline::RecordPtr record = record_from(finding.body, rules_, surroundings_);
  told_.adopt(finding);
  const std::lock_guard lock(mutex_);
  claims_[finding.project + '\0' + finding.stream].push_back(std::move(record));
}

}  // namespace core::outbox
