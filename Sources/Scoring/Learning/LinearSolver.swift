private import CLinear

/// A training example as numbers: features by ascending index.
struct SparseRow: Sendable {
  var indices: [Int32] = []
  var values: [Double] = []

  func dot(_ weights: [Double]) -> Double {
    var sum = 0.0
    for (index, value) in zip(indices, values) { sum += weights[Int(index)] * value }
    return sum
  }
}

/// A hyperplane: what is on its positive side is more likely wanted.
struct Hyperplane: Sendable, Equatable, Codable {
  var weights: [Double]
  var bias: Double

  func margin(of row: SparseRow) -> Double { row.dot(weights) + bias }
}

/// L2-regularised logistic regression by LIBLINEAR (Fan et al., 2008). The only file that sees the library.
enum LinearSolver {
  /// The primal trust-region solver draws no random numbers, so the same rows give the same bits.
  private static let method = Int32(L2R_LR)

  private static let silenced: Void = gleaner_linear_be_quiet()

  /// Nil when there are not both positive and negative rows. `cost` is LIBLINEAR's `C`: how much an error costs
  /// against the size of the weights.
  static func separate(_ rows: [SparseRow], _ isPositive: [Bool], features: Int, cost: Double) -> Hyperplane?
  {
    guard isPositive.contains(true), isPositive.contains(false) else { return nil }
    _ = silenced
    var nodes = nodes(rows, bias: Int32(features) + 1)
    var labels = isPositive.map { $0 ? 1.0 : -1.0 }
    return nodes.withUnsafeMutableBufferPointer { nodes in
      var starts = starts(of: rows, in: nodes)
      return labels.withUnsafeMutableBufferPointer { labels in
        starts.withUnsafeMutableBufferPointer { starts in
          solve(starts, labels, features: features, cost: cost)
        }
      }
    }
  }

  /// Rows behind each other, each with a constant for the bias and the end mark; indices count from 1.
  private static func nodes(_ rows: [SparseRow], bias: Int32) -> [feature_node] {
    var nodes: [feature_node] = []
    nodes.reserveCapacity(rows.reduce(0) { $0 + $1.indices.count + 2 })
    for row in rows {
      for (index, value) in zip(row.indices, row.values) {
        nodes.append(feature_node(index: index + 1, value: value))
      }
      nodes.append(feature_node(index: bias, value: 1))
      nodes.append(feature_node(index: -1, value: 0))
    }
    return nodes
  }

  private static func starts(
    of rows: [SparseRow],
    in nodes: UnsafeMutableBufferPointer<feature_node>
  ) -> [UnsafeMutablePointer<feature_node>?] {
    var offset = 0
    return rows.map { row in
      defer { offset += row.indices.count + 2 }
      return nodes.baseAddress.map { $0 + offset }
    }
  }

  private static func solve(
    _ starts: UnsafeMutableBufferPointer<UnsafeMutablePointer<feature_node>?>,
    _ labels: UnsafeMutableBufferPointer<Double>,
    features: Int,
    cost: Double
  ) -> Hyperplane? {
    var problem = problem()
    problem.l = Int32(starts.count)
    problem.n = Int32(features) + 1
    problem.y = labels.baseAddress
    problem.x = starts.baseAddress
    problem.bias = 1
    var parameter = parameter()
    parameter.solver_type = method
    parameter.C = cost
    parameter.eps = 0.01
    parameter.p = 0.1
    guard check_parameter(&problem, &parameter) == nil, let model = train(&problem, &parameter) else {
      return nil
    }
    var owned: UnsafeMutablePointer<model>? = model
    defer { free_and_destroy_model(&owned) }
    let sign = model.pointee.label[0] == 1 ? 1.0 : -1.0
    let weights = (0...features).map { model.pointee.w[$0] * sign }
    return Hyperplane(weights: Array(weights.dropLast()), bias: weights[features])
  }
}
