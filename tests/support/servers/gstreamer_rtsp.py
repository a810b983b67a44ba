#!/usr/bin/env python3
"""A GStreamer RTSP server of test pictures and tones, for the end-to-end tests.

Prints "port N" once it listens. Mounts: /h264 (with AAC), /h265, /audio (PCMA alone), /mpegts (H.264
and AAC in a transport stream), /vp8, /tcp (H.264, TCP only), /udp (H.264, UDP only). With --authentication all of them ask for the user "watcher" and
the password "wonder".
"""
import argparse
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

PICTURE = "videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=25/1 ! "
H264 = PICTURE + ("x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=400 ! "
                  "rtph264pay name=pay0 pt=96 config-interval=1")
H265 = PICTURE + ("x265enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=400 ! "
                  "rtph265pay name=pay0 pt=96 config-interval=1")
VP8 = PICTURE + "vp8enc deadline=1 keyframe-max-dist=25 ! rtpvp8pay name=pay0 pt=96"
AAC = ("audiotestsrc is-live=true ! audio/x-raw,rate=48000,channels=2 ! avenc_aac ! "
       "rtpmp4gpay name=pay1 pt=97")
PCMA = ("audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! "
        "rtppcmapay name=pay0 pt=8")
MPEGTS = ("mpegtsmux name=mux alignment=7 ! rtpmp2tpay name=pay0 pt=33 " + PICTURE +
          "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=400 ! "
          "h264parse ! mux. audiotestsrc is-live=true ! audio/x-raw,rate=48000,channels=2 ! "
          "avenc_aac ! aacparse ! mux.")


def mount(server, path, launch, protocols=None):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch("( " + launch + " )")
    factory.set_shared(True)
    if protocols is not None:
        factory.set_protocols(protocols)
    server.get_mount_points().add_factory(path, factory)
    return factory


def permit(factory):
    """Who has given the right name and password may see the mount and play it."""
    rights = "watcher, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"
    factory.add_role_from_structure(Gst.Structure.from_string(rights)[0])


def authentication(kind):
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "watcher")
    if kind == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest("watcher", "wonder", token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic("watcher", "wonder"), token)
    return auth


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--authentication", choices=["none", "basic", "digest"], default="none")
    arguments = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")

    factories = [
        mount(server, "/h264", H264 + " " + AAC),
        mount(server, "/h265", H265),
        mount(server, "/vp8", VP8),
        mount(server, "/audio", PCMA),
        mount(server, "/mpegts", MPEGTS),
        mount(server, "/tcp", H264, GstRtsp.RTSPLowerTrans.TCP),
        mount(server, "/udp", H264, GstRtsp.RTSPLowerTrans.UDP),
    ]
    if arguments.authentication != "none":
        server.set_auth(authentication(arguments.authentication))
        for factory in factories:
            permit(factory)

    loop = GLib.MainLoop()
    if server.attach(None) == 0:
        sys.exit("the server cannot listen")
    print("port", server.get_bound_port(), flush=True)
    loop.run()


if __name__ == "__main__":
    main()
