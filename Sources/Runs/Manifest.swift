import Appraisal
package import Columns
import Crypto
package import Files
import FoundationEssentials

/// `manifest.json`: what a run was made of and from, by hash.
///
/// Everything in it but `made` depends on nothing but the inputs, the system and the version of the
/// program.
package struct Manifest: Decodable, Sendable {
  /// The version of the program, which runs and reviews carry in their manifests.
  package static let programVersion = "0.3.0-dev"

  /// The version of this format.
  package static let format = 1

  /// What a manifest is of.
  package enum Kind: String, Decodable, Sendable {
    case run, review

    /// As a sentence begins with it.
    package var title: String {
      switch self {
      case .run: "Run"
      case .review: "Review"
      }
    }

    /// The kind of a manifest by how it begins, without reading the rest: it may be long.
    ///
    /// - Complexity: O(1).
    package init(ofManifest bytes: [UInt8]) {
      var beginning = OutputBuffer()
      var root = JSONObject(indentation: 1, to: &beginning)
      root.add(Manifest.format, for: "format", to: &beginning)
      root.add(Kind.review.rawValue, for: "kind", to: &beginning)
      self = bytes.starts(with: beginning.array) ? .review : .run
    }

    /// What its inputs are for: the roles of the manifest, in its order, each with an option of this name.
    package var roles: [String] {
      switch self {
      case .run: InputKind.allCases.map(\.name)
      case .review: [ChosenCycle.role] + ReviewInput.allCases.map(\.name)
      }
    }
  }

  /// What made the run.
  package struct Program: Decodable, Sendable {
    /// `appraise`.
    package let name: String
    /// As `--version` prints it: `0.3.0`.
    package let version: String
  }

  /// A system file, or a rules file.
  package struct System: Decodable, Sendable {
    /// What it calls itself: `opm-2025`.
    package let name: String
    /// Of the bytes of the system file.
    package let sha256: String

    /// A system by its name and its file.
    package init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// A file that was read.
  package struct Input: Decodable, Sendable {
    /// One of ``Kind/roles``.
    package let role: String
    /// What findings call it: its last components, as many as tell it from all other inputs.
    package let name: String
    /// Its size in bytes.
    package let bytes: Int
    /// Of its bytes.
    package let sha256: String
    /// The number of its records, those that are nobody's among them.
    package let records: Int
    /// What its bytes were converted from, as `--encoding` names it; `nil` for UTF-8. Size and hash are
    /// those of the file as it was sent.
    package let encoding: String?

    /// Of a workbook the sheet that was read.
    package let sheet: String?

    /// An input of this many bytes and records.
    package init(
      role: String, name: String, bytes: Int, sha256: String, records: Int, encoding: String? = nil,
      sheet: String? = nil
    ) {
      self.role = role
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
      self.records = records
      self.sheet = sheet
      self.encoding = encoding
    }
  }

  /// A heading that stood for another name, as `--column` says.
  package struct Column: Decodable, Equatable, Sendable {
    /// As the header has it.
    package let heading: String
    /// The name of this program that it stood for.
    package let name: String

    /// A heading and the name that it stood for.
    package init(heading: String, name: String) {
      self.heading = heading
      self.name = name
    }
  }

  /// A file that was written.
  package struct File: Decodable, Sendable {
    /// The path in the run's directory, with `/`.
    package let name: String
    /// Its size in bytes.
    package let bytes: Int
    /// Of its bytes.
    package let sha256: String

    /// A file that was written.
    package init(_ file: OutputFile.Identity) {
      name = file.name
      bytes = file.bytes
      sha256 = file.sha256
    }
  }

  /// The run that `current` led to when this one began: the manifests are a chain.
  package struct Previous: Decodable, Sendable {
    /// Its id.
    package let run: String
    /// Of the bytes of its manifest; `nil` where it could not be read.
    package let sha256: String?
  }

  /// When and where the run was made, and after which. Every byte of a run that depends on these is
  /// here, or in the seal over them.
  package struct Made: Decodable, Sendable {
    /// Its id: `20260131T235959Z`.
    package let run: String
    /// The name of the machine.
    package let host: String
    /// `nil` for the first run of an output directory.
    package let previous: Previous?
  }

  /// What a review was made of besides its inputs.
  package struct Review: Decodable, Sendable {
    /// The run that was reviewed.
    package struct Run: Decodable, Sendable {
      /// As the manifest of the run has it: `20260131T235959Z`.
      package let id: String
      /// Of the bytes of its manifest.
      package let manifestSHA256: String
      /// Of the names and hashes of its files: the same for a run that was made again from the same inputs.
      package let filesSHA256: String

      private enum CodingKeys: String, CodingKey {
        case id
        case manifestSHA256 = "manifest_sha256"
        case filesSHA256 = "files_sha256"
      }

      /// A run by its manifest.
      package init(_ manifest: Manifest, sha256: String) {
        id = manifest.made.run
        manifestSHA256 = sha256
        var hash = SHA256()
        for file in manifest.files {
          hash.update(data: Array("\(file.name)\n\(file.sha256)\n".utf8))
        }
        filesSHA256 = hash.finalize().hexadecimal
      }
    }

    /// What was reviewed.
    package let run: Run
    /// The rules, by the hash of their file.
    package let rules: System
    /// Whether everybody is done, and the annual ratings are official.
    package let closed: Bool
    /// Why a closed review was opened again; `nil` where it was not.
    package let reopened: String?

    /// A review of a run under rules.
    package init(of run: Run, rules: System, closed: Bool, reopened: String?) {
      self.run = run
      self.rules = rules
      self.closed = closed
      self.reopened = reopened
    }
  }

  /// The version of the manifest's form; another one is refused.
  package let format: Int
  /// `nil` for a run.
  package let kind: Kind?
  /// What it is of.
  package var subject: Kind { kind ?? .run }
  /// Whether it is of a review with official ratings, or one that says why such a review was opened again: these
  /// are records, and never removed.
  package var isForGood: Bool { review.map { $0.closed || $0.reopened != nil } ?? false }
  /// What made the run.
  package let program: Program
  /// What the run is of, such as `FY 2026 cycle`; `nil` where that was not said.
  package let title: String?
  /// What pages and workbooks are marked with, such as `CUI//SP-PRVCY`; `nil` for nothing.
  package let marking: String?
  /// Under which system it was scored, by the hash of its file.
  package let system: System
  /// In the order given, plans first.
  package let inputs: [Input]
  /// Of a review; `nil` for a run.
  package let review: Review?
  /// The headings that stood for other names; `nil` for none.
  package let columns: [Column]?
  /// Every file of the run but the manifest, sorted by name.
  package let files: [File]
  /// When, where and after which run.
  package let made: Made

  /// Reads a manifest.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` if it is not one, or has another format.
  package init(_ bytes: [UInt8]) throws(RunError) {
    do {
      guard Self.isSealed(bytes) else { throw CocoaError(.fileReadCorruptFile) }
      self = try JSONDecoder().decode(Manifest.self, from: Data(bytes))
    } catch {
      throw RunError(
        .untrustworthyInput,
        "manifest.json: changed, or not a manifest. The run is not as it was published.")
    }
    guard format == Self.format else {
      throw RunError(
        .untrustworthyInput,
        "manifest.json: format \(format), but this program knows \(Self.format). "
          + "Use the version of the program that made the run.")
    }
  }

  /// The manifest of a run that this version of the program made.
  package init(
    version: String, title: String?, marking: String?, system: System, inputs: [Input],
    columns: [Column] = [],
    review: Review? = nil, files: [File], run: String, after previous: Previous?
  ) {
    format = Self.format
    kind = review == nil ? nil : .review
    self.review = review
    program = Program(name: "appraise", version: version)
    self.title = title
    self.marking = marking
    self.system = system
    self.inputs = inputs
    self.columns = columns.isEmpty ? nil : columns
    self.files = files.sorted { goesBeforeByBytes($0.name, $1.name) }
    made = Made(run: run, host: Machine.hostName, previous: previous)
  }

  /// Writes the manifest as JSON, a line for each file.
  package func append(json buffer: inout OutputBuffer) {
    var root = JSONObject(indentation: 1, to: &buffer)
    root.add(format, for: "format", to: &buffer)
    if let kind { root.add(kind.rawValue, for: "kind", to: &buffer) }
    root.begin("program", to: &buffer)
    var object = JSONObject(to: &buffer)
    object.add(program.name, for: "name", to: &buffer)
    object.add(program.version, for: "version", to: &buffer)
    object.end(to: &buffer)
    if let title { root.add(title, for: "title", to: &buffer) }
    if let marking { root.add(marking, for: "marking", to: &buffer) }
    root.begin("system", to: &buffer)
    object = JSONObject(to: &buffer)
    object.add(system.name, for: "name", to: &buffer)
    object.add(system.sha256, for: "sha256", to: &buffer)
    object.end(to: &buffer)
    root.begin("inputs", to: &buffer)
    var array = JSONObject(isArray: true, indentation: 2, to: &buffer)
    for input in inputs {
      array.begin(to: &buffer)
      object = JSONObject(to: &buffer)
      object.add(input.role, for: "role", to: &buffer)
      object.add(input.name, for: "name", to: &buffer)
      object.add(input.bytes, for: "bytes", to: &buffer)
      object.add(input.sha256, for: "sha256", to: &buffer)
      object.add(input.records, for: "records", to: &buffer)
      if let encoding = input.encoding { object.add(encoding, for: "encoding", to: &buffer) }
      if let sheet = input.sheet { object.add(sheet, for: "sheet", to: &buffer) }
      object.end(to: &buffer)
    }
    array.end(to: &buffer)
    appendColumns(to: &root, &buffer)
    appendReview(to: &root, &buffer)
    root.begin("files", to: &buffer)
    array = JSONObject(isArray: true, indentation: 2, to: &buffer)
    for file in files {
      array.begin(to: &buffer)
      object = JSONObject(to: &buffer)
      object.add(file.name, for: "name", to: &buffer)
      object.add(file.bytes, for: "bytes", to: &buffer)
      object.add(file.sha256, for: "sha256", to: &buffer)
      object.end(to: &buffer)
    }
    array.end(to: &buffer)
    root.begin("made", to: &buffer)
    object = JSONObject(to: &buffer)
    object.add(made.run, for: "run", to: &buffer)
    object.add(made.host, for: "host", to: &buffer)
    if let previous = made.previous {
      object.begin("previous", to: &buffer)
      var link = JSONObject(to: &buffer)
      link.add(previous.run, for: "run", to: &buffer)
      if let sha256 = previous.sha256 { link.add(sha256, for: "sha256", to: &buffer) }
      link.end(to: &buffer)
    }
    object.end(to: &buffer)
    root.begin("seal", to: &buffer)
    buffer.append(Self.seal(of: buffer.array[...]))
  }

  /// Adds the headings that stood for other names, in their order.
  private func appendColumns(to root: inout JSONObject, _ buffer: inout OutputBuffer) {
    guard let columns else { return }
    root.begin("columns", to: &buffer)
    var array = JSONObject(isArray: true, indentation: 2, to: &buffer)
    for column in columns {
      array.begin(to: &buffer)
      var object = JSONObject(to: &buffer)
      object.add(column.heading, for: "heading", to: &buffer)
      object.add(column.name, for: "name", to: &buffer)
      object.end(to: &buffer)
    }
    array.end(to: &buffer)
  }

  /// Adds what a review was made of.
  private func appendReview(to root: inout JSONObject, _ buffer: inout OutputBuffer) {
    guard let review else { return }
    root.begin("review", to: &buffer)
    var object = JSONObject(indentation: 2, to: &buffer)
    object.begin("run", to: &buffer)
    var run = JSONObject(to: &buffer)
    run.add(review.run.id, for: "id", to: &buffer)
    run.add(review.run.manifestSHA256, for: "manifest_sha256", to: &buffer)
    run.add(review.run.filesSHA256, for: "files_sha256", to: &buffer)
    run.end(to: &buffer)
    object.begin("rules", to: &buffer)
    var rules = JSONObject(to: &buffer)
    rules.add(review.rules.name, for: "name", to: &buffer)
    rules.add(review.rules.sha256, for: "sha256", to: &buffer)
    rules.end(to: &buffer)
    object.begin("closed", to: &buffer)
    buffer.append(review.closed ? "true" : "false")
    if let reopened = review.reopened { object.add(reopened, for: "reopened", to: &buffer) }
    object.end(to: &buffer)
  }

  /// The end of a manifest: the hash of all bytes before it, and the bracket that closes it.
  private static func seal(of bytes: ArraySlice<UInt8>) -> String {
    "\"\(SHA256.hash(data: bytes).hexadecimal)\"\n}\n"
  }

  /// Whether the bytes of a manifest end with the seal of those before: no bit of it was changed.
  private static func isSealed(_ bytes: [UInt8]) -> Bool {
    let length = seal(of: []).utf8.count
    guard bytes.count > length else { return false }
    let end = bytes.count - length
    return bytes[end...].elementsEqual(seal(of: bytes[..<end]).utf8)
  }
}

extension InputFingerprint {
  /// The fingerprint of inputs, kind by kind. Of several files of one kind it is that of their SHA-256, one
  /// after the other in hexadecimal digits.
  package init(of inputs: [Manifest.Input]) {
    var roles: [String] = []
    for input in inputs where !roles.contains(input.role) { roles.append(input.role) }
    self.init(
      hashes: roles.map { role in
        let hashes = inputs.filter { $0.role == role }.map(\.sha256)
        guard hashes.count > 1 else { return hashes[0] }
        return SHA256.hash(data: Array(hashes.joined().utf8)).hexadecimal
      })
  }
}
