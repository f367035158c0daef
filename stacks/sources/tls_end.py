# A TLS client or server of Python: role=client port=4433 protocol=tls1.3 name=... ca=... [cert=... key=... crl=...]
import socket
import ssl
import sys

given = dict(word.split("=", 1) for word in sys.argv[1:])
is_client = given["role"] == "client"
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT if is_client else ssl.PROTOCOL_TLS_SERVER)
version = {"tls1.2": ssl.TLSVersion.TLSv1_2, "tls1.3": ssl.TLSVersion.TLSv1_3}.get(given["protocol"])
if version:
    context.minimum_version = context.maximum_version = version
# A weak certificate of its own is loaded below the usual level alone; who judges without one keeps that level.
if "cert" in given and (is_client or "ca" not in given):
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
if "cert" in given:
    context.load_cert_chain(given["cert"], given["key"])
if "ca" in given:
    context.load_verify_locations(given["ca"])
    context.verify_mode = ssl.CERT_REQUIRED
if "crl" in given:
    context.load_verify_locations(given["crl"])
    context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF


def say(*words):
    print(*words, flush=True)


def attempt(where, work):
    try:
        return work()
    except Exception as error:
        kind = type(error)
        name = ("ssl." if kind.__module__ == "ssl" else "") + kind.__name__
        say(f"ERR in {where}: {name}: {error}" if str(error).startswith("[") else f"ERR in {where}: {name}: {error}")
        sys.exit(1)


if is_client:
    plain = socket.create_connection(("127.0.0.1", int(given["port"])))
    tls = context.wrap_socket(plain, server_hostname=given["name"], do_handshake_on_connect=False)
    attempt("do_handshake", tls.do_handshake)
    say("OK handshake", tls.version())
    attempt("sendall", lambda: tls.sendall(f"GET / HTTP/1.0\r\nHost: {given['name']}\r\n\r\n".encode()))
    while data := attempt("recv", lambda: tls.recv(4096)):
        sys.stdout.write(data.decode("latin1"))
    say("\nEOF")
else:
    listener = socket.create_server(("127.0.0.1", int(given["port"])))
    plain, _ = listener.accept()
    tls = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
    attempt("do_handshake", tls.do_handshake)
    say("OK handshake", tls.version())
    attempt("recv", lambda: tls.recv(4096))
    attempt("sendall", lambda: tls.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nthis is the bank\r\n"))
    attempt("unwrap", lambda: tls.unwrap().close())
