import Glibc
import Synchronization

/// A server on 127.0.0.1 that does exactly what a test tells it, also what no HTTP library would do.
final class ScriptedServer: Sendable {
  struct Request: Sendable, Equatable {
    /// The request line and the headers, ending in an empty line; for TLS, the first bytes of the handshake.
    var head: String
    var body: String = ""

    var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
  }

  enum Step: Sendable {
    case send([UInt8])
    case pause(milliseconds: UInt32)
    /// Until the client goes away.
    case hang
    /// With a FIN.
    case close
    /// With an RST.
    case reset

    static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  private struct Seen { var requests: [Request] = [], connections = 0 }

  let port: Int
  private let listener: Int32
  private let seen = Mutex(Seen())
  private let script: @Sendable (Request) -> [Step]

  /// After the steps, the connection waits for another request.
  init(_ script: @escaping @Sendable (Request) -> [Step]) throws {
    self.script = script
    (listener, port) = try boundSocket()
    guard listen(listener, 128) == 0 else { throw SocketError(code: errno) }
    inThread { [weak self, listener] in
      // Closed here and not in `deinit`: another server may get the number while this thread still uses it.
      defer { close(listener) }
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0, let self else { return }
        self.seen.withLock { $0.connections += 1 }
        inThread { self.serve(client) }
      }
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  var requests: [Request] { seen.withLock { $0.requests } }
  var connections: Int { seen.withLock { $0.connections } }

  func url(_ path: String = "/", scheme: String = "http") -> String { "\(scheme)://127.0.0.1:\(port)\(path)" }

  private func serve(_ client: Int32) {
    defer { close(client) }
    while let request = readRequest(client) {
      seen.withLock { $0.requests.append(request) }
      for step in script(request) where !perform(step, client) { return }
    }
  }
}

/// False when the connection is over.
func perform(_ step: ScriptedServer.Step, _ client: Int32) -> Bool {
  switch step {
  case .send(let bytes): return sendAll(bytes, client)
  case .pause(let milliseconds): usleep(milliseconds * 1000)
  case .hang: while readSome(client)?.isEmpty == false {}
  case .close: return false
  case .reset:
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    return false
  }
  return true
}

struct SocketError: Error { let code: Int32 }

/// A TCP socket with a port of its own, which refuses connections until it listens.
func boundSocket() throws -> (descriptor: Int32, port: Int) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let code = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
      bind(descriptor, raw, size) == 0 ? getsockname(descriptor, raw, &size) : -1
    }
  }
  guard code == 0 else { throw SocketError(code: errno) }
  return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

func readSome(_ client: Int32) -> [UInt8]? {
  var bytes = [UInt8](repeating: 0, count: 16 << 10)
  let count = recv(client, &bytes, bytes.count, 0)
  return count < 0 ? nil : Array(bytes.prefix(count))
}

/// Nil when the client has gone.
private func readRequest(_ client: Int32) -> ScriptedServer.Request? {
  var bytes: [UInt8] = []
  while let more = readSome(client), !more.isEmpty {
    bytes += more
    // The first byte of a TLS handshake.
    if bytes.first == 0x16 { return .init(head: "TLS") }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.utf8.firstRange(of: "\r\n\r\n".utf8) else { continue }
    let head = String(text[..<end.upperBound])
    let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).filter(\.isNumber)) }
    let body = String(text[end.upperBound...])
    if body.utf8.count >= length ?? 0 { return .init(head: head, body: body) }
  }
  return nil
}

func sendAll(_ bytes: [UInt8], _ client: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

func inThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { raw in
    if let raw { Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body() }
    return nil
  }
  if pthread_create(&thread, nil, start, Unmanaged.passRetained(Box(body)).toOpaque()) == 0 {
    pthread_detach(thread)
  }
}
