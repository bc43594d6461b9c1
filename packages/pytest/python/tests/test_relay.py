"""The relay between an attempt and Node."""

import os

from conftest import linux_only

pytestmark = linux_only


def test_somebody_who_writes_faster_than_is_read_holds_nothing_up(monkeypatch):
    from steadfast_pytest import relay

    reads = []

    def endless_read(fd, count):
        reads.append(count)
        assert len(reads) < 1000, "reads as long as somebody writes"
        return b"y" * count

    output_read, output_write = os.pipe()
    report_read, report_write = os.pipe()
    passed_on = []
    it = relay.Relay(None, os.getpid(), output_read, report_read)
    with monkeypatch.context() as patch:
        patch.setattr(relay.os, "read", endless_read)
        patch.setattr(relay, "write_frame", lambda _, frame_type, data: passed_on.append((frame_type, len(data))))
        assert it._drain(output_read) is True
    # All that a pipe can hold, so that nothing of the attempt's own is lost at its end.
    assert sum(length for _, length in passed_on) == 1 << 20
    for fd in (output_read, output_write, report_read, report_write):
        os.close(fd)
