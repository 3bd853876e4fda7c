import CZlib

/// Writes a file of gzip (RFC 1952) piece by piece.
package final class Gzip {
    package struct Failure: Error, CustomStringConvertible {
        let code: Int32
        package var description: String { "zlib failed with \(code)" }
    }

    /// zlib keeps a pointer to it, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private static let roomAtOnce = 65_536

    /// How much work is done for how small a file.
    package enum Effort: Int32, Sendable {
        /// For what is made for one reader: half the time of ``usual``.
        case little = 1
        case usual = 6
    }

    /// - Parameter effort: How much work is done.
    /// - Throws: ``Failure`` if there is no memory.
    package init(_ effort: Effort = .usual) throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = gzip_start(stream, effort.rawValue)
        guard code == Z_OK else { throw Failure(code: code) }
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Takes bytes in; what comes out lags behind, and may be nothing.
    ///
    /// - Parameter bytes: The next ones.
    /// - Returns: The next ones of the file.
    /// - Throws: ``Failure``.
    package func write(_ bytes: [UInt8]) throws -> [UInt8] { try deflate(bytes, flush: Z_NO_FLUSH) }

    /// The rest of the file.
    ///
    /// - Returns: Its last bytes.
    /// - Throws: ``Failure``.
    package func finish() throws -> [UInt8] { try deflate([], flush: Z_FINISH) }

    private func deflate(_ bytes: [UInt8], flush: Int32) throws -> [UInt8] {
        var input = bytes
        return try input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(clamping: input.count)
            var output: [UInt8] = []
            var code = Z_OK
            repeat {
                output += try [UInt8](unsafeUninitializedCapacity: Self.roomAtOnce) { room, used in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(Self.roomAtOnce)
                    code = CZlib.deflate(stream, flush)
                    used = Self.roomAtOnce - Int(stream.pointee.avail_out)
                    // No room and no input is no error: there was nothing left to do.
                    guard code >= Z_OK || code == Z_BUF_ERROR else { throw Failure(code: code) }
                }
            } while stream.pointee.avail_out == 0
            return output
        }
    }
}
