#!/usr/bin/env bash
# Whose certificate is bad. Over TLS 1.2 a server refuses curl's own certificate, which has expired, with the alert
# certificate_expired. The server's certificate is good, and curl has verified it.
# Expected: an error that says that the server sent an alert, as for every other alert (curl's error 35, "SSL connect
# error"), and nothing against the server's certificate.
# Seen with curl 7.88.1 and OpenSSL 3.0.22: error 60, "SSL certificate verification failed", and advice about "the
# legitimacy of the server"; for an unknown CA, error 35. Over TLS 1.3 it is error 56.
set -euo pipefail
for program in curl openssl; do command -v $program >/dev/null || { echo "needs $program"; exit 2; }; done

place=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$place"' EXIT
cd "$place"
curl --version | head -1
openssl version

# A CA, a good server, and two certificates of a client: one that has expired, one of another CA.
printf '[ca]\ndefault_ca=x\n[x]\ndatabase=index\nrand_serial=yes\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\ncopy_extensions=copy\n[p]\ncommonName=supplied\n' >ca.cnf
: >index
new_ca() { openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.pem" -subj "/CN=$1" -days 30 2>/dev/null; }
new_key() { openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" -addext "subjectAltName=DNS:localhost" 2>/dev/null; }
issue() { openssl ca -batch -notext -config ca.cnf -cert "$2.pem" -keyfile "$2.key" -in "$1.csr" -out "$1.pem" -startdate "$3" -enddate "$4" 2>/dev/null; }
day() { date -u -d "$1" +%Y%m%d%H%M%SZ; }
new_ca root
new_ca other
for name in server expired stranger; do new_key $name; done
issue server root "$(day yesterday)" "$(day 'now + 20 days')"
issue expired root "$(day 'now - 20 days')" "$(day 'now - 10 days')"
issue stranger other "$(day yesterday)" "$(day 'now + 20 days')"

# The server's own words go to a file; it takes one connection.
ask() { # version, client's certificate
  : >log
  openssl s_server -accept 127.0.0.1:0 -naccept 1 -www "-$1" -cert server.pem -key server.key -CAfile root.pem \
    -Verify 2 -verify_return_error >>log 2>&1 &
  server=$!
  for _ in $(seq 100); do grep -q '^ACCEPT 127' log && break; sleep 0.1; done
  local port
  port=$(sed -n 's/^ACCEPT 127.0.0.1:\([0-9]*\).*/\1/p' log)
  local status=0
  curl -sS --max-time 20 --noproxy '*' --resolve "localhost:$port:127.0.0.1" --cacert root.pem --cert "$2.pem" --key "$2.key" \
    "https://localhost:$port/" >page 2>said || status=$?
  kill $server 2>/dev/null || true
  wait $server 2>/dev/null || true
  server=
  echo "$1, $2: $status; $(grep -E '^curl: |legitimacy' said | paste -sd" ")"
}
for version in tls1_2 tls1_3; do for who in expired stranger; do ask $version $who; done; done | tee seen

grep -q '^tls1_2, expired: 60; curl: (60) SSL certificate verification failed' seen && grep -q '^tls1_2, stranger: 35;' seen &&
  grep -q '^tls1_3, expired: 56;' seen && { echo SEEN; exit 0; }
echo CHANGED
exit 1
