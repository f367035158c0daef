#!/usr/bin/env bash
# What Apache tells the application of a client whose CA it does not know. With "SSLVerifyClient optional_no_ca" the
# handshake goes on, and SSL_CLIENT_VERIFY says NONE, SUCCESS, GENEROUS or FAILED:reason (mod_ssl's documentation).
# Expected: the same word for the same certificate, whichever version of TLS is spoken.
# Seen with Apache 2.4.71 and OpenSSL 3.0.22: GENEROUS over TLS 1.2, FAILED and the reason over TLS 1.3.
set -euo pipefail
for program in apt-get curl openssl; do command -v $program >/dev/null || { echo "needs $program"; exit 2; }; done

place=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$place"' EXIT
cd "$place"
chmod 755 .
apt-get -qq download apache2-bin libapr1 libaprutil1 2>/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
modules=$place/root/usr/lib/apache2/modules
LD_LIBRARY_PATH=$(dirname "$(find "$place/root" -name 'libapr-1.so.0' | head -1)")
export LD_LIBRARY_PATH
root/usr/sbin/apache2 -v | head -1
openssl version

# A server, the CA that it trusts for clients, and a client of its own making.
for name in server trusted stranger; do
  openssl req -x509 -newkey rsa:2048 -nodes -keyout $name.key -out $name.pem -subj "/CN=$name" -days 30 \
    -addext subjectAltName=DNS:localhost 2>/dev/null
done
mkdir page
echo page >page/index.html
chmod -R a+rX page

# Port 0 can't be asked for, so a few are tried.
start() {
  for _ in $(seq 20); do
    port=$((20000 + RANDOM % 20000))
    cat >httpd.conf <<CONF
ServerRoot $place
ServerName localhost
PidFile $place/pid
DefaultRuntimeDir $place
ErrorLog $place/log
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule headers_module $modules/mod_headers.so
LoadModule ssl_module $modules/mod_ssl.so
Listen 127.0.0.1:$port
User nobody
Group nogroup
SSLEngine on
SSLCertificateFile $place/server.pem
SSLCertificateKeyFile $place/server.key
SSLCACertificateFile $place/trusted.pem
SSLVerifyClient optional_no_ca
Header always set X-Verify "%{SSL_CLIENT_VERIFY}s"
DocumentRoot $place/page
<Directory "$place/page">
  Require all granted
</Directory>
CONF
    root/usr/sbin/apache2 -f "$place/httpd.conf" -DFOREGROUND 2>said &
    server=$!
    for _ in $(seq 50); do
      (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return 0
      kill -0 $server 2>/dev/null || break
      sleep 0.1
    done
  done
  cat said
  exit 2
}
start

for version in 1.2 1.3; do
  curl -s --max-time 20 --noproxy '*' -D heads -o /dev/null "--tlsv$version" --tls-max $version \
    --resolve "localhost:$port:127.0.0.1" --cacert server.pem --cert stranger.pem --key stranger.key "https://localhost:$port/index.html"
  echo "TLS $version: $(sed -n 's/\r$//; 1p; s/^X-Verify/SSL_CLIENT_VERIFY/p' heads | tr -d '\r' | paste -sd' ')"
done | tee seen

grep -q '^TLS 1.2: HTTP/1.1 200 .*SSL_CLIENT_VERIFY: GENEROUS$' seen &&
  grep -q '^TLS 1.3: HTTP/1.1 200 .*SSL_CLIENT_VERIFY: FAILED:' seen && { echo SEEN; exit 0; }
echo CHANGED
exit 1
