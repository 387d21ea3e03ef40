"""A quick mail server that takes everything and remembers who was given which message."""
import asyncio, email, hashlib, random, threading


class FastSink:
    """Use as a context: it runs in a thread, on a free port of loopback.

    `least` and `pause` are the shortest and the longest time in seconds that it waits before it answers a final dot;
    the message is taken before it waits. The answer repeats the recipient.
    """

    def __init__(self, pause=0.0):
        self.least, self.pause, self.taken, self.chance = 0.0, pause, [], random.Random(20251125)
        self.loop = asyncio.new_event_loop()

    def __enter__(self):
        started = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(started,), daemon=True)
        self.thread.start()
        started.wait(20)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(20)

    def run(self, started):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0, limit=1 << 24))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self.loop.run_forever()

    def ids(self):
        return {id for _, id, _, _ in list(self.taken)}

    async def serve(self, reader, writer):
        try:
            await self.talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass                # who talks to us is killed all the time
        finally:
            writer.close()

    async def talk(self, reader, writer):
        to, answers = [], {b"EHLO": b"250-sink.test\r\n250 8BITMIME", b"DATA": b"354 go on", b"QUIT": b"221 bye"}
        writer.write(b"220 sink.test ESMTP\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"MAIL":
                to = []
            if word == b"RCPT":
                to.append(line.decode().partition("<")[2].partition(">")[0])
            writer.write(answers.get(word, b"250 ok") + b"\r\n")
            if word == b"QUIT":
                return
            if word == b"DATA":
                self.take(to, await reader.readuntil(b"\r\n.\r\n"))
                await asyncio.sleep(self.chance.uniform(self.least, self.pause))
                writer.write(b"250 taken for " + " ".join(to).encode() + b"\r\n")

    def take(self, to, raw):
        """Recipients, Message-ID, List-Id and a fingerprint of all but the date."""
        message = email.message_from_bytes(raw)
        lines = [line for line in raw.split(b"\r\n") if not line.startswith(b"Date: ")]
        mark = hashlib.sha256(b"\n".join(lines)).hexdigest()
        self.taken.append((tuple(to), message["Message-ID"], message["List-Id"], mark))
