/// A line such as `Reviewed-by: Ada <ada@example.org>`.
public struct Trailer: Hashable, Sendable {}
