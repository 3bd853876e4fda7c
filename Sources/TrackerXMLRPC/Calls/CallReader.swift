import CExpat

/// Makes a call of the elements that expat finds.
///
/// It keeps a stack of its own of the elements that are open, so depth costs no stack of the thread.
/// Not `Sendable`: it lives in one call of expat.
final class CallReader {
    /// An element that is open, with what was found inside.
    struct Frame {
        let element: RPCElement
        var text: [UInt8] = []
        var values: [RPCValue] = []
        var members: [RPCMember] = []
        var name: String?
    }

    /// What is wrong with the call; what follows it is not looked at.
    private(set) var fault: RPCFault?
    private var stack: [Frame] = []
    private var count = 0
    private var method: String?
    private var values: [RPCValue] = []
    private let stop: () -> Void

    /// - Parameter stop: Ends the parser.
    init(stop: @escaping () -> Void) { self.stop = stop }

    static func of(_ pointer: UnsafeMutableRawPointer?) -> CallReader? {
        pointer.map { Unmanaged<CallReader>.fromOpaque($0).takeUnretainedValue() }
    }

    static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }

    /// - Throws: ``RPCFault`` if there was no method in it.
    func call() throws -> MethodCall {
        guard let method else { throw RPCFault("a call has the name of a method") }
        return MethodCall(method: method, values: values)
    }

    func refuse(_ message: String) {
        guard fault == nil else { return }
        fault = RPCFault(message)
        stop()
    }

    func start(_ tag: String) {
        guard fault == nil else { return }
        guard stack.count < XMLRPCLimits.depth else {
            return refuse("elements are at most \(XMLRPCLimits.depth) deep")
        }
        guard let element = RPCElement(tag) else {
            return refuse("'\(tag.prefix(40))' is no element of XML-RPC")
        }
        guard element.mayStand(in: stack.last?.element) else {
            let place = stack.last.map { "within '\($0.element.tag)'" } ?? "at the top"
            return refuse("'\(element.tag)' cannot stand \(place)")
        }
        if let last = stack.last, last.element.holdsOneValue, !last.values.isEmpty, element != .name
        {
            return refuse("'\(last.element.tag)' holds one value")
        }
        stack.append(Frame(element: element))
    }

    func add(_ pointer: UnsafePointer<CChar>?, count: Int) {
        guard fault == nil, let pointer, count > 0, let last = stack.indices.last else { return }
        let bytes = UnsafeRawBufferPointer(start: pointer, count: count)
        if stack[last].element.holdsText {
            stack[last].text.append(contentsOf: bytes)
        } else if !bytes.allSatisfy(Self.isBlank) {
            refuse("'\(stack[last].element.tag)' holds no text")
        }
    }

    func end() {
        guard fault == nil, let frame = stack.popLast() else { return }
        do {
            try close(frame)
        } catch {
            refuse(error.message)
        }
    }

    private func close(_ frame: Frame) throws(RPCFault) {
        switch frame.element {
        case .methodCall, .params: break
        case .methodName: try name(frame)
        case .param: values.append(try frame.onlyValue())
        case .value: try give(frame.value())
        case .data: pass(frame.values)
        case .array: pass([.array(frame.values)])
        case .structure: pass([.structure(RPCMember.lastOfEach(frame.members))])
        case .name: innermost { $0.name = frame.string }
        case .member:
            guard let name = frame.name else { throw RPCFault("a member has a name") }
            let member = RPCMember(name, try frame.onlyValue())
            innermost { $0.members.append(member) }
        case .scalar(let type): pass([try type.value(frame.string)])
        }
    }

    private func name(_ frame: Frame) throws(RPCFault) {
        let name = frame.string
        guard method == nil, name.utf8.count <= XMLRPCLimits.methodName else {
            throw RPCFault("a call has one name of a method, of \(XMLRPCLimits.methodName) bytes")
        }
        method = name
    }

    private func give(_ value: RPCValue) throws(RPCFault) {
        count += 1
        guard count <= XMLRPCLimits.values else {
            throw RPCFault("a call has at most \(XMLRPCLimits.values) values")
        }
        pass([value])
    }

    /// Hands values to the element around.
    private func pass(_ values: [RPCValue]) { innermost { $0.values += values } }

    private func innermost(_ change: (inout Frame) -> Void) {
        if let last = stack.indices.last { change(&stack[last]) }
    }

    fileprivate static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

extension CallReader.Frame {
    var string: String { String(decoding: text, as: UTF8.self) }

    func onlyValue() throws(RPCFault) -> RPCValue {
        guard let value = values.first else { throw RPCFault("'\(element.tag)' holds a value") }
        return value
    }

    /// What stands in a `<value>`: an element with the type, or a bare text, which is a string.
    func value() throws(RPCFault) -> RPCValue {
        guard let value = values.first else { return .string(string) }
        guard text.allSatisfy(CallReader.isBlank) else {
            throw RPCFault("a value holds a text or an element, not both")
        }
        return value
    }
}

extension RPCMember {
    /// The members without those that come again later: the last one counts.
    fileprivate static func lastOfEach(_ members: [RPCMember]) -> [RPCMember] {
        var seen: Set<String> = []
        return members.reversed().filter { seen.insert($0.name).inserted }.reversed()
    }
}
