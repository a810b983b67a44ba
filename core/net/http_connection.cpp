#include "core/net/http_connection.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/net/errors.hpp"

namespace core::net {
namespace {

using engine::Clock;

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr unsigned switching_protocols = 101;
constexpr int max_interim_heads = 8;

Bytes as_bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

// The time a read may take: at least 1 ns, because 0 would mean the idle time-out.
Nanos left_until(Time deadline) { return std::max(deadline - Clock::now(), Nanos(1)); }

}  // namespace

HttpConnection::HttpConnection(Peer peer, std::unique_ptr<ByteStream> stream)
    : peer_(std::move(peer)), stream_(std::move(stream)) {}

std::optional<HttpHead> HttpConnection::ask(std::string_view request, bool has_body,
                                            Nanos timeout) {
  const Time deadline = engine::from_now(timeout);
  std::string text;
  try {
    stream_->write(as_bytes(request), timeout);
    stream_->expect_reply();
    for (int i = 0; i < max_interim_heads; ++i) {
      text.clear();
      if (!read_head(text, deadline)) return std::nullopt;
      HttpHead head = parse_head(text, has_body);
      if (head.status >= 200 || head.status == switching_protocols) return head;
    }
  } catch (const vex::Error& error) {
    if (error.reason() == vex::Reason::closed && text.empty()) return std::nullopt;
    if (error.reason() == vex::Reason::timeout && Clock::now() >= deadline)
      throw vex::Error(vex::Reason::timeout,
                       "no head of a response within " + length_text(timeout));
    throw;
  }
  throw vex::Error(vex::Reason::protocol, "interim responses without an end");
}

// Beast's parser needs the whole head at once.
bool HttpConnection::read_head(std::string& text, Time deadline) {
  for (;;) {
    const Bytes bytes = stream_->read(left_until(deadline));
    if (bytes.empty()) {
      if (text.empty()) return false;
      throw vex::Error(vex::Reason::closed, "the connection ended within the head of a response");
    }
    const std::size_t before = text.size();
    const std::size_t room = max_head_size + 1 - before;
    text.append(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), room));
    const std::size_t search = before - std::min(before, end_of_head.size() - 1);
    const std::size_t end = text.find(end_of_head, search);
    if (end != std::string::npos) {
      text.resize(end + end_of_head.size());
      stream_->unread(bytes.size() - (text.size() - before));
      return true;
    }
    if (text.size() > max_head_size)
      throw vex::Error(vex::Reason::too_large, "the head of a response is over 64 KiB");
  }
}

}  // namespace core::net
