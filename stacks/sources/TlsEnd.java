// A TLS client or server of Java: role=client port=4433 protocol=tls1.3 name=... ca=... [cert=... key=... crl=...]
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

public class TlsEnd {
  static final Map<String, String> given = new HashMap<>();

  public static void main(String[] words) throws Exception {
    for (String word : words) {
      int at = word.indexOf('=');
      given.put(word.substring(0, at), word.substring(at + 1));
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        given.containsKey("cert") ? keyManagers().getKeyManagers() : null,
        given.containsKey("ca") ? trustManagers().getTrustManagers() : null,
        null);
    if (given.get("role").equals("client")) client(context);
    else server(context);
  }

  static void client(SSLContext context) throws Exception {
    Socket plain = new Socket("127.0.0.1", port());
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, given.get("name"), port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    limit(socket);
    attempt("startHandshake", socket::startHandshake);
    System.out.println("OK handshake " + socket.getSession().getProtocol());
    String request = "GET / HTTP/1.0\r\nHost: " + given.get("name") + "\r\n\r\n";
    attempt("write", () -> socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII)));
    attempt("read", () -> {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) System.out.write(next);
      System.out.println("\nEOF");
    });
    System.out.flush();
  }

  static void server(SSLContext context) throws Exception {
    SSLServerSocket listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port()));
    SSLSocket socket = (SSLSocket) listener.accept();
    limit(socket);
    if (given.containsKey("ca")) socket.setNeedClientAuth(true);
    attempt("startHandshake", socket::startHandshake);
    System.out.println("OK handshake " + socket.getSession().getProtocol());
    attempt("read", () -> socket.getInputStream().read(new byte[4096]));
    String answer = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nthis is the bank\r\n";
    attempt("write", () -> socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII)));
    attempt("close", socket::close);
  }

  static void limit(SSLSocket socket) {
    String version = Map.of("tls1.2", "TLSv1.2", "tls1.3", "TLSv1.3").get(given.get("protocol"));
    if (version != null) socket.setEnabledProtocols(new String[] {version});
  }

  static int port() {
    return Integer.parseInt(given.get("port"));
  }

  interface Work {
    void run() throws IOException;
  }

  static void attempt(String where, Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException error) {
      StringBuilder text = new StringBuilder("ERR in " + where + ": ");
      String before = null;
      for (Throwable each = error; each != null; each = each.getCause()) {
        String message = String.valueOf(each.getMessage()).replace('\n', ' ');
        if (before != null) text.append(" <- ");
        text.append(each.getClass().getName()).append(": ").append(message);
        before = message;
      }
      System.out.println(text);
      System.exit(1);
    }
  }

  static KeyManagerFactory keyManagers() throws Exception {
    List<? extends Certificate> chain = certificates("cert");
    byte[] key = pem(Files.readString(Path.of(given.get("key"))));
    PrivateKey secret = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", secret, new char[0], chain.toArray(new Certificate[0]));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, new char[0]);
    return factory;
  }

  static TrustManagerFactory trustManagers() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int count = 0;
    for (Certificate each : certificates("ca")) store.setCertificateEntry("ca" + count++, each);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    if (!given.containsKey("crl")) {
      factory.init(store);
      return factory;
    }
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
    PKIXRevocationChecker checker = (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
    checker.setOptions(EnumSet.of(
        PKIXRevocationChecker.Option.PREFER_CRLS,
        PKIXRevocationChecker.Option.NO_FALLBACK,
        PKIXRevocationChecker.Option.ONLY_END_ENTITY));
    parameters.addCertPathChecker(checker);
    byte[] file = Files.readAllBytes(Path.of(given.get("crl")));
    parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(
        CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(file)))));
    factory.init(new CertPathTrustManagerParameters(parameters));
    return factory;
  }

  static List<? extends Certificate> certificates(String name) throws Exception {
    byte[] file = Files.readAllBytes(Path.of(given.get(name)));
    return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(file)));
  }

  static byte[] pem(String text) {
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
  }
}
