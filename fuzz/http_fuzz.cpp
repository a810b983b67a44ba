// What HTTP brings before a body: URLs to be redirected to, heads, and the chunked coding, which is
// the same wherever it is split.
#include <string>
#include <string_view>
#include <vex/cpp/error.hpp>

#include "core/net/chunk_decoder.hpp"
#include "core/net/http_head.hpp"
#include "core/net/secrets.hpp"
#include "core/net/url.hpp"
#include "fuzz/fuzz.hpp"
#include "media/uri/masking.hpp"

namespace {

using namespace core::net;

void try_url(std::string_view text) {
  try {
    const Url base = parse_url("https://user:pass@example.com/live/a?b=1");
    const Url url = resolve_reference(base, text);
    fuzz::require(url.host.find_first_of("@/?# \r\n") == std::string::npos);
    fuzz::require(url.target().find_first_of(" \r\n") == std::string::npos);
    fuzz::require(parse_url(url.text()).text() == url.text());
    fuzz::require(is_same_origin(base, url) || url.user != "user" ||
                  text.find("user") != std::string_view::npos);
    (void)redact(url);
    Secrets secrets;
    secrets.add_url(url);
    (void)secrets.scrub(text);
  } catch (const vex::Error&) {
  }
}

void try_head(std::string_view text) {
  try {
    const HttpHead head = parse_head(text, true);
    for (const Header& header : head.headers) {
      fuzz::require(header.value.find_first_of("\r\n") == std::string::npos);
    }
  } catch (const vex::Error&) {
  }
}

/// The data, and how it ended.
std::string decoded(Bytes coded, std::size_t piece) {
  ChunkDecoder decoder;
  std::string data;
  try {
    while (!coded.empty() && !decoder.is_over()) {
      const Bytes next = coded.first(std::min(piece, coded.size()));
      const std::uint64_t left = decoder.data_left();
      std::size_t used = 0;
      if (left != 0) {
        used = static_cast<std::size_t>(std::min<std::uint64_t>(left, next.size()));
        data.append(reinterpret_cast<const char*>(next.data()), used);
        decoder.take(used);
      } else {
        used = decoder.feed(next);
      }
      coded = coded.subspan(used);
    }
  } catch (const vex::Error& error) {
    return data + "!" + error.what();
  }
  return data + (decoder.is_over() ? "." : "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_url(text);
  try_head(text);
  const auto bytes = fuzz::bytes_of(data, size);
  fuzz::require(decoded(bytes, size) == decoded(bytes, 1));
  const std::string shown = media::uri::masked(text);
  fuzz::require(media::uri::masked(shown) == shown);
  return 0;
}
