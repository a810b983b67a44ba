#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/clock.hpp"

namespace core::net {

using engine::Nanos;

struct TimeOuts {
  Nanos resolve = std::chrono::seconds(10);
  Nanos connect = std::chrono::seconds(10);
  Nanos tls = std::chrono::seconds(10);
  Nanos request = std::chrono::seconds(10);      // from the request to the head of its response
  Nanos idle = std::chrono::seconds(10);         // silence while reading or writing
  Nanos first_media = std::chrono::seconds(10);  // for probes that do their own reading
};

struct TlsOptions {
  bool insecure = false;         // the peer's certificate is not verified
  std::string ca_file;           // PEM; empty: the system's authorities
  std::string certificate_file;  // PEM, with the chain; empty: none is shown to the peer
  std::string key_file;          // PEM
  std::string server_name;       // for SNI and the name check; empty: the host of the URL

  // clang-tidy 14 takes the 0 within for a pointer. NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const TlsOptions&, const TlsOptions&) = default;
};

struct Credentials {
  std::string user;
  std::string password;
};

struct Header {
  std::string name;
  std::string value;
};

// How one stream uses the network: set by its configuration, shared by its runs.
struct NetOptions {
  TimeOuts time_outs;
  TlsOptions tls;
  std::optional<Credentials> credentials;  // user information in the URL takes precedence
  std::vector<Header> headers;             // sent with HTTP requests to the stream's own host
  std::string user_agent = "video-exporter";
};

}  // namespace core::net
