#include "core/web/status_page.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <random>
#include <utility>

#include "core/web/figures.hpp"
#include "core/web/html.hpp"
#include "core/web/status_assets.hpp"
#include "core/web/status_row.hpp"
#include "core/web/stream_filter.hpp"
#include "core/web/views.hpp"

namespace core::web {
namespace {

struct Asked {
  StreamFilter filter;
  std::size_t page = 1;
};

Asked asked_of(const Request& request) {
  Asked asked;
  if (const std::string* const words = request.query_value("q")) asked.filter.words = *words;
  if (const std::string* const state = request.query_value("state")) {
    asked.filter.standing = standing_of(*state);
  }
  if (const std::string* const page = request.query_value("page")) {
    std::from_chars(page->data(), page->data() + page->size(), asked.page);
  }
  return asked;
}

// Marks our own script and style, so that the browser runs nothing else.
std::string make_nonce() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device random;
  std::string nonce;
  for (int word = 0; word < 4; ++word) {
    auto bits = random();
    for (int i = 0; i < 8; ++i, bits >>= 4) nonce += digits[bits & 0xf];
  }
  return nonce;
}

std::string policy(const std::string& nonce) {
  return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce +
         "'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
         "frame-ancestors 'none'";
}

void append_head(Html& html, const std::string& nonce) {
  html.markup("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
      .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
      .markup("<meta name=\"color-scheme\" content=\"light dark\">\n")
      .markup("<title>video-exporter</title>\n<link rel=\"icon\" href=\"data:,\">\n")
      .markup(R"(<style nonce=")" + nonce + R"(">)")
      .markup(status_css)
      .markup("</style>\n");
}

constexpr std::array<Standing, 4> standings{Standing::down, Standing::impaired, Standing::unknown,
                                            Standing::healthy};

void append_option(Html& html, std::string_view value, std::string_view label, std::size_t count,
                   bool is_chosen) {
  html.markup(R"(<label class=")").markup(value.empty() ? "all" : value).markup(R"(">)");
  html.markup(R"(<input type="radio" name="state" value=")").markup(value).markup(R"(")");
  if (is_chosen) html.markup(" checked");
  html.markup("><span><b>" + std::to_string(count) + "</b> ").markup(label);
  html.markup("</span></label>\n");
}

void append_form(Html& html, const StreamFilter& filter, const Selection& selection,
                 std::size_t total) {
  html.markup("<form role=\"search\">\n<fieldset id=\"counts\">\n");
  append_option(html, "", "streams", total, !filter.standing);
  for (const Standing standing : standings) {
    append_option(html, name_of(standing), name_of(standing),
                  selection.counts[static_cast<std::size_t>(standing)],
                  filter.standing == standing);
  }
  html.markup("</fieldset>\n<input type=\"search\" name=\"q\" aria-label=\"Search streams\" ")
      .markup(R"(placeholder="Search: id, project, URL, reason …" autocomplete="off" value=")")
      .text(filter.words)
      .markup("\">\n<button>Search</button>\n<output id=\"shown\"></output>\n</form>\n");
}

void append_table(Html& html, const std::vector<const vex_stream_snapshot*>& streams,
                  std::size_t first, std::size_t count, const SnapshotSource& source,
                  std::int64_t now) {
  html.markup(
          "<div "
          "class=\"rows\">\n<table>\n<thead><tr><th>State<th>Since<th>Project<th>Stream<th>Trouble")
      .markup(R"(<th class="number">Bitrate<th class="number">Frames/s<th class="number">)")
      .markup("Size<th>Codecs<th class=\"number\">GOP<th>Quality</tr></thead>\n<tbody>\n");
  for (std::size_t i = first; i < std::min(first + count, streams.size()); ++i) {
    append_row(html, *streams[i], source.unix_time(streams[i]->since), now);
  }
  html.markup("</tbody>\n</table>\n</div>\n");
  html.markup(R"(<p class="empty")").markup(streams.empty() ? "" : " hidden");
  html.markup(">No stream matches.</p>\n");
}

std::string page_link(const Asked& asked, std::size_t page) {
  std::string link = "?page=" + std::to_string(page);
  if (!asked.filter.words.empty()) link += "&q=" + escape_query(asked.filter.words);
  if (asked.filter.standing) link += "&state=" + std::string(name_of(*asked.filter.standing));
  return link;
}

void append_pages(Html& html, const Asked& asked, std::size_t pages) {
  if (pages < 2) return;
  html.markup(R"(<nav class="pages" aria-label="Pages">)");
  for (std::size_t page = 1; page <= pages; ++page) {
    const std::string number = std::to_string(page);
    if (page == asked.page) {
      html.markup(R"(<b aria-current="page">)" + number + "</b> ");
    } else {
      html.markup(R"(<a href=")").text(page_link(asked, page)).markup(R"(">)" + number + "</a> ");
    }
  }
  html.markup("</nav>\n");
}

}  // namespace

StatusPage::StatusPage(SnapshotSource& source, std::string about, std::size_t rows_per_page)
    : source_(&source), about_(std::move(about)), rows_per_page_(rows_per_page) {}

Response StatusPage::operator()(const Request& request) const {
  const SnapshotView snapshot(*source_);
  Asked asked = asked_of(request);
  const Selection selection = select(*snapshot, asked.filter);
  const std::size_t pages =
      std::max<std::size_t>(1, (selection.streams.size() + rows_per_page_ - 1) / rows_per_page_);
  asked.page = std::clamp<std::size_t>(asked.page, 1, pages);
  const std::int64_t now = std::chrono::duration_cast<std::chrono::nanoseconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  const std::string nonce = make_nonce();

  Html html;
  html.reserve(16'384 + 700 * std::min(selection.streams.size(), rows_per_page_));
  append_head(html, nonce);
  html.markup("<header><h1>video-exporter</h1>\n<nav><a href=\"/metrics\">metrics</a> ")
      .markup("<a href=\"/api/v1/streams\">JSON</a></nav>\n<p id=\"freshness\"></p></header>\n")
      .markup(R"(<main data-search=")")
      .markup(snapshot->stream_count <= rows_per_page_ ? "browser" : "server")
      .markup("\">\n");
  if (snapshot->measurement_valid == VEX_NO) {
    html.markup(R"(<p class="banner">The exporter is overloaded: do not rely on the state )")
        .markup("of streams until it has recovered.</p>\n");
  }
  append_form(html, asked.filter, selection, snapshot->stream_count);
  append_table(html, selection.streams, (asked.page - 1) * rows_per_page_, rows_per_page_, *source_,
               now);
  append_pages(html, asked, pages);
  html.markup("</main>\n<footer>").text(about_).markup("</footer>\n");
  html.markup(R"(<script nonce=")" + nonce + R"(">)").markup(status_script).markup("</script>\n");
  return {.content_type = "text/html; charset=utf-8",
          .headers = {{"Content-Security-Policy", policy(nonce)}},
          .body = html.take()};
}

}  // namespace core::web
