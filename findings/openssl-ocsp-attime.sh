#!/usr/bin/env bash
# Two clocks in one verification. `openssl ocsp` takes -attime, a time to verify at instead of now.
# Expected: an OCSP response whose thisUpdate and nextUpdate enclose that time is of that time. Seen with OpenSSL 3.0.22:
# -attime moves the certificates' clock alone; the response is held against the real clock all the same, and is called
# expired. Only a wide -validity_period lets it pass.
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs apt-get"; exit 2; }

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
chmod 755 .
apt-get -qq download openssl libssl3 libfaketime 2>/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
libraries=$(dirname "$(find root -name 'libssl.so.3' | head -1)")
faketime=$(find "$place/root" -name libfaketime.so.1 | head -1)
openssl() { LD_LIBRARY_PATH="$place/$libraries" root/usr/bin/openssl "$@"; }
openssl version

# A CA, a certificate, and a response of 1 June 2025 that is good for a week, made while the clock stood there.
then=$(date -u -d '2025-06-01 12:00:00' +%s)
in_2025() { FAKETIME="2025-06-01 12:00:00" TZ=UTC LD_PRELOAD=$faketime openssl "$@"; }
in_2025 req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=CA -days 7300 2>/dev/null
in_2025 req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr -subj /CN=leaf 2>/dev/null
in_2025 x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 1 -days 7300 -out leaf.pem 2>/dev/null
printf 'V\t450601120000Z\t\t01\tunknown\t/CN=leaf\n' >index
openssl ocsp -issuer ca.pem -cert leaf.pem -no_nonce -reqout request.der >/dev/null
in_2025 ocsp -index index -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin request.der -respout response.der -ndays 7 >/dev/null 2>&1

ask() { openssl ocsp -respin response.der -issuer ca.pem -cert leaf.pem -CAfile ca.pem -no_nonce "$@" 2>&1; }
openssl ocsp -respin response.der -noverify -resp_text | grep -E 'This Update|Next Update'
echo "with -attime at that day:";                          ask -attime "$then" | tee plain
echo "with -attime, and a -validity_period of 31 years:";  ask -attime "$then" -validity_period 1000000000 | tee wide
if grep -q 'Response verify OK' plain && grep -q 'status expired' plain && ! grep -q 'status expired' wide; then
  echo SEEN
  exit 0
fi
echo CHANGED
exit 1
