import TrackerHTTP
import TrackerStore

/// What is wrong with a body: `{"state":["This field is required."]}`, with an object for fields
/// within a field (rest-api, section 0.1).
struct FaultsRepresentation: FieldValue, Sendable {
    let faults: [FieldFaults.Fault]

    func write(to writer: inout FieldWriter) {
        writer.json.beginObject()
        var written: Set<String> = []
        for fault in faults {
            guard let name = fault.path.first, written.insert(name).inserted else { continue }
            writer.json.name(name)
            if fault.path.count == 1 {
                fault.messages.write(to: &writer)
            } else {
                let inner = faults.filter { $0.path.first == name }.map {
                    FieldFaults.Fault(path: Array($0.path.dropFirst()), messages: $0.messages)
                }
                FaultsRepresentation(faults: inner).write(to: &writer)
            }
        }
        writer.json.endObject()
    }
}
