// A TLS client or server of Go: role=client port=4433 protocol=tls1.3 name=... ca=... [cert=... key=...]. It knows no list
// of revoked certificates.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
)

var given = map[string]string{}

func main() {
	for _, word := range os.Args[1:] {
		name, value, _ := strings.Cut(word, "=")
		given[name] = value
	}
	config := &tls.Config{}
	switch given["protocol"] {
	case "tls1.2":
		config.MinVersion, config.MaxVersion = tls.VersionTLS12, tls.VersionTLS12
	case "tls1.3":
		config.MinVersion, config.MaxVersion = tls.VersionTLS13, tls.VersionTLS13
	}
	if given["cert"] != "" {
		own, err := tls.LoadX509KeyPair(given["cert"], given["key"])
		check("LoadX509KeyPair", err)
		config.Certificates = []tls.Certificate{own}
	}
	pool := x509.NewCertPool()
	if given["ca"] != "" {
		file, err := os.ReadFile(given["ca"])
		check("ReadFile", err)
		pool.AppendCertsFromPEM(file)
	}
	address := "127.0.0.1:" + given["port"]
	if given["role"] == "client" {
		config.RootCAs = pool
		config.ServerName = given["name"]
		plain, err := net.Dial("tcp", address)
		check("Dial", err)
		client(tls.Client(plain, config))
		return
	}
	if given["ca"] != "" {
		config.ClientCAs = pool
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	listener, err := net.Listen("tcp", address)
	check("Listen", err)
	plain, err := listener.Accept()
	check("Accept", err)
	server(tls.Server(plain, config))
}

func client(connection *tls.Conn) {
	check("Handshake", connection.Handshake())
	fmt.Println("OK handshake", connection.ConnectionState().Version)
	_, err := fmt.Fprintf(connection, "GET / HTTP/1.0\r\nHost: %s\r\n\r\n", given["name"])
	check("Write", err)
	_, err = io.Copy(os.Stdout, connection)
	check("Read", err)
	fmt.Println("\nEOF")
}

func server(connection *tls.Conn) {
	check("Handshake", connection.Handshake())
	fmt.Println("OK handshake", connection.ConnectionState().Version)
	_, err := connection.Read(make([]byte, 4096))
	check("Read", err)
	_, err = fmt.Fprint(connection, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nthis is the bank\r\n")
	check("Write", err)
	check("Close", connection.Close())
}

func check(where string, err error) {
	if err == nil {
		return
	}
	text := strings.ReplaceAll(err.Error(), "\n", " ")
	for each := err; each != nil; each = errors.Unwrap(each) {
		text += fmt.Sprintf(" [%T]", each)
	}
	fmt.Printf("ERR in %s: %s\n", where, text)
	os.Exit(1)
}
