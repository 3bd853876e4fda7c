import Foundation

/// Writes values and answers of XML-RPC as bytes.
struct ValueWriter {
    private(set) var bytes: [UInt8] = []

    /// The bytes of a whole answer with one value.
    static func answer(_ value: RPCValue) -> [UInt8] {
        var writer = ValueWriter()
        writer.open()
        writer.write(value)
        writer.close()
        return writer.bytes
    }

    /// The bytes of a fault.
    static func answer(_ fault: RPCFault) -> [UInt8] {
        var writer = ValueWriter()
        writer.bytes += "<?xml version='1.0'?>\n<methodResponse>\n<fault>\n".utf8
        writer.write(
            .structure([
                RPCMember("faultCode", .int(RPCFault.code)),
                RPCMember("faultString", .string(fault.message)),
            ])
        )
        writer.bytes += "\n</fault>\n</methodResponse>\n".utf8
        return writer.bytes
    }

    /// What stands before the value of an answer.
    mutating func open() {
        bytes += "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n".utf8
    }

    /// What stands behind the value of an answer.
    mutating func close() { bytes += "\n</param>\n</params>\n</methodResponse>\n".utf8 }

    mutating func openArray() { bytes += "<value><array><data>\n".utf8 }
    mutating func closeArray() { bytes += "</data></array></value>".utf8 }

    /// A value of an array.
    mutating func writeElement(_ value: RPCValue) {
        write(value)
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func write(_ value: RPCValue) {
        switch value {
        case .int(let number):
            // Numbers beyond 32 bits are an extension, but better than wrong ones.
            element(Int32(exactly: number) == nil ? "i8" : "int", String(number))
        case .bool(let value): element("boolean", value ? "1" : "0")
        case .string(let text): element("string", text)
        case .double(let number): element("double", String(number))
        case .date(let moment): element("dateTime.iso8601", RPCDate.text(moment))
        case .base64(let content): element("base64", Data(content).base64EncodedString())
        case .array(let values):
            openArray()
            for value in values { writeElement(value) }
            closeArray()
        case .structure(let members): write(members)
        // Clients do not know it; there is no null in the answers of any method.
        case .null: element("string", "")
        }
    }

    private mutating func write(_ members: [RPCMember]) {
        bytes += "<value><struct>\n".utf8
        for member in members {
            bytes += "<member>\n<name>".utf8
            XMLText.write(member.name, into: &bytes)
            bytes += "</name>\n".utf8
            write(member.value)
            bytes += "\n</member>\n".utf8
        }
        bytes += "</struct></value>".utf8
    }

    private mutating func element(_ tag: String, _ text: String) {
        bytes += "<value><\(tag)>".utf8
        XMLText.write(text, into: &bytes)
        bytes += "</\(tag)></value>".utf8
    }
}
