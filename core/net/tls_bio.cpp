#include "core/net/tls_bio.hpp"

#include <openssl/bio.h>

#include <cstring>
#include <memory>
#include <new>

#include "core/net/receive_buffer.hpp"
#include "core/net/tls_session.hpp"

namespace core::net {
namespace {

TlsSession& session_of(BIO* bio) { return *static_cast<TlsSession*>(::BIO_get_data(bio)); }

int read(BIO* bio, char* room, int size) {
  ::BIO_clear_retry_flags(bio);
  const Bytes bytes = session_of(bio).wire().take(static_cast<std::size_t>(size));
  if (bytes.empty()) {
    ::BIO_set_retry_read(bio);
    return -1;
  }
  std::memcpy(room, bytes.data(), bytes.size());
  return static_cast<int>(bytes.size());
}

int write(BIO* bio, const char* data, int size) {
  ::BIO_clear_retry_flags(bio);
  session_of(bio).outgoing().append(data, static_cast<std::size_t>(size));
  return size;
}

long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

using Method = std::unique_ptr<BIO_METHOD, decltype(&::BIO_meth_free)>;

Method make_method() {
  Method method(::BIO_meth_new(::BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "inbox"),
                ::BIO_meth_free);
  if (!method) throw std::bad_alloc();
  ::BIO_meth_set_read(method.get(), read);
  ::BIO_meth_set_write(method.get(), write);
  ::BIO_meth_set_ctrl(method.get(), control);
  return method;
}

}  // namespace

BIO* make_session_bio(TlsSession& session) {
  static const Method method = make_method();
  BIO* bio = ::BIO_new(method.get());
  if (bio == nullptr) throw std::bad_alloc();
  ::BIO_set_data(bio, &session);
  ::BIO_set_init(bio, 1);
  return bio;
}

}  // namespace core::net
