// The options of a receiver.
#pragma once

#include <string>

#include <vex/vex.hpp>

namespace sinks::webhook::option {

/// A choice with more words than vex::Choice can hold.
struct FormatChoice : vex::Option<VEX_OPTION_CHOICE, std::string> {
  constexpr FormatChoice() : Option("format", "alertmanager", "What the receiver understands") {
    choices = words;
  }

  static constexpr const char* words[] = {
      "alertmanager", "alertmanager-api", "json",   "slack", "teams",
      "discord",      "dingtalk",         "feishu", "wecom", nullptr};
};

inline constexpr vex::Secret url{"url", vex::required, "Where to post to, http or https"};
inline constexpr FormatChoice format;
inline constexpr vex::Choice language{
    "language", "auto", "Language of texts for people; auto: by the locale", {"auto", "zh", "en"}};
inline constexpr vex::Text body{"template", "",
                                "Body instead of the format's, a Mustache template"};
inline constexpr vex::Text body_file{"template_file", "", "File with such a template"};
inline constexpr vex::Text content_type{"content_type", "application/json",
                                        "Content type of the body"};
inline constexpr vex::Secret secret{
    "secret", "", "Signs requests; for dingtalk and feishu the secret that they show"};
inline constexpr vex::Map headers{"headers", "{}", "Further headers of the requests"};
inline constexpr vex::Text username{"username", "", "For basic authentication"};
inline constexpr vex::Secret password{"password", "", "For basic authentication"};
inline constexpr vex::Secret bearer_token{"bearer_token", "", "For bearer authentication"};
inline constexpr vex::Text ca_file{"ca_file", "", "Authorities to trust instead of the system's"};
inline constexpr vex::Text certificate_file{"certificate_file", "", "Client certificate"};
inline constexpr vex::Text key_file{"key_file", "", "Key of the client certificate"};
inline constexpr vex::Flag insecure{"insecure", "false", "Accept any certificate"};
inline constexpr vex::Secret proxy_url{
    "proxy_url", "", "Proxy that requests go through: http://user:password@host:3128"};
inline constexpr vex::Duration timeout{
    "timeout", "10s", "Bounds a request, from resolving the name to the response", {"100ms", "5m"}};
inline constexpr vex::List dns_servers{
    "dns_servers", "[]", "Name servers to ask for the receiver instead of the system's"};
inline constexpr vex::List projects{"projects", "[]", "Projects to report; empty: all"};
inline constexpr vex::List severities{"severities", "[warning, critical]",
                                      "Severities to report; empty: all"};
inline constexpr vex::List rules{"rules", "[]", "Rules to report; empty: all"};
inline constexpr vex::Map labels{"labels", "{}", "Labels that a stream must have to be reported"};
inline constexpr vex::Flag send_resolved{"send_resolved", "true", "Report resolved alerts, too"};
inline constexpr vex::Duration group_wait{
    "group_wait",
    "250ms",
    "How long to wait for further alerts, to send them together",
    {"0s", "10m"}};
inline constexpr vex::Integer group_size{
    "group_size", "1000", "Most alerts of one request", {"1", "10000"}};
inline constexpr vex::Integer rate_limit{
    "rate_limit",
    "20",
    "Requests per minute, with bursts of half as many, at most 10; 0: no limit",
    {"0", "100000"}};
inline constexpr vex::Duration resend_interval{
    "resend_interval", "1m", "How often alertmanager-api repeats what is firing", {"1s", "1h"}};
inline constexpr vex::Duration expire{
    "expire", "24h", "Age at which an alert is given up", {"1m", nullptr}};
inline constexpr vex::Text external_url{"external_url", "", "URL of this exporter, for links"};

inline constexpr auto all =
    vex::options(url, format, language, body, body_file, content_type, secret, headers, username,
                 password, bearer_token, ca_file, certificate_file, key_file, insecure, proxy_url,
                 timeout, dns_servers, projects, severities, rules, labels, send_resolved,
                 group_wait, group_size, rate_limit, resend_interval, expire, external_url);

}  // namespace sinks::webhook::option
