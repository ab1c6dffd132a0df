"""The 27 checks of the public kernel test bed, written anew as this project's own."""

import time

import pytest
import zmq

from conftest import Kernel, result, text


@pytest.fixture(scope="module")
def k():
    k = Kernel()
    yield k
    k.close()


def ask(k, channel, msg_type, content, timeout=10):
    """Sends a request on shell or control; returns its reply."""
    ch = getattr(k.kc, channel + "_channel")
    msg = k.kc.session.msg(msg_type, content)
    ch.send(msg)
    end = time.monotonic() + timeout
    while True:
        reply = (k.kc.get_shell_msg if channel == "shell" else k.kc.get_control_msg)(
            timeout=max(0.01, end - time.monotonic()))
        if reply["parent_header"].get("msg_id") == msg["header"]["msg_id"]:
            return reply


# Tier 1: the kernel is there and runs code.

def test_heartbeat(k):
    with zmq.Context.instance().socket(zmq.REQ) as s:
        s.linger = 0
        s.connect("tcp://%s:%d" % (k.km.ip, k.km.hb_port))
        for _ in range(3):
            s.send(b"ping")
            assert s.poll(1000) and s.recv() == b"ping"


def test_iopub_welcome(k):
    with zmq.Context.instance().socket(zmq.SUB) as s:
        s.linger = 0
        s.subscribe(b"topic")
        s.connect("tcp://%s:%d" % (k.km.ip, k.km.iopub_port))
        assert s.poll(2000)
        frames = s.recv_multipart()
        assert frames[0] == b"topic"
        _, parts = k.kc.session.feed_identities(frames)
        msg = k.kc.session.deserialize(parts)
        assert msg["msg_type"] == "iopub_welcome"
        assert msg["content"] == {"subscription": "topic"}
        assert msg["parent_header"] in ({}, None)


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_kernel_info(k, channel):
    reply = ask(k, channel, "kernel_info_request", {})
    assert reply["msg_type"] == "kernel_info_reply"
    content = reply["content"]
    assert content["status"] == "ok"
    assert content["implementation"] == "gosched"
    assert content["protocol_version"].startswith("5.")


def test_kernel_info_language(k):
    info = ask(k, "shell", "kernel_info_request", {})["content"]["language_info"]
    assert info["name"] == "go"
    assert info["mimetype"] == "text/x-go"
    assert info["file_extension"] == ".go"
    assert info["version"][0].isdigit()


def test_stdout(k):
    _, out = k.execute('fmt.Println("hello")')
    assert text(out) == "hello\n"


def test_stderr(k):
    _, out = k.execute('fmt.Fprintln(os.Stderr, "oh"); println("no")')
    assert text(out, "stderr") == "oh\nno\n"


def test_execute_reply(k):
    reply, _ = k.execute("x := 1")
    assert reply["status"] == "ok"
    assert reply["user_expressions"] == {}
    assert reply["payload"] == []


def test_busy_idle(k):
    msg_id = k.send("1")
    states = []
    while "idle" not in states:
        msg = k.kc.get_iopub_msg(timeout=5)
        if msg["parent_header"].get("msg_id") == msg_id and msg["msg_type"] == "status":
            states.append(msg["content"]["execution_state"])
    assert states == ["busy", "idle"]
    k.kc.get_shell_msg(timeout=5)


def test_execute_input(k):
    reply, out = k.execute("40 + 2")
    assert out[0]["msg_type"] == "execute_input"
    assert out[0]["content"] == {"code": "40 + 2", "execution_count": reply["execution_count"]}


def test_shutdown():
    k = Kernel()
    try:
        reply = ask(k, "control", "shutdown_request", {"restart": False})
        assert reply["msg_type"] == "shutdown_reply"
        assert reply["content"] == {"status": "ok", "restart": False}
        while True:
            msg = k.kc.get_iopub_msg(timeout=5)
            if msg["msg_type"] == "shutdown_reply":
                break
        assert msg["header"]["msg_id"] != reply["header"]["msg_id"]
        assert k.km.provisioner.process.wait(5) == 0
    finally:
        k.close()


# Tier 2: what editors need.

def test_complete(k):
    content = ask(k, "shell", "complete_request", {"code": "世 := strings.ToUp", "cursor_pos": 17})["content"]
    assert content["status"] == "ok"
    assert "ToUpper" in content["matches"]
    assert (content["cursor_start"], content["cursor_end"]) == (13, 17)
    types = content["metadata"]["_jupyter_types_experimental"]
    assert [t["text"] for t in types] == content["matches"]
    assert types[content["matches"].index("ToUpper")]["type"] == "function"


