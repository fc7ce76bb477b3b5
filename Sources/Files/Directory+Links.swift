package import Columns
import Glibc
import SystemPackage

// Links in a directory: where they lead, and how they come to lead elsewhere at one stroke.

extension Directory {
  /// Where the symbolic link `name` leads; `nil` where it is not one.
  package func target(ofLink name: String) -> String? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlinkat(descriptor.rawValue, name, &target, target.count)
    guard count >= 0 else { return nil }
    return String(decoding: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Makes or replaces a symbolic link in one step: a new link renamed over the old.
  package func replaceLink(_ name: String, target: String) throws(RunError) {
    try prepareLink(name, target: target)
    try replaceByPreparedLink(name)
  }

  /// Makes the link that ``replaceByPreparedLink(_:)`` is to put in the place of another: until then it says what is
  /// meant to become of that.
  package func prepareLink(_ name: String, target: String) throws(RunError) {
    forgetPreparedLink(name)
    let prepared = Self.nameOfPreparedLink(name)
    guard unsafe symlinkat(target, descriptor.rawValue, prepared) == 0 else {
      throw RunError(cannotCreate: "\(path)/\(name)", describe(errno))
    }
  }

  /// Removes the link that was prepared for another, if there is one and it can be removed.
  package func forgetPreparedLink(_ name: String) {
    _ = unsafe unlinkat(descriptor.rawValue, Self.nameOfPreparedLink(name), 0)
  }

  /// Makes or replaces a symbolic link by the one that was prepared for it.
  package func replaceByPreparedLink(_ name: String) throws(RunError) {
    let prepared = Self.nameOfPreparedLink(name)
    guard unsafe renameat(descriptor.rawValue, prepared, descriptor.rawValue, name) == 0 else {
      throw RunError(cannotCreate: "\(path)/\(name)", describe(errno))
    }
  }

  /// Where the link that was prepared for another leads; `nil` where there is none.
  package func target(ofLinkPreparedFor name: String) -> String? {
    target(ofLink: Self.nameOfPreparedLink(name))
  }

  private static func nameOfPreparedLink(_ name: String) -> String { ".tmp-\(name)" }
}
