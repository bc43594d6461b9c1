"""Runs a command on a terminal of its own, and passes on what it shows.

    python on_terminal.py COLUMNS ROWS COMMAND...

Bytes on standard input are typed. Bytes on standard output are the terminal's. The first line of standard error
tells the process id of the command and the path of the terminal. Exits as the command does.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

columns, rows = int(sys.argv[1]), int(sys.argv[2])
told, tell = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.write(tell, os.ttyname(0).encode())
    os.execvp(sys.argv[3], sys.argv[3:])
print(pid, os.read(told, 1000).decode(), file=sys.stderr, flush=True)
sources = [terminal, 0]
while True:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 65536)
        except OSError:  # Linux: nobody has the terminal open any more.
            data = b""
        if source == 0 and data:
            os.write(terminal, data)
        elif source == 0:
            sources.remove(0)
        elif data:
            os.write(1, data)
        else:
            status = os.waitpid(pid, 0)[1]
            sys.exit(os.waitstatus_to_exitcode(status))
