internal import CCurl

extension WireError {
  /// What a code of libcurl's means to us.
  init(_ code: CURLcode, host: String, reason: String) {
    switch code {
    case CURLE_URL_MALFORMAT: self = .invalidURL(reason)
    case CURLE_COULDNT_RESOLVE_HOST: self = .resolve(host)
    case CURLE_COULDNT_RESOLVE_PROXY: self = .resolve("of the proxy")
    case CURLE_COULDNT_CONNECT, CURLE_PROXY: self = .connect(reason)
    // Connecting is the only limit that libcurl is given.
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(.connect)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CLIENTCERT:
      self = .tls(reason)
    default: self = .broken(reason)
    }
  }
}
