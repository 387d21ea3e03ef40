internal import Files

/// Writes feeds into the folder that is served.
package struct Publisher: Sendable {
  /// The feed folder; made when it is not there.
  package let directory: String
  package let formats: [FeedFormat]

  package init(directory: String, formats: [FeedFormat]) {
    self.directory = directory
    self.formats = formats
  }

  /// Brings the files of a feed up to date. A file that would not change is not touched.
  ///
  /// - Returns: the paths of the files that changed.
  package func publish(_ feed: Feed) throws(PublishError) -> [String] {
    var changed: [String] = []
    for format in formats {
      let path = "\(directory)/\(feed.path(format))"
      do throws(FileError) {
        if try AtomicFile.write(format.render(feed), to: path) { changed.append(path) }
      } catch {
        throw PublishError(error)
      }
    }
    return changed
  }
}
