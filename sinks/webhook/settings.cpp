#include "sinks/webhook/settings.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/URI.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

#include "sinks/webhook/options.hpp"
#include "sinks/webhook/signature.hpp"

namespace sinks::webhook {
namespace {

[[noreturn]] void refuse(const std::string& sentence) { throw vex::Error(VEX_E_INVALID, sentence); }

/// Its text is never shown, because it contains secrets.
Poco::URI url_of(const vex::Setup& setup) {
  try {
    Poco::URI url(setup[option::url]);
    const bool is_known = url.getScheme() == "http" || url.getScheme() == "https";
    if (is_known && !url.getHost().empty()) return url;
  } catch (const Poco::Exception&) {
    refuse("url is no URL");
  }
  refuse("url must begin with http:// or https:// and name a host");
}

/// Receivers reject whole requests because of an invalid link.
std::string external_url_of(const vex::Setup& setup) {
  std::string url = setup[option::external_url];
  if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://")) {
    refuse("external_url must begin with http:// or https://");
  }
  return url;
}

std::optional<Proxy> proxy_of(const vex::Setup& setup) {
  const std::string text = setup[option::proxy_url];
  if (text.empty()) return std::nullopt;
  try {
    const Poco::URI url(text);
    if (url.getScheme() == "http" && !url.getHost().empty()) {
      Proxy proxy{url.getHost(), url.getPort(), {}};
      std::string credentials;
      Poco::URI::decode(url.getUserInfo(), credentials);
      if (!credentials.empty()) proxy.authorization = "Basic " + base64(credentials);
      return proxy;
    }
  } catch (const Poco::Exception&) {
    refuse("proxy_url is no URL");
  }
  refuse("proxy_url must begin with http:// and name a host");
}

std::string target_of(const Poco::URI& url, const Format& format) {
  std::string target = url.getPathAndQuery();
  if (format.name == "alertmanager-api" && (target.empty() || target == "/")) {
    return "/api/v2/alerts";
  }
  return target.empty() ? "/" : target;
}

std::string content_of(const std::string& file, const char* option) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream || text.str().empty())
    refuse(std::string(option) + ": " + file + " cannot be read or is empty");
  return text.str();
}

Custom custom_of(const vex::Setup& setup) {
  const std::string text = setup[option::body];
  const std::string file = setup[option::body_file];
  if (!text.empty() && !file.empty()) refuse("give either template or template_file");
  if (!file.empty()) return {content_of(file, "template_file"), "template_file " + file};
  return {text, "template"};
}

bool holds(const Pairs& headers, const std::string& name) {
  const auto lower = [](std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return text;
  };
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return lower(header.first) == lower(name); });
}

Pairs headers_of(const vex::Setup& setup, const Poco::URI& url) {
  Pairs headers;
  for (const auto& [name, value] : setup[option::headers]) {
    if (name.empty() || name.find_first_of(" \t\r\n:") != std::string::npos ||
        value.find_first_of("\r\n") != std::string::npos) {
      refuse("headers: \"" + name + "\" cannot be sent");
    }
    headers.emplace_back(name, value);
  }
  std::string credentials = setup[option::username] + ":" + setup[option::password];
  if (credentials == ":") Poco::URI::decode(url.getUserInfo(), credentials = "");
  const std::string token = setup[option::bearer_token];
  if (credentials.size() > 1 && !token.empty())
    refuse("give either username and password or bearer_token");
  if (!token.empty()) {
    headers.emplace_back("Authorization", "Bearer " + token);
  } else if (credentials.size() > 1 && !holds(headers, "Authorization")) {
    headers.emplace_back("Authorization", "Basic " + base64(credentials));
  }
  return headers;
}

Language language_of(const vex::Setup& setup) {
  return log::choose_language(
      setup[option::language],
      {std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG")});
}

Poco::Net::Context::Ptr tls_of(const vex::Setup& setup) {
  using Poco::Net::Context;
  Context::Params params;
  params.caLocation = setup[option::ca_file];
  params.certificateFile = setup[option::certificate_file];
  params.privateKeyFile = setup[option::key_file];
  if (params.certificateFile.empty() != params.privateKeyFile.empty()) {
    refuse("certificate_file and key_file belong together");
  }
  params.loadDefaultCAs = params.caLocation.empty();
  params.verificationMode = setup[option::insecure] ? Context::VERIFY_NONE : Context::VERIFY_STRICT;
  try {
    Poco::Net::initializeSSL();
    Context::Ptr context(new Context(Context::CLIENT_USE, params));
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    return context;
  } catch (const Poco::Exception& error) {
    refuse("ca_file, certificate_file or key_file cannot be used: " + error.displayText());
  }
}

}  // namespace

Endpoint endpoint_of(const vex::Setup& setup) {
  const Poco::URI url = url_of(setup);
  Endpoint endpoint;
  endpoint.host = url.getHost();
  endpoint.port = url.getPort();
  if (url.getScheme() == "https") endpoint.tls = tls_of(setup);
  endpoint.timeout = setup[option::timeout];
  endpoint.proxy = proxy_of(setup);
  endpoint.name_servers = setup[option::dns_servers];
  if (!are_name_servers(endpoint.name_servers)) refuse("dns_servers: one of them is no address");
  return endpoint;
}

Composer composer_of(const vex::Setup& setup) {
  const Format& format = format_named(setup[option::format]);
  const Poco::URI url = url_of(setup);
  Manner manner;
  manner.target = target_of(url, format);
  manner.content_type = setup[option::content_type];
  manner.headers = headers_of(setup, url);
  manner.secret = setup[option::secret];
  manner.most_alerts = static_cast<std::size_t>(setup[option::group_size]);
  manner.occasion.receiver = setup.name();
  manner.occasion.external_url = external_url_of(setup);
  manner.occasion.language = language_of(setup);
  // As in Prometheus: an alert that misses three of its re-sends has ended.
  manner.occasion.firing_for = setup[option::resend_interval] * 4;
  return {format, std::move(manner), custom_of(setup)};
}

Secrets secrets_of(const vex::Setup& setup) {
  Secrets secrets;
  const Poco::URI url = url_of(setup);
  if (!url.getPathAndQuery().empty()) secrets.add_target(url.getPathAndQuery());
  for (const std::string& credential :
       {std::string(setup[option::secret]), std::string(setup[option::password]),
        std::string(setup[option::bearer_token])}) {
    secrets.add(credential);
  }
  for (const auto& [name, value] : headers_of(setup, url)) {
    if (name == "Authorization") secrets.add(value);
  }
  return secrets;
}

Filter filter_of(const vex::Setup& setup) {
  Filter filter{setup[option::projects], setup[option::severities], setup[option::rules],
                setup[option::labels], setup[option::send_resolved]};
  constexpr std::array<std::string_view, 3> known{"info", "warning", "critical"};
  for (const std::string& severity : filter.severities) {
    if (std::find(known.begin(), known.end(), severity) == known.end()) {
      refuse("severities: \"" + severity + "\" is not one of info, warning, critical");
    }
  }
  return filter;
}

}  // namespace sinks::webhook
