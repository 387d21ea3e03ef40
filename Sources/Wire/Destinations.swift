internal import CCurl
internal import Glibc

/// Where a request may go. What counts is the address that is dialled, not the name that was given.
package enum Destinations: Sendable, Equatable {
  /// Anywhere, over the proxy of the environment if there is one.
  case any
  /// Only to addresses of the public Internet, and over no proxy. For addresses that others wrote.
  case publicOnly
}

/// An IP address as it goes over the wire.
struct IPAddress: Equatable {
  /// 4 or 16, in network order.
  let bytes: [UInt8]

  /// Reads the numeric form, as libcurl reports it; nil for anything else.
  init?(_ text: String) {
    guard let bytes = Self.parse(text, AF_INET, count: 4) ?? Self.parse(text, AF_INET6, count: 16) else {
      return nil
    }
    self.bytes = bytes
  }

  /// Reads a `sockaddr`; nil when it is not one of the Internet.
  init?(_ raw: UnsafeRawBufferPointer) {
    guard raw.count >= MemoryLayout<sockaddr>.size else { return nil }
    let length = raw.count
    switch Int32(raw.loadUnaligned(as: sa_family_t.self)) {
    case AF_INET where length >= MemoryLayout<sockaddr_in>.size: bytes = Array(raw[4..<8])
    case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size: bytes = Array(raw[8..<24])
    default: return nil
    }
  }

  /// Whether it is unicast of the public Internet by the special-purpose registries of IANA (RFC 6890). Addresses that
  /// carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo) are not, whatever they carry.
  var isPublic: Bool {
    guard bytes.count == 16 else { return !Self.special4.contains { $0.contains(self) } }
    return Self.global6.contains(self) && !Self.special6.contains { $0.contains(self) }
  }

  private static func parse(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }

  /// In order: this network, private, shared by carriers, loopback, link-local with the metadata services, private,
  /// protocol assignments, documentation, 6to4 relays, private, benchmarking, documentation twice, multicast,
  /// reserved with broadcast.
  private static let special4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
  ].compactMap(IPRange.init)

  private static let global6 = IPRange(address: [0x20] + [UInt8](repeating: 0, count: 15), length: 3)

  /// Inside 2000::/3: protocol assignments with Teredo and benchmarking, documentation, 6to4, documentation.
  private static let special6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]
    .compactMap(IPRange.init)
}

/// All addresses that begin with the same bits.
struct IPRange {
  let address: [UInt8]
  /// In bits.
  let length: Int
}

extension IPRange {
  /// Reads `10.0.0.0/8`; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "/")
    guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = Int(parts[1]),
      (0...address.bytes.count * 8).contains(length)
    else { return nil }
    self.init(address: address.bytes, length: length)
  }

  func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.count else { return false }
    return zip(address, other.bytes).enumerated().allSatisfy { index, pair in
      let bits = min(max(length - index * 8, 0), 8)
      return (pair.0 ^ pair.1) >> (8 - UInt8(bits)) == 0
    }
  }
}
