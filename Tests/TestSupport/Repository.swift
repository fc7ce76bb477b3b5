/// Where the files of this repository are, whatever directory the tests run in.
package enum Repository {
  /// The directory that holds `Package.swift`.
  package static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The directory of all fixtures.
  package static let fixtures = "\(root)/fixtures"
}
