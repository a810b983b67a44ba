#include "core/discovery/fetch.hpp"

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/cancel_scope.hpp"
#include "core/engine/loop.hpp"
#include "core/net/context.hpp"
#include "core/net/http.hpp"
#include "core/net/network.hpp"

namespace core::discovery {
namespace {

struct Deaf final : net::RunObserver {};

/// The error is passed as a value, because an exception would be freed by whichever thread is last.
struct Answer {
  Fetched fetched;
  vex::Reason failure = vex::Reason::none;
  std::string sentence;
};

/// Shared by the fiber, the thread that waits, and what cancels it.
struct Asking {
  engine::CancelScope scope;
  std::promise<Answer> answer;
};

Fetched ask(net::Net& net, const net::NetOptions& options, const Query& query) {
  Deaf observer;
  net::NetContext context(net, options, observer);
  const net::Url url = net::parse_url(query.url);
  net::HttpClient client(context, url);
  net::HttpRequest request;
  request.url = url;
  request.headers = query.headers;
  request.any_status = true;
  const net::HttpResponse response = client.send(request);
  Fetched fetched;
  fetched.status = response.status;
  if (const auto etag = response.header("ETag")) fetched.etag = *etag;
  if (fetched.status == 304) return fetched;
  if (fetched.status < 200 || fetched.status > 299) {
    throw vex::Error(vex::Reason::http_status, net::redact(response.final_url) + ": status " +
                                                   std::to_string(fetched.status));
  }
  for (net::Bytes bytes; !(bytes = response.body->read({})).empty();) {
    if (fetched.body.size() + bytes.size() > query.largest_body) {
      throw vex::Error(vex::Reason::too_large, net::redact(response.final_url) +
                                                   ": the answer is larger than " +
                                                   std::to_string(query.largest_body) + " bytes");
    }
    fetched.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  return fetched;
}

}  // namespace

Fetched fetch(net::Net& net, const net::NetOptions& options, const Query& query,
              const std::stop_token& cancelled) {
  const auto asking = std::make_shared<Asking>();
  auto answer = asking->answer.get_future();
  engine::Loop& loop = net.loop();
  // The options and the query outlive the fiber, because this waits until it has ended.
  const bool is_posted = loop.post([&net, &options, &query, &loop, asking] {
    asking->scope.set_deadline(engine::from_now(query.timeout));
    loop.spawn(asking->scope, [&net, &options, &query, asking] {
      try {
        asking->answer.set_value({ask(net, options, query), {}, {}});
      } catch (const vex::Error& error) {
        asking->answer.set_value({{}, error.reason(), error.what()});
      }
    });
  });
  if (!is_posted) throw vex::Error(VEX_E_CANCELLED, "the exporter is stopping");
  const std::stop_callback cancel(cancelled, [&loop, asking] {
    loop.post([asking] { asking->scope.cancel("it is no longer asked for"); });
  });
  Answer came = answer.get();
  if (!came.sentence.empty()) throw vex::Error(came.failure, came.sentence);
  return std::move(came.fetched);
}

}  // namespace core::discovery
