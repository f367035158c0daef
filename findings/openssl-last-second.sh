#!/usr/bin/env bash
# A certificate's last second. RFC 5280 4.1.2.5: the validity period is "from notBefore through notAfter, inclusive", so a
# certificate is valid at the very second of its notAfter. OpenSSL takes the same view of notBefore, and the other one of
# notAfter: at that second it says that the certificate has expired.
# Expected: valid at notBefore and at notAfter. Seen with OpenSSL 3.0.22: valid at notBefore, expired at notAfter; GnuTLS
# 3.7.9 accepts both.
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs apt-get"; exit 2; }

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
chmod 755 .
apt-get -qq download openssl libssl3 gnutls-bin libgnutls30 libfaketime 2>/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
libraries=$(dirname "$(find root -name 'libssl.so.3' | head -1)")
run() { LD_LIBRARY_PATH="$place/$libraries" "root/usr/bin/$@"; }
run openssl version
run certtool --version | head -1

run openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out draft.pem -subj /CN=last-second \
  -addext basicConstraints=critical,CA:TRUE 2>/dev/null
: >index
printf '[ca]\ndefault_ca=x\n[x]\ndatabase=index\nrand_serial=yes\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n' >ca.cnf
run openssl req -new -key key.pem -subj /CN=last-second -out request.pem -config <(printf '[req]\ndistinguished_name=n\n[n]\n')
run openssl ca -batch -notext -config ca.cnf -selfsign -keyfile key.pem -in request.pem -out cert.pem \
  -startdate 20260101000000Z -enddate 20260601120000Z -extfile <(echo basicConstraints=critical,CA:TRUE) 2>/dev/null
run openssl x509 -in cert.pem -noout -dates

first=$(date -u -d '2026-01-01 00:00:00' +%s)
last=$(date -u -d '2026-06-01 12:00:00' +%s)
by_openssl() { run openssl verify -attime "$1" -CAfile cert.pem cert.pem >out 2>&1 && echo valid || sed -n 's/.*lookup: //p' out; }
by_gnutls() { # certtool knows only the clock, so the clock stands still
  FAKETIME="$(date -u -d "@$1" '+%Y-%m-%d %H:%M:%S')" TZ=UTC LD_PRELOAD=$(find "$place/root" -name libfaketime.so.1) \
    run certtool --verify --load-ca-certificate cert.pem --infile cert.pem >out 2>&1 || true
  grep -q 'Output: Verified' out && echo valid || echo 'not valid'
}
for moment in $((first - 1)) "$first" $((last - 1)) "$last" $((last + 1)); do
  echo "$(date -u -d "@$moment" +%FT%TZ)  OpenSSL: $(by_openssl "$moment");  GnuTLS: $(by_gnutls "$moment")"
done | tee seen

[[ $(by_openssl "$first") == valid && $(by_openssl $((last - 1))) == valid && $(by_openssl "$last") == 'certificate has expired' ]] &&
  [[ $(by_gnutls "$last") == valid && $(by_gnutls $((last + 1))) == 'not valid' ]] && { echo SEEN; exit 0; }
echo CHANGED
exit 1
