import Glibc
import Testing

@testable import Wire

/// A whole response as bytes, with its length.
func reply(_ status: String = "200 OK", _ headers: [String] = [], _ body: [UInt8] = []) -> ScriptedServer.Step
{
  let lines = ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.count)", "", ""]
  return .send(Array(lines.joined(separator: "\r\n").utf8) + body)
}

func reply(_ status: String = "200 OK", _ headers: [String] = [], text: String) -> ScriptedServer.Step {
  reply(status, headers, Array(text.utf8))
}

extension CurlLoop {
  static var forTests: CurlLoop {
    _ = ignoreProxies
    return CurlLoop(userAgent: "gleaner-tests/1 (mailto:nobody@example.org)")
  }

  /// A proxy of the machine's would stand between a test and its own server.
  private static let ignoreProxies: Int32 = setenv("no_proxy", "*", 1)

  func send(_ request: WireRequest) async throws(WireError) -> WireResponse { try await wire.send(request) }

  /// The error of a request that is expected to fail.
  func failure(_ request: WireRequest) async -> WireError? {
    do throws(WireError) {
      _ = try await wire.send(request)
      return nil
    } catch {
      return error
    }
  }
}

extension WireResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}

extension WireError {
  var isBroken: Bool {
    guard case .broken = self else { return false }
    return true
  }

  var isRedirect: Bool {
    guard case .redirect = self else { return false }
    return true
  }
}

/// Waits until something is so; gives up only after much longer than it can take.
func eventually(_ condition: () -> Bool) async throws {
  for _ in 0..<3000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
  try #require(condition())
}
