// What survives the process, in one SQLite file. The outbox in memory is what counts; this is
// written behind it and read once, at the start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/outbox/database.hpp"

namespace core::outbox {

/// A transition that waits for a sink; `body` as of stored_record.hpp.
struct StoredEntry {
  std::string sink;
  std::uint64_t id = 0;
  std::string key;
  std::uint32_t attempts = 0;
  std::string body;
};

/// A finding that fires, as those who listen were told; an empty body: it is resolved.
struct StoredFinding {
  std::string project;
  std::string stream;
  std::string rule;
  std::string body;
};

/// Whether a stream was up when that was last told; VEX_UNKNOWN: nothing is told of it any more.
struct StoredState {
  std::string project;
  std::string stream;
  std::uint32_t up = 0;
};

/// Everything, or the difference to what was there before.
struct Contents {
  struct Id {
    std::string sink;
    std::uint64_t id;
  };

  struct Attempts : Id {
    std::uint32_t count;
  };

  std::vector<StoredEntry> entries;  // in the order of their ids
  std::vector<Id> removed;           // of a difference
  std::vector<Attempts> retried;     // likewise
  std::vector<StoredFinding> findings;
  std::vector<StoredState> states;
  std::uint64_t last_id = 0;  // the highest that was ever given

  [[nodiscard]] bool is_empty() const noexcept {
    return entries.empty() && removed.empty() && retried.empty() && findings.empty() &&
           states.empty();
  }
};

/// One thread at a time. Every function may block, and throws DatabaseError.
class Journal {
 public:
  /// Opens the file, or makes it. A file that another process uses, that is damaged, or that a
  /// newer version has written is an error.
  explicit Journal(const std::filesystem::path& file);

  [[nodiscard]] Contents load();

  /// All of it or nothing. On the disk when it returns.
  void commit(const Contents& difference);

  /// The same, with everything that was there before forgotten.
  void rewrite(const Contents& whole);

 private:
  void make_tables();
  void write(const Contents& contents);
  void write_told(const Contents& contents);

  Database database_;
};

}  // namespace core::outbox
