internal import CCurl

/// Inflates a gzip stream as it arrives, and knows whether it has ended.
///
/// libcurl could do it, but does not notice when the stream is cut short.
struct Gunzip: ~Copyable {
  /// Never moved: zlib's state points back at it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var scratch = [UInt8](repeating: 0, count: 64 << 10)
  private(set) var isComplete = false

  init() throws(WireError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard shim_inflate_init_gzip(stream) == Z_OK else { throw .broken("out of memory") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Appends what the bytes hold to `body`. One stream may follow another, as RFC 1952 has it.
  mutating func inflate(
    _ bytes: UnsafeRawBufferPointer,
    into body: inout [UInt8],
    limit: Int
  ) throws(WireError) {
    // zlib does not write to its input; its type is merely older than `const`.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(bytes.count)
    repeat {
      if isComplete, stream.pointee.avail_in > 0 {
        inflateReset(stream)
        isComplete = false
      }
      let (status, count) = inflateOnce()
      guard body.count + count <= limit else { throw .tooLarge(limit: limit) }
      body.append(contentsOf: scratch[..<count])
      switch status {
      case Z_STREAM_END: isComplete = true
      case Z_OK, Z_BUF_ERROR: break
      default: throw .broken("the gzip data is damaged")
      }
    } while stream.pointee.avail_in > 0 || (stream.pointee.avail_out == 0 && !isComplete)
  }

  private mutating func inflateOnce() -> (status: Int32, count: Int) {
    scratch.withUnsafeMutableBufferPointer { space in
      stream.pointee.next_out = space.baseAddress
      stream.pointee.avail_out = UInt32(space.count)
      let status = CCurl.inflate(stream, Z_NO_FLUSH)
      return (status, space.count - Int(stream.pointee.avail_out))
    }
  }
}
