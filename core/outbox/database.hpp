// SQLite with owning types and exceptions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace core::outbox {

/// An error from SQLite, in its words.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(int code, const std::string& sentence);

  /// The file is not a database, or a different one, or damaged: retrying will not help.
  [[nodiscard]] bool is_corrupt() const noexcept;

  /// Another process holds the file.
  [[nodiscard]] bool is_locked() const noexcept;

 private:
  int code_;  // SQLITE_*, primary
};

/// A prepared statement. Bound texts must outlive the step. Columns count from 0, parameters from
/// 1.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view value);

  /// Returns whether there is a row.
  bool step();

  /// Steps to the end and resets it for new bindings.
  void run();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// One connection, to be used by one thread at a time.
class Database {
 public:
  /// Creates the file, accessible only to its owner, if it does not exist.
  explicit Database(const std::filesystem::path& file);

  void execute(const std::string& sql);
  [[nodiscard]] Statement prepare(std::string_view sql);
  [[nodiscard]] std::int64_t integer_of(std::string_view query);

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept;
  };

  std::unique_ptr<sqlite3, Close> database_;
};

/// Rolled back unless it was committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.execute("BEGIN"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace core::outbox
