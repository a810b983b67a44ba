#include "core/outbox/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace core::outbox {
namespace {

[[noreturn]] void refuse(sqlite3* database, int code) {
  throw DatabaseError(code & 0xff,
                      database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code));
}

void check(sqlite3* database, int code) {
  if (code != SQLITE_OK) refuse(database, code);
}

}  // namespace

DatabaseError::DatabaseError(int code, const std::string& sentence)
    : std::runtime_error(sentence), code_(code) {}

bool DatabaseError::is_corrupt() const noexcept {
  // The statements never change, so an invalid one means that the tables are not ours.
  return code_ == SQLITE_CORRUPT || code_ == SQLITE_NOTADB || code_ == SQLITE_FORMAT ||
         code_ == SQLITE_ERROR;
}

bool DatabaseError::is_locked() const noexcept {
  return code_ == SQLITE_BUSY || code_ == SQLITE_LOCKED;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  check(database, sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement,
                                     nullptr));
  statement_.reset(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  check(database_, sqlite3_bind_int64(statement_.get(), parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view value) {
  check(database_, sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(),
                                       SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3_reset(statement_.get());
  refuse(database_, code);
}

void Statement::run() {
  while (step()) {
  }
  sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
  const void* const text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return {};
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const char*>(text), static_cast<std::size_t>(size)};
}

void Database::Close::operator()(sqlite3* database) const noexcept { sqlite3_close(database); }

Database::Database(const std::filesystem::path& file) {
  // SQLite would use mode 0644; its other files inherit the mode of the first.
  const int made = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(database);
  check(database, code);
}

void Database::execute(const std::string& sql) {
  check(database_.get(), sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

Statement Database::prepare(std::string_view sql) { return {database_.get(), sql}; }

std::int64_t Database::integer_of(std::string_view query) {
  Statement statement = prepare(query);
  return statement.step() ? statement.integer(0) : 0;
}

Transaction::~Transaction() {
  if (!is_open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const DatabaseError&) {
    // SQLite has rolled back by itself.
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  is_open_ = false;
}

}  // namespace core::outbox
