#include "sinks/prometheus/negotiation.hpp"

#include <gtest/gtest.h>

namespace sinks::prometheus {
namespace {

struct AcceptRow {
  const char* name;
  const char* header;
  Form form;
};

class AcceptHeader : public testing::TestWithParam<AcceptRow> {};

TEST_P(AcceptHeader, chooses_the_form) {
  EXPECT_EQ(negotiate_form(GetParam().header), GetParam().form);
}

INSTANTIATE_TEST_SUITE_P(
    Negotiation, AcceptHeader,
    testing::Values(
        AcceptRow{"none", "", Form::text}, AcceptRow{"anything", "*/*", Form::text},
        AcceptRow{"browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                  Form::text},
        AcceptRow{"prometheus_2",
                  "application/openmetrics-text;version=1.0.0,"
                  "application/openmetrics-text;version=0.0.1;q=0.75,"
                  "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                  Form::openmetrics},
        AcceptRow{"prometheus_3",
                  "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                  "application/openmetrics-text;version=0.0.1;q=0.5,"
                  "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                  "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                  Form::openmetrics},
        AcceptRow{"text_weighs_more",
                  "application/openmetrics-text;q=0.5, text/plain;version=0.0.4;q=0.9", Form::text},
        AcceptRow{"openmetrics_without_version", "application/openmetrics-text", Form::openmetrics},
        AcceptRow{"openmetrics_of_another_version", "application/openmetrics-text; version=2.0.0",
                  Form::text},
        AcceptRow{"openmetrics_refused", "application/openmetrics-text;q=0", Form::text},
        AcceptRow{"closer_range_decides", "application/openmetrics-text;q=0.1, */*;q=0.5",
                  Form::text},
        AcceptRow{"subtype_range", "application/*, text/plain;q=0.5", Form::openmetrics},
        AcceptRow{"case_and_spaces", " Application/OpenMetrics-Text ; Version=1.0.0 ; Q=1 ",
                  Form::openmetrics},
        AcceptRow{"weight_is_nonsense", "application/openmetrics-text;q=high", Form::text},
        AcceptRow{"weight_is_not_a_number", "application/openmetrics-text;q=nan", Form::text},
        AcceptRow{"only_separators", ";,;=,,;q=1", Form::text}),
    [](const auto& row) { return row.param.name; });

struct EncodingRow {
  const char* name;
  const char* header;
  bool gzip;
};

class AcceptEncodingHeader : public testing::TestWithParam<EncodingRow> {};

TEST_P(AcceptEncodingHeader, allows_gzip_or_not) {
  EXPECT_EQ(accepts_gzip(GetParam().header), GetParam().gzip);
}

INSTANTIATE_TEST_SUITE_P(
    Negotiation, AcceptEncodingHeader,
    testing::Values(EncodingRow{"none", "", false}, EncodingRow{"gzip", "gzip", true},
                    EncodingRow{"among_others", "br;q=1.0, gzip;q=0.8, deflate", true},
                    EncodingRow{"anything", "*", true},
                    EncodingRow{"refused", "gzip;q=0, *", false},
                    EncodingRow{"identity_preferred", "identity, gzip;q=0.5", false},
                    EncodingRow{"other_only", "br, deflate", false},
                    EncodingRow{"old_name", "x-gzip", true}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace sinks::prometheus