def test_inspect(k):
    content = ask(k, "shell", "inspect_request", {"code": "sync.WaitGroup{}", "cursor_pos": 9, "detail_level": 0})["content"]
    assert content["status"] == "ok" and content["found"]
    assert "WaitGroup" in content["data"]["text/plain"]
    assert "goroutines" in content["data"]["text/markdown"]


@pytest.mark.parametrize("code,status", [("a := 1", "complete"), ("if true {", "incomplete")])
def test_is_complete(k, code, status):
    content = ask(k, "shell", "is_complete_request", {"code": code})["content"]
    assert content["status"] == status
    assert ("indent" in content) == (status == "incomplete")


def test_history(k):
    k.execute('"to be remembered"')
    content = ask(k, "shell", "history_request", {
        "hist_access_type": "tail", "n": 1, "output": False, "raw": True})["content"]
    assert content["status"] == "ok"
    assert content["history"][-1][2] == '"to be remembered"'


def test_comm_info(k):
    content = ask(k, "shell", "comm_info_request", {})["content"]
    assert content == {"status": "ok", "comms": {}}


def test_error(k):
    reply, out = k.execute("undefinedName + 1")
    assert reply["status"] == "error"
    errors = [m["content"] for m in out if m["msg_type"] == "error"]
    assert len(errors) == 1
    assert {f: errors[0][f] for f in ("ename", "evalue", "traceback")} == {
        f: reply[f] for f in ("ename", "evalue", "traceback")}
    assert "undefined: undefinedName" in "\n".join(reply["traceback"])


# Tier 3: what one sees.

def test_display(k):
    _, out = k.execute('display.Show(display.HTML("<i>x</i>"))')
    data = [m["content"]["data"] for m in out if m["msg_type"] == "display_data"]
    assert data[0]["text/html"] == "<i>x</i>"
    assert "text/plain" in data[0]


def test_update_display(k):
    _, out = k.execute('h := display.Start("before")\nh.Update("after")')
    first = [m["content"] for m in out if m["msg_type"] == "display_data"][0]
    second = [m["content"] for m in out if m["msg_type"] == "update_display_data"][0]
    assert first["transient"]["display_id"] == second["transient"]["display_id"]
    assert "after" in second["data"]["text/plain"]


def test_result(k):
    reply, out = k.execute("map[string]int{\"a\": 1}")
    assert result(out) == "map[a:1]"
    assert [m for m in out if m["msg_type"] == "execute_result"][0]["content"]["execution_count"] == reply["execution_count"]


def test_rich_result(k):
    _, out = k.execute('display.Markdown("**x**")')
    data = [m["content"]["data"] for m in out if m["msg_type"] == "execute_result"][0]
    assert data["text/markdown"] == "**x**"
    assert "text/plain" in data


# Tier 4: conversations.

def test_stdin(k):
    msg_id = k.send('var name string\nfmt.Scanln(&name)\nname', allow_stdin=True)
    request = k.kc.get_stdin_msg(timeout=5)
    assert request["msg_type"] == "input_request"
    assert request["parent_header"]["msg_id"] == msg_id
    k.kc.input("gopher")
    _, out = k.gather(msg_id)
    assert result(out) == '"gopher"'


def test_comms(k):
    msg = k.kc.session.msg("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
    k.kc.shell_channel.send(msg)
    seen = []
    while True:
        m = k.kc.get_iopub_msg(timeout=5)
        if m["parent_header"].get("msg_id") != msg["header"]["msg_id"]:
            continue
        seen.append(m["msg_type"])
        if m["msg_type"] == "comm_close":
            assert m["content"]["comm_id"] == "c1"
        if m["msg_type"] == "status" and m["content"]["execution_state"] == "idle":
            break
    assert "comm_close" in seen


def test_interrupt_on_control(k):
    msg_id = k.send("for {\n}")
    time.sleep(0.3)
    assert ask(k, "control", "interrupt_request", {})["content"]["status"] == "ok"
    reply, _ = k.gather(msg_id, timeout=5)
    assert reply["status"] == "error"
    _, out = k.execute("2 + 3")
    assert result(out) == "5"


def test_count(k):
    a, _ = k.execute("1")
    b, _ = k.execute("1", silent=True)
    c, _ = k.execute("1", store_history=False)
    d, _ = k.execute("1")
    assert d["execution_count"] == a["execution_count"] + 1


def test_parents(k):
    """Each iopub message names the request that caused it, for 100 queued requests."""
    ids = [k.send("fmt.Println(%d)" % i) for i in range(100)]
    for i, msg_id in enumerate(ids):
        reply, out = k.gather(msg_id)
        assert text(out) == "%d\n" % i
        assert reply["status"] == "ok"
