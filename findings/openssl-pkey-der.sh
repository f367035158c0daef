#!/usr/bin/env bash
# The format of a private key depends on its encoding. The manual of `openssl pkey` says that a private key is written in
# its standard form, PKCS #8, unless -traditional asks for the older one.
# Expected: PKCS #8 (a PrivateKeyInfo: version, algorithm, key) in PEM and in DER. Seen with OpenSSL 3.0.22: PKCS #8 in PEM;
# in DER an RSA key is written as RSAPrivateKey (PKCS #1), and a P-256 key as ECPrivateKey (RFC 5915), without -traditional.
# A reader of PKCS #8 then refuses the file.
set -euo pipefail
command -v apt-get >/dev/null || { echo "needs apt-get"; exit 2; }

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
chmod 755 .
apt-get -qq download openssl libssl3 2>/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
libraries=$(dirname "$(find root -name 'libssl.so.3' | head -1)")
openssl() { LD_LIBRARY_PATH="$place/$libraries" root/usr/bin/openssl "$@"; }
openssl version

# What a key file is, by its outline: in PKCS #8 the second element is a SEQUENCE, the algorithm.
form() {
  case $(openssl asn1parse -inform DER -in "$1" | sed -n '3s/.*: *\([A-Z ]*[A-Z]\).*/\1/p') in
    SEQUENCE) echo "PKCS #8" ;;
    *) echo "traditional" ;;
  esac
}
ok=yes
for kind in "RSA -pkeyopt rsa_keygen_bits:2048" "EC -pkeyopt ec_paramgen_curve:P-256"; do
  # shellcheck disable=SC2086
  openssl genpkey -algorithm $kind -out key.pem 2>/dev/null
  openssl pkey -in key.pem -out again.pem
  openssl pkey -in key.pem -outform DER -out key.der
  openssl pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out pkcs8.der
  label=$(head -1 again.pem)
  echo "${kind%% *}: PEM: $label;  DER: $(form key.der);  DER by \`openssl pkcs8 -topk8\`: $(form pkcs8.der)"
  [[ $label == "-----BEGIN PRIVATE KEY-----" && $(form key.der) == traditional && $(form pkcs8.der) == "PKCS #8" ]] || ok=no
done
[[ $ok == yes ]] && { echo SEEN; exit 0; }
echo CHANGED
exit 1
