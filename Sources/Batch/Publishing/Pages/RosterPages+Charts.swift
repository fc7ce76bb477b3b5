import Appraisal
import Columns
import Pages
import ReviewBoards

// What a roster's page shows in pictures.
extension RosterPages {
  /// Adds the distribution of a board's levels and the chart of its scores.
  func appendCharts(_ roster: Roster, to buffer: inout OutputBuffer) {
    let tally = roster.tally
    guard tally.rated > 0 else { return }
    var (scores, overridden): ([UInt32], [UInt32]) = ([], [])
    // A roster is in the order of levels and scores, from high to low: so is either part of it.
    for place in roster.places[..<tally.rated].reversed() {
      guard let rating = place.rating else { preconditionFailure("the rated come first") }
      if executives.isOverridden(place.member, ratedAt: rating.level) {
        overridden.append(rating.score.hundredths)
      } else {
        scores.append(rating.score.hundredths)
      }
    }
    let all = overridden.isEmpty ? scores : (scores + overridden).sorted()
    let chart = skeletons.scores
    let stacks = chart.stacks(of: scores)
    let form = chart.form(of: stacks, in: .main)
    buffer.append(skeletons.charts) { slot, index, buffer in
      let level = Level.allCases[index]
      let (count, agencyCount) = (tally.count(at: level), agency.count(at: level))
      switch slot {
      case .ratedInWords: buffer.append("\(grouped(tally.rated)) rated")
      case .count: buffer.append(grouped: count)
      case .share: buffer.append(LevelChart.share(count, of: tally.rated))
      case .percent: buffer.append(Percent.shown(count, of: tally.rated) ?? "–")
      case .agencyPercent: buffer.append(Percent.shown(agencyCount, of: agency.rated) ?? "–")
      case .bar: buffer.append(decimal: LevelChart.bar(count, of: tally.rated))
      case .mark: buffer.append(LevelChart.mark(of: level, agencyCount, of: agency.rated))
      case .base: buffer.append(html: LevelChart.base(of: tally))
      case .lowest: buffer.append(hundredths: all[0])
      case .median: buffer.append(hundredths: median(ofAscending: all))
      case .highest: buffer.append(hundredths: all[all.count - 1])
      case .height: buffer.append(decimal: ScoreChart.height(hasOverrides: !overridden.isEmpty))
      case .marksInWords:
        if scores.isEmpty {
          buffer.append("Nobody’s level is that of the score")
        } else if case .columns = form {
          buffer.append("Each bar is ")
          buffer.append(hundredths: chart.pointsPerBucket)
          buffer.append(" points wide and as high as the number of executives")
        } else {
          buffer.append("Each dot is an executive")
        }
      case .elementMeans: appendElementMeans(of: roster, to: &buffer)
      case .marks: append(stacks, as: form, to: &buffer)
      case .overridden: buffer.append(words(ofOverridden: overridden))
      case .overrideRow: appendOverrideRow(of: overridden, to: &buffer)
      }
    }
  }

  /// Adds the mean level of each element; of a few executives it would say less than their rows do.
  private func appendElementMeans(of roster: Roster, to buffer: inout OutputBuffer) {
    let rated = roster.executives[..<roster.tally.rated]
    guard rated.count >= Percent.fewest else { return }
    var board = ElementLevels(elements: system.elements.count)
    for executive in rated { executives.withLevels(of: executive) { board.add($0) } }
    buffer.append(skeletons.elementMeans) { slot, element, buffer in
      switch slot {
      case .executives: buffer.append(grouped: board.executives)
      case .mean: buffer.append(board.meanInWords(of: element))
      case .agencyMean: buffer.append(agencyElements.meanInWords(of: element))
      }
    }
  }

  /// Who is at a level by the override, and with what scores.
  private func words(ofOverridden scores: [UInt32]) -> String {
    guard let lowest = scores.first, let highest = scores.last, let override = system.override
    else { return "" }
    func text(_ score: UInt32) -> String { SummaryScore(hundredths: score).description }
    let most = 5
    let list =
      scores.count > most
      ? "scores from \(text(lowest)) to \(text(highest))"
      : "\(scores.count == 1 ? "score" : "scores") \(scores.map(text).joined(separator: ", "))"
    let stacks = skeletons.scores.stacks(of: scores)
    let tallest = stacks.reduce(0) { max($0, $1.count) }
    let row =
      switch skeletons.scores.form(of: stacks, in: .override) {
      case .dots: "a cross for each"
      case .columns: "bars, of which the tallest is \(grouped(tallest))"
      }
    return " \(grouped(scores.count)) at Level \(override.level.number) by override, \(list):"
      + " in a row of \(scores.count == 1 ? "its" : "their") own, \(row)."
  }

  private func append(
    _ stacks: [ScoreChart.Stack], as form: ScoreChart.Form, to buffer: inout OutputBuffer
  ) {
    let chart = skeletons.scores
    switch form {
    case .dots(let step):
      buffer.append(skeletons.dots) { slot, _, buffer in
        switch slot {
        case .dot: buffer.append(decimal: ScoreChart.diameter(atStep: step))
        case .step: buffer.append(decimal: step)
        case .shapes: chart.appendDots(stacks, step: step, to: &buffer)
        case .ticks, .y, .labelY, .executives, .kind: break
        }
      }
    case .columns(let top, let tick):
      buffer.append(skeletons.columns) { slot, _, buffer in
        switch slot {
        case .ticks:
          for count in stride(from: tick, through: top, by: tick) {
            let words = count == top ? "\(grouped(count)) executives" : grouped(count)
            appendTick(at: ScoreChart.y(of: count, top: top), words, to: &buffer)
          }
        case .shapes: chart.appendColumns(stacks, top: top, in: .main, to: &buffer)
        case .dot, .step, .y, .labelY, .executives, .kind: break
        }
      }
    }
  }

  private func appendTick(at y: Int, _ words: String, to buffer: inout OutputBuffer) {
    buffer.append(skeletons.tick) { slot, _, buffer in
      switch slot {
      case .y: buffer.append(decimal: y)
      case .labelY: buffer.append(decimal: y - 20)
      case .executives: buffer.append(words)
      case .shapes, .dot, .step, .ticks, .kind: break
      }
    }
  }

  private func appendOverrideRow(of scores: [UInt32], to buffer: inout OutputBuffer) {
    guard !scores.isEmpty else { return }
    let chart = skeletons.scores
    let stacks = chart.stacks(of: scores)
    let form = chart.form(of: stacks, in: .override)
    buffer.append(skeletons.overrideRow) { slot, _, buffer in
      switch slot {
      case .kind: if case .dots = form { buffer.append("crosses") } else { buffer.append("hollow") }
      case .shapes:
        switch form {
        case .dots(let step): chart.appendCrosses(stacks, step: step, to: &buffer)
        case .columns(let top, _):
          chart.appendColumns(stacks, top: top, in: .override, to: &buffer)
        }
      case .dot, .step, .ticks, .y, .labelY, .executives: break
      }
    }
  }
}
