#if Excel
  /// What is known of a row before it ends.
  struct RowStanding {
    /// That of its highest text, in points.
    var height = LineHeight.usual
    /// Whether a level is asked for.
    var isAsked = false
    var compared = ""
    var answer = ""
    var hasReasons = false
    /// Whether a level is filled in from which the answer is derived, where it is blank itself.
    var hasGrounds = false
  }

  /// How much of a sheet is to be filled in, and is open.
  struct OpenCounts {
    var asked = 0
    var open = 0
    /// The answers that differ and have no remarks.
    var withoutReasons = 0

    mutating func add(_ row: RowStanding) {
      guard row.isAsked else { return }
      asked += 1
      if row.answer.isEmpty {
        if !row.hasGrounds { open += 1 }
      } else if row.answer != row.compared, !row.hasReasons {
        withoutReasons += 1
      }
    }

    func words(needsReasons: Bool) -> String {
      "Still open: \(open) of \(asked)"
        + (needsReasons ? ". Remarks missing: \(withoutReasons)" : "")
    }
  }

#endif
