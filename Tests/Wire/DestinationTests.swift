import Glibc
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(2)))
struct DestinationTests {
  @Test(arguments: [
    "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
    "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255",
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255",
    "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:0:1::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:1ff::1",
    "2001:db8::1", "2002:7f00:1::1", "3fff::1", "3fff:fff::1", "4000::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fec0::1", "ff02::1",
  ]) func `what is not of the public Internet is told`(text: String) throws {
    #expect(try !#require(IPAddress(text)).isPublic)
  }

  @Test(arguments: [
    "1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
    "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0",
    "223.255.255.255", "2000::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111",
    "3ffe:ffff::1", "3fff:1000::1",
  ]) func `the neighbours of special ranges are public`(text: String) throws {
    #expect(try #require(IPAddress(text)).isPublic)
  }

  @Test(arguments: ["", "localhost", "127.1", "0x7f000001", "1.2.3.4.5", "::1%lo", "[::1]", "1.2.3.4\n"])
  func `only a whole numeric address is one`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func `a socket address is read to its own length and no further`() {
    var four = sockaddr_in()
    four.sin_family = sa_family_t(AF_INET)
    four.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafeBytes(of: four) { bytes in
      #expect(IPAddress(bytes) == IPAddress("127.0.0.1"))
      for count in 0..<bytes.count {
        #expect(IPAddress(UnsafeRawBufferPointer(rebasing: bytes[..<count])) == nil)
      }
    }
    var six = sockaddr_in6()
    six.sin6_family = sa_family_t(AF_INET6)
    six.sin6_addr = in6addr_loopback
    withUnsafeBytes(of: six) { bytes in
      #expect(IPAddress(bytes) == IPAddress("::1"))
      #expect(IPAddress(UnsafeRawBufferPointer(rebasing: bytes[..<16])) == nil)
    }
    six.sin6_family = sa_family_t(AF_UNIX)
    withUnsafeBytes(of: six) { bytes in #expect(IPAddress(bytes) == nil) }
  }

  static let spellings = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"]

  @Test(arguments: spellings) func `this machine is not dialled under any name`(host: String) async throws {
    let server = try ScriptedServer { _ in [reply()] }
    let loop = CurlLoop.forTests
    let url = "http://\(host):\(server.port)/secret?token=hush"
    let failure = await loop.failure(WireRequest(url, destinations: .publicOnly))
    guard case .forbidden(let named) = failure else {
      Issue.record("not forbidden: \(String(describing: failure))")
      return
    }
    #expect(!named.contains("secret") && !named.contains("hush"))
    #expect(server.connections == 0)
    #expect(try await loop.send(WireRequest(url)).status == 200)
  }

  @Test func `the loopback of IPv6 is not dialled`() async {
    let failure = await CurlLoop.forTests.failure(WireRequest("http://[::1]:9/", destinations: .publicOnly))
    #expect(failure == .forbidden("[::1]"))
  }

  @Test func `a connection that another request left open is not used`() async throws {
    let server = try ScriptedServer { _ in [reply()] }
    let loop = CurlLoop.forTests
    _ = try await loop.send(WireRequest(server.url()))
    let failure = await loop.failure(WireRequest(server.url(), destinations: .publicOnly))
    #expect(failure == .forbidden("127.0.0.1"))
    #expect(server.requests.count == 1)
    #expect(server.connections == 1)
  }
}
