internal import Foundation
package import Listing

/// A list as it stands in a file, for the commands that only look.
package enum ListReading {
  /// - Parameter path: `-` for standard input.
  /// - Returns: its entries, whatever its bytes are.
  /// - Throws: `ListFileError` when there is nothing to read.
  package static func items(_ path: String) throws(ListFileError) -> [ListItemRecord] {
    ListDocument(bytes: try bytes(path)).items.map(ListItemRecord.init)
  }

  /// The file once more, from what was understood of it.
  ///
  /// - Throws: as `items`.
  package static func rendered(_ path: String) throws(ListFileError) -> [UInt8] {
    ListDocument(bytes: try bytes(path)).rendered
  }

  static func bytes(_ path: String) throws(ListFileError) -> [UInt8] {
    if path == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
    return try ListFile(path).read()
  }
}
