import TrackerHTTP
import TrackerModel

/// A moment as the API writes it: `2017-05-23T05:21:05`, UTC without saying so, with six digits of
/// fraction only where they are not zero (rest-api, section 10.1).
struct APIDate: FieldValue {
    let microseconds: Int64

    init(_ microseconds: Int64) { self.microseconds = microseconds }

    func write(to writer: inout FieldWriter) { writer.json.write(Timestamp.iso(microseconds)) }
}
