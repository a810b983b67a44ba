// What survives the process, in one SQLite file. The outbox in memory is authoritative; this is
// written after it and read once, at start-up.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/outbox/database.hpp"

namespace core::outbox {

/// A transition waiting for a sink; `body` as in stored_record.hpp.
struct StoredEntry {
  std::string sink;
  std::uint64_t id = 0;
  std::string key;
  std::uint32_t attempts = 0;
  std::string body;
};

/// A firing finding, as told to receivers; an empty body means that it is resolved.
struct StoredFinding {
  std::string project;
  std::string stream;
  std::string rule;
  std::string body;
};

/// The last reported state of a stream; VEX_UNKNOWN: no longer reported.
struct StoredState {
  std::string project;
  std::string stream;
  std::uint32_t up = 0;
};

/// Everything, or the difference from the previous contents.
struct Contents {
  struct Id {
    std::string sink;
    std::uint64_t id;
  };

  struct Attempts : Id {
    std::uint32_t count;
  };

  std::vector<StoredEntry> entries;  // in the order of their ids
  std::vector<Id> removed;           // for a difference
  std::vector<Attempts> retried;     // likewise
  std::vector<StoredFinding> findings;
  std::vector<StoredState> states;
  std::uint64_t last_id = 0;  // the highest ever assigned

  [[nodiscard]] bool is_empty() const noexcept {
    return entries.empty() && removed.empty() && retried.empty() && findings.empty() &&
           states.empty();
  }
};

/// One thread at a time. Every function may block, and throws DatabaseError.
class Journal {
 public:
  /// Opens or creates the file. A file that is in use by another process, damaged, or written by a
  /// newer version is an error.
  explicit Journal(const std::filesystem::path& file);

  [[nodiscard]] Contents load();

  /// Atomic, and on disk when it returns.
  void commit(const Contents& difference);

  /// The same, replacing everything.
  void rewrite(const Contents& whole);

 private:
  void make_tables();
  void write(const Contents& contents);
  void write_told(const Contents& contents);

  Database database_;
};

}  // namespace core::outbox
