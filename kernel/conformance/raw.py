"""A client on bare ZeroMQ sockets: what a kernel costs, not what a client costs.

Messages are signed and parsed only as far as the measurement needs.
"""

import hashlib
import hmac
import json
import os
import random
import signal
import socket
import subprocess
import tempfile
import time
import uuid

import zmq

KEY = b"benchmark"


def free_ports(n):
    """Ports below those that systems give to clients: a client that tries to connect before
    the kernel listens can be given the very port that it connects to, and so take it."""
    ports = []
    while len(ports) < n:
        port = random.randrange(16384, 32768)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in ports:
            ports.append(port)
    return ports


class Raw:
    """A kernel process started with argv (of which {f} is the connection file)."""

    def __init__(self, argv, env=None):
        ports = free_ports(5)
        info = dict(zip(("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"), ports),
                    ip="127.0.0.1", transport="tcp", key=KEY.decode(), signature_scheme="hmac-sha256", kernel_name="")
        fd, self.file = tempfile.mkstemp(suffix=".json")
        os.write(fd, json.dumps(info).encode())
        os.close(fd)
        self.ctx = zmq.Context()
        self.started = time.perf_counter()
        self.p = subprocess.Popen([a.replace("{f}", self.file) for a in argv], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, start_new_session=True)
        self.shell = self._connect(zmq.DEALER, ports[0])
        self.iopub = self._connect(zmq.SUB, ports[1])
        self.control = self._connect(zmq.DEALER, ports[3])
        self.iopub.subscribe(b"")
        self.session = uuid.uuid4().hex
        self.n = 0

    def _connect(self, kind, port):
        s = self.ctx.socket(kind)
        s.linger = 0
        s.rcvhwm = 0
        s.reconnect_ivl = 5
        s.connect("tcp://127.0.0.1:%d" % port)
        return s

    def message(self, msg_type, content):
        self.n += 1
        header = {"msg_id": "%s-%d" % (self.session, self.n), "session": self.session, "username": "", "version": "5.3",
                  "date": "2026-01-01T00:00:00Z", "msg_type": msg_type}
        parts = [json.dumps(header).encode(), b"{}", b"{}", json.dumps(content).encode()]
        h = hmac.new(KEY, digestmod=hashlib.sha256)
        for p in parts:
            h.update(p)
        return header["msg_id"].encode(), [b"<IDS|MSG>", h.hexdigest().encode()] + parts

    def execute_message(self, code):
        return self.message("execute_request", {"code": code, "silent": False, "store_history": False,
                                                "user_expressions": {}, "allow_stdin": False, "stop_on_error": True})

    def until_idle(self, msg_id, seconds=60.0):
        """Reads iopub until the request is done; returns its messages (type, content) as bytes."""
        got = []
        end = time.perf_counter() + seconds
        while True:
            if not self.iopub.poll(max(0, int((end - time.perf_counter()) * 1000))):
                raise TimeoutError("no idle for %r" % msg_id)
            f = self.iopub.recv_multipart()
            i = f.index(b"<IDS|MSG>")
            header, parent, content = f[i + 2], f[i + 3], f[i + 5]
            if msg_id in parent:
                got.append((header, content))
                if b'"idle"' in content and b'"status"' in header:
                    return got

    def reply(self, seconds=60.0):
        if not self.shell.poll(int(seconds * 1000)):
            raise TimeoutError("no reply from %s, whose exit status is %s" % (self.p.args[0], self.p.poll()))
        return self.shell.recv_multipart()

    def execute(self, code, seconds=60.0):
        """Runs code; returns the seconds to reply and idle, and the iopub messages."""
        msg_id, frames = self.execute_message(code)
        t = time.perf_counter()
        self.shell.send_multipart(frames)
        self.reply(seconds)
        got = self.until_idle(msg_id, seconds)
        return time.perf_counter() - t, got

    def ready(self):
        """Waits until iopub is connected too: a kernel_info's idle has come."""
        while True:
            msg_id, frames = self.message("kernel_info_request", {})
            self.shell.send_multipart(frames)
            self.reply()
            try:
                self.until_idle(msg_id, 0.3)
                return
            except TimeoutError:
                pass

    def interrupt(self, by_signal):
        if by_signal:
            self.p.send_signal(signal.SIGINT)
        else:
            self.control.send_multipart(self.message("interrupt_request", {})[1])

    def shutdown(self):
        """Asks for the end; returns the seconds until the process is gone."""
        t = time.perf_counter()
        self.control.send_multipart(self.message("shutdown_request", {"restart": False})[1])
        self.p.wait(20)
        return time.perf_counter() - t

    def close(self):
        if self.p.poll() is None:
            os.killpg(self.p.pid, signal.SIGKILL)
            self.p.wait()
        self.ctx.destroy(linger=0)
        os.unlink(self.file)
