#pragma once

#include <openssl/types.h>

namespace core::net {

class TlsSession;

// A BIO that reads from the session's inbox and writes to its outgoing bytes. The caller owns it.
// Throws std::bad_alloc.
BIO* make_session_bio(TlsSession& session);

}  // namespace core::net
