#include <optional>
#include <vex/vex.hpp>

/// Measures the media time between keyframes, and finds streams where it grows too long.
class KeyframeGap final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"keyframe_gap", "1.0.0", "Watches the time between keyframes"};
  static constexpr vex::Gauge gap{"keyframe_gap", "seconds", "Time between the last keyframes."};
  static constexpr vex::Rule late{"keyframe_late",
                                  vex::Severity::warning,
                                  "The last keyframe came later than the limit.",
                                  "seconds",
                                  {"4s"}};
  static constexpr auto metrics = vex::metrics(gap);
  static constexpr auto rules = vex::rules(late);

  explicit KeyframeGap(const vex::Setup& setup) : Analyzer(setup), limit_(setup.limit(late)) {}

  void on_track(const vex::Track& track) override {
    if (track.kind == vex::Track::video) video_ = track.id;
  }

  void on_packet(const vex::Packet& packet) override {
    if (packet.track != video_ || !packet.key || packet.config) return;
    const double since = vex::seconds(packet.dts - last_.value_or(packet.dts));
    if (last_) emit(gap, since);
    emit(vex::Finding{.rule = late, .broken = since > limit_, .value = since, .limit = limit_});
    last_ = packet.dts;
  }

 private:
  const double limit_;
  std::optional<std::uint32_t> video_;
  std::optional<vex::Nanos> last_;
};
VEX_PLUGINS(KeyframeGap)
