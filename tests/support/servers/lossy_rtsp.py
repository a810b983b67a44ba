#!/usr/bin/env python3
"""An RTSP server of one H.264 track over UDP that mistreats its packets, and counts how.

For ten seconds from PLAY every 53rd packet is dropped, every 71st changes places with the next, and
every 89th is sent twice. Then it prints "counts SEQUENCE_NUMBERS DROPPED SWAPPED REPEATED" and goes
on without a fault. Serves one client at a time.
"""
import socket
import struct
import time

FRAMES_PER_SECOND = 25
PACKETS_PER_FRAME = 8
FAULTY_SECONDS = 10
FIRST_SEQUENCE = 65000  # so that it wraps
SDP = ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=lossy\r\nt=0 0\r\na=control:*\r\n"
       "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
       "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAHvQKD9CAAAADAIAAABlg,aM4=\r\n"
       "a=control:track0\r\n")


def reply(connection, request, headers="", body=""):
    sequence = next(line for line in request if line.lower().startswith("cseq:"))
    text = f"RTSP/1.0 200 OK\r\n{sequence}\r\n{headers}"
    if body:
        text += f"Content-Length: {len(body)}\r\n"
    connection.sendall((text + "\r\n" + body).encode())


def packets():
    """RTP packets for ever: (number, bytes)."""
    number = 0
    frame = 0
    while True:
        is_key = frame % FRAMES_PER_SECOND == 0
        for place in range(PACKETS_PER_FRAME):
            first, last = place == 0, place == PACKETS_PER_FRAME - 1
            unit = 5 if is_key else 1
            payload = bytes([0x60 | 28, (0x80 if first else 0) | (0x40 if last else 0) | unit])
            header = struct.pack(">BBHII", 0x80, (0x80 if last else 0) | 96,
                                 (FIRST_SEQUENCE + number) & 0xFFFF,
                                 (4294900000 + frame * 90000 // FRAMES_PER_SECOND) & 0xFFFFFFFF, 7)
            yield number, header + payload + bytes(400)
            number += 1
        frame += 1


def play(sender, address, connection):
    counts = {"dropped": 0, "swapped": 0, "repeated": 0}
    begin = time.monotonic()
    held = None
    told = False
    connection.setblocking(False)
    for number, packet in packets():
        if number % PACKETS_PER_FRAME == 0:
            wait = begin + number / PACKETS_PER_FRAME / FRAMES_PER_SECOND - time.monotonic()
            time.sleep(max(0.0, wait))
            try:
                if not connection.recv(4096):
                    return
            except BlockingIOError:
                pass
            except OSError:
                return
        faulty = number < FAULTY_SECONDS * FRAMES_PER_SECOND * PACKETS_PER_FRAME
        if not faulty and not told and held is None:
            told = True
            print("counts", number, counts["dropped"], counts["swapped"], counts["repeated"],
                  flush=True)
        if held is not None:
            sender.sendto(packet, address)
            sender.sendto(held, address)
            held = None
            counts["swapped"] += 1
        elif faulty and number % 53 == 52:
            counts["dropped"] += 1
        elif faulty and number % 71 == 70:
            held = packet
        else:
            sender.sendto(packet, address)
            if faulty and number % 89 == 88:
                sender.sendto(packet, address)
                counts["repeated"] += 1


def serve(connection, sender):
    pending = b""
    port = None
    while True:
        while b"\r\n\r\n" not in pending:
            got = connection.recv(4096)
            if not got:
                return
            pending += got
        head, _, pending = pending.partition(b"\r\n\r\n")
        request = head.decode().split("\r\n")
        method = request[0].split()[0]
        if method == "DESCRIBE":
            reply(connection, request, "Content-Type: application/sdp\r\n", SDP)
        elif method == "SETUP":
            wish = next(line for line in request if line.lower().startswith("transport:"))
            if "TCP" in wish:
                sequence = next(line for line in request if line.lower().startswith("cseq:"))
                connection.sendall(
                    f"RTSP/1.0 461 Unsupported Transport\r\n{sequence}\r\n\r\n".encode())
                continue
            port = int(wish.split("client_port=")[1].split("-")[0])
            own = sender.getsockname()[1]
            reply(connection, request, f"Session: 1;timeout=600\r\nTransport: RTP/AVP;unicast;"
                  f"client_port={port}-{port + 1};server_port={own}-{own + 1}\r\n")
        elif method == "PLAY":
            reply(connection, request, "Session: 1\r\n")
            return play(sender, ("127.0.0.1", port), connection)
        else:
            reply(connection, request)


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.bind(("127.0.0.1", 0))
    print("port", listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        with connection:
            serve(connection, sender)


if __name__ == "__main__":
    main()
