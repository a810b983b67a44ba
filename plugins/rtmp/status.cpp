#include "plugins/rtmp/status.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "plugins/peer_text/quote.hpp"

namespace rtmp {

namespace {

using vex::Reason;

struct Code {
  std::string_view text;
  Meaning meaning;
  Reason reason;
};

// Codes that mean an end or a failure whatever level the server gives them.
constexpr std::array codes{
    Code{"NetStream.Play.Start", Meaning::playing, Reason::none},
    Code{"NetStream.Play.PublishNotify", Meaning::playing, Reason::none},
    Code{"NetStream.Play.StreamNotFound", Meaning::failed, Reason::not_found},
    Code{"NetStream.Play.FileNotFound", Meaning::failed, Reason::not_found},
    Code{"NetStream.Play.FileStructureInvalid", Meaning::failed, Reason::unsupported},
    Code{"NetStream.Play.NoSupportedTrackFound", Meaning::failed, Reason::unsupported},
    Code{"NetStream.Play.Failed", Meaning::failed, Reason::none},
    Code{"NetStream.Play.UnpublishNotify", Meaning::ended, Reason::closed},
    Code{"NetStream.Play.Stop", Meaning::ended, Reason::closed},
    Code{"NetStream.Play.Complete", Meaning::ended, Reason::closed},
    Code{"NetStream.Failed", Meaning::failed, Reason::none},
    Code{"NetConnection.Connect.InvalidApp", Meaning::failed, Reason::not_found},
    Code{"NetConnection.Connect.Rejected", Meaning::failed, Reason::auth},
    Code{"NetConnection.Connect.Failed", Meaning::failed, Reason::none},
    Code{"NetConnection.Connect.Closed", Meaning::ended, Reason::closed},
    Code{"NetConnection.Connect.AppShutdown", Meaning::ended, Reason::closed},
    Code{"NetConnection.Connect.IdleTimeOut", Meaning::ended, Reason::closed},
};

const Code* find(std::string_view text) {
  const auto found =
      std::find_if(codes.begin(), codes.end(), [&](const Code& code) { return code.text == text; });
  return found == codes.end() ? nullptr : &*found;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

/// Codes are coarse: servers reject a wrong application in the same way as a wrong password, and
/// only the text says which it was.
Reason reason_of(std::string_view code, std::string_view description) {
  const Code* known = find(code);
  const Reason by_code = known == nullptr ? Reason::none : known->reason;
  if (by_code != Reason::none && by_code != Reason::auth) return by_code;
  if (holds_any(description, {"not found", "not exist", "not defined", "no such", "unknown app",
                              "invalid app", "404"})) {
    return Reason::not_found;
  }
  if (holds_any(description, {"auth", "denied", "forbidden", "token", "permission", "not allowed",
                              "401", "403"})) {
    return Reason::auth;
  }
  // For a refusal without an explanation, no reason fits better than that of other statuses.
  return by_code == Reason::none ? Reason::http_status : by_code;
}

}  // namespace

Meaning meaning_of(const media::rtmp::Command& status) {
  if (const Code* known = find(status.text("code"))) return known->meaning;
  return status.text("level") == "error" ? Meaning::failed : Meaning::nothing;
}

vex::Error error_of(const media::rtmp::Command& answer, std::string_view asked) {
  const std::string_view code = answer.text("code");
  const std::string_view description = answer.text("description");
  std::string sentence = meaning_of(answer) == Meaning::ended ? "the server ended the stream"
                                                              : std::string(asked) + " was refused";
  if (!code.empty()) sentence += ": " + peer_text::quote(code);
  if (!description.empty()) sentence += ", " + peer_text::quote(description);
  return {reason_of(code, description), sentence};
}

}  // namespace rtmp
