# The host's own services, as a request forged on its side: what has led from a judge to its database before.
import socket
import sys

from attack import attempt

if sys.argv[1] == "tcp":
    attempt(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[2])), 5))
if sys.argv[1] == "abstract":
    attempt(lambda: socket.socket(socket.AF_UNIX).connect("\0" + sys.argv[2]))
if sys.argv[1] == "vsock":
    attempt(lambda: socket.socket(40, socket.SOCK_STREAM))
