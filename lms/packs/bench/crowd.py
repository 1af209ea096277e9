"""Many trainees who answer at once, each from two windows, through real HTTP; and a look at what the database kept.

No ORM in the browsers' part: it knows addresses, cookies and packets only, and may be pointed at any running site.
"""

import http.client
import random
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

from lms.packs.bench.visitor import CSRF, JSON, BenchError

TIMEOUT = 60


@dataclass(frozen=True)
class Packet:
    """One save of one answer: where to, the option that was chosen, and the client's counter."""

    path: str
    position: int
    chosen: str
    sequence: int


@dataclass
class Browser:
    """One trainee: their cookies, where to hand in, the packets in the order in which they arrive."""

    cookies: str
    finish: str
    packets: list[Packet]

    def expected(self) -> dict[int, Packet]:
        """By position, the packet that has to be the one that is kept: the newest by the client's counter."""
        newest = sorted(self.packets, key=lambda packet: packet.sequence)
        return {packet.position: packet for packet in newest}


Run = Callable[[Browser, list[Packet], threading.Barrier], None]


@dataclass
class Tally:
    """What came back: how long each answer took, in seconds, and everything that was not as it should be."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def middle_ms(self) -> float:
        return median(self.waits) * 1000

    @property
    def slowest_ms(self) -> float:
        """What nineteen of twenty did not wait longer than."""
        return quantiles(self.waits, n=20)[-1] * 1000


def packets_for(paths: Sequence[str], options: Sequence[Sequence[str]], *, rng: random.Random) -> list[Packet]:
    """Two words on every question, one of them sent twice (a retry), in an order as a bad line makes it."""
    packets = []
    for position, (path, choices) in enumerate(zip(paths, options, strict=True), start=1):
        words = [Packet(path, position, rng.choice(choices), sequence) for sequence in (1, 2)]
        packets += [*words, rng.choice(words)]
    rng.shuffle(packets)
    return packets


def answer_at_once(address: tuple[str, int], browsers: Sequence[Browser], *, windows: int = 2) -> Tally:
    """Let every browser send its packets from several windows, all beginning together, then hand in from each."""
    tally, gate, lock = Tally(), threading.Barrier(len(browsers) * windows), threading.Lock()

    def run(browser: Browser, packets: list[Packet], together: threading.Barrier) -> None:
        waits: list[float] = []
        try:
            gate.wait(TIMEOUT)
            with _Line(address, browser.cookies) as line:
                waits.extend(line.save(packet) for packet in packets)
                together.wait(TIMEOUT)
                line.hand_in(browser.finish)
        except (OSError, http.client.HTTPException, threading.BrokenBarrierError, BenchError) as error:
            together.abort()
            with lock:
                tally.troubles.append(f"{type(error).__name__}: {error}")
        with lock:
            tally.waits.extend(waits)

    threads = list(_threads(run, browsers, windows))
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.seconds = perf_counter() - began
    return tally


def _threads(run: Run, browsers: Iterable[Browser], windows: int) -> Iterator[threading.Thread]:
    for browser in browsers:
        together = threading.Barrier(windows)
        for window in range(windows):
            # Not daemons: every wait in them is bounded, and what they wrote is looked at afterwards.
            yield threading.Thread(target=run, args=(browser, browser.packets[window::windows], together))


class _Line:
    """One window's connection, kept open as a browser keeps it."""

    def __init__(self, address: tuple[str, int], cookies: str) -> None:
        self._http = http.client.HTTPConnection(*address, timeout=TIMEOUT)
        self._headers = {
            "Cookie": cookies,
            "X-CSRFToken": CSRF,
            "Accept": JSON,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def __enter__(self) -> "_Line":
        return self

    def __exit__(self, *args: object) -> None:
        self._http.close()

    def save(self, packet: Packet) -> float:
        """Seconds that it took. 409 says that a newer one was there before: that is no trouble."""
        body = urlencode({"chosen": packet.chosen, "sequence": packet.sequence})
        began = perf_counter()
        self._post(packet.path, body, (200, 409))
        return perf_counter() - began

    def hand_in(self, path: str) -> None:
        self._post(path, "", (302,))

    def _post(self, path: str, body: str, expected: tuple[int, ...]) -> None:
        status, words = self._ask_twice(path, body)
        if status not in expected:
            message = f"{path} answered {status}, {words[:200]!r}"
            raise BenchError(message)

    def _ask_twice(self, path: str, body: str) -> tuple[int, bytes]:
        """As a browser does where a server closed a line that was kept open: once more, on a new one."""
        try:
            return self._ask(path, body)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._http.close()
            return self._ask(path, body)

    def _ask(self, path: str, body: str) -> tuple[int, bytes]:
        self._http.request("POST", path, body, self._headers)
        response = self._http.getresponse()
        return response.status, response.read()
