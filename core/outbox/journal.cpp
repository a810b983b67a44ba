#include "core/outbox/journal.hpp"

#include <sqlite3.h>
#include <vex/abi.h>

namespace core::outbox {
namespace {

constexpr std::int64_t schema_version = 1;

/// SQLite's integers are signed.
std::int64_t to_column(std::uint64_t id) { return static_cast<std::int64_t>(id); }

}  // namespace

Journal::Journal(const std::filesystem::path& file) : database_(file) {
  // Only one process, which also avoids the shared-memory file; and, with WAL, a commit is on disk
  // when it returns.
  database_.execute(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  const std::int64_t version = database_.integer_of("PRAGMA user_version");
  if (version > schema_version) {
    throw DatabaseError(SQLITE_FORMAT, "it was written by a newer version of the program");
  }
  Statement check = database_.prepare("PRAGMA quick_check(1)");
  if (!check.step() || check.text(0) != "ok") {
    throw DatabaseError(SQLITE_CORRUPT, "it is damaged: " + check.text(0));
  }
  if (version == 0) make_tables();
}

void Journal::make_tables() {
  Transaction transaction(database_);
  database_.execute(
      "CREATE TABLE journal (last_id INTEGER NOT NULL); INSERT INTO journal VALUES (0);"
      "CREATE TABLE entry (sink TEXT, id INTEGER, key TEXT, attempts INTEGER, body TEXT,"
      " PRIMARY KEY (sink, id)) WITHOUT ROWID;"
      "CREATE TABLE finding (project TEXT, stream TEXT, rule TEXT, body TEXT,"
      " PRIMARY KEY (project, stream, rule)) WITHOUT ROWID;"
      "CREATE TABLE state (project TEXT, stream TEXT, up INTEGER,"
      " PRIMARY KEY (project, stream)) WITHOUT ROWID;"
      "PRAGMA user_version = " +
      std::to_string(schema_version));
  transaction.commit();
}

Contents Journal::load() {
  Contents contents;
  contents.last_id =
      static_cast<std::uint64_t>(database_.integer_of("SELECT last_id FROM journal"));
  Statement entries =
      database_.prepare("SELECT sink, id, key, attempts, body FROM entry ORDER BY id, sink");
  while (entries.step()) {
    contents.entries.push_back({entries.text(0), static_cast<std::uint64_t>(entries.integer(1)),
                                entries.text(2), static_cast<std::uint32_t>(entries.integer(3)),
                                entries.text(4)});
  }
  Statement findings = database_.prepare("SELECT project, stream, rule, body FROM finding");
  while (findings.step()) {
    contents.findings.push_back(
        {findings.text(0), findings.text(1), findings.text(2), findings.text(3)});
  }
  Statement states = database_.prepare("SELECT project, stream, up FROM state");
  while (states.step()) {
    contents.states.push_back(
        {states.text(0), states.text(1), static_cast<std::uint32_t>(states.integer(2))});
  }
  return contents;
}

void Journal::commit(const Contents& difference) {
  Transaction transaction(database_);
  write(difference);
  transaction.commit();
}

void Journal::rewrite(const Contents& whole) {
  Transaction transaction(database_);
  database_.execute("DELETE FROM entry; DELETE FROM finding; DELETE FROM state");
  write(whole);
  transaction.commit();
}

void Journal::write(const Contents& contents) {
  Statement put_entry = database_.prepare("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)");
  for (const StoredEntry& entry : contents.entries) {
    put_entry.bind(1, entry.sink)
        .bind(2, to_column(entry.id))
        .bind(3, entry.key)
        .bind(4, entry.attempts)
        .bind(5, entry.body)
        .run();
  }
  Statement remove_entry = database_.prepare("DELETE FROM entry WHERE sink = ? AND id = ?");
  for (const auto& [sink, id] : contents.removed) {
    remove_entry.bind(1, sink).bind(2, to_column(id)).run();
  }
  Statement count_attempts =
      database_.prepare("UPDATE entry SET attempts = ? WHERE sink = ? AND id = ?");
  for (const Contents::Attempts& retried : contents.retried) {
    count_attempts.bind(1, retried.count)
        .bind(2, retried.sink)
        .bind(3, to_column(retried.id))
        .run();
  }
  write_told(contents);
  database_.prepare("UPDATE journal SET last_id = ?").bind(1, to_column(contents.last_id)).run();
}

/// What receivers were last told.
void Journal::write_told(const Contents& contents) {
  Statement put_finding = database_.prepare("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?)");
  Statement remove_finding =
      database_.prepare("DELETE FROM finding WHERE project = ? AND stream = ? AND rule = ?");
  for (const StoredFinding& finding : contents.findings) {
    Statement& statement = finding.body.empty() ? remove_finding : put_finding;
    statement.bind(1, finding.project).bind(2, finding.stream).bind(3, finding.rule);
    if (!finding.body.empty()) statement.bind(4, finding.body);
    statement.run();
  }
  Statement put_state = database_.prepare("INSERT OR REPLACE INTO state VALUES (?, ?, ?)");
  Statement remove_state = database_.prepare("DELETE FROM state WHERE project = ? AND stream = ?");
  for (const StoredState& state : contents.states) {
    const bool is_known = state.up != VEX_UNKNOWN;
    Statement& statement = is_known ? put_state : remove_state;
    statement.bind(1, state.project).bind(2, state.stream);
    if (is_known) statement.bind(3, state.up);
    statement.run();
  }
}

}  // namespace core::outbox
