#!/usr/bin/env python3
"""A mail server on 127.0.0.1 that takes everything, counts it and forgets it. Prints `listening PORT`; on SIGTERM
the number of messages and of different Message-IDs."""
import asyncio
import signal

IDS = set()
COUNT = 0


class Session(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.rest, self.in_data = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.rest += data
        while True:
            end = b"\r\n.\r\n" if self.in_data else b"\r\n"
            at = self.rest.find(end)
            if at < 0:
                return
            chunk, self.rest = self.rest[:at], self.rest[at + len(end):]
            self.message(chunk) if self.in_data else self.command(chunk)

    def message(self, text):
        global COUNT
        COUNT += 1
        head = text[:4000]
        at = head.find(b"Message-ID: ")
        IDS.add(head[at:head.find(b"\r\n", at)])
        self.in_data = False
        self.transport.write(b"250 taken\r\n")

    def command(self, line):
        word = line[:4].upper()
        if word == b"DATA":
            self.in_data = True
            self.transport.write(b"354 go on\r\n")
        elif word == b"QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
        elif word == b"EHLO":
            self.transport.write(b"250-sink\r\n250 SIZE 10000000\r\n")
        else:
            self.transport.write(b"250 ok\r\n")


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Session, "127.0.0.1", 0)
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    done = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, done.set)
    await done.wait()
    print("sink:", COUNT, "messages,", len(IDS), "different ids", flush=True)


asyncio.run(main())
