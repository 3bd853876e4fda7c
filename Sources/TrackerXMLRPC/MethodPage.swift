import TrackerHTTP
import TrackerWeb

/// What a browser gets at `/xmlrpc/`: the methods with their arguments.
enum MethodPage {
    static var answer: Answer {
        .page(title: "XML-RPC") { html in
            html.element(.h1, text: "XML-RPC")
            html.element(.p) { html in
                html.text("The interface of older clients; new ones use the ")
                html.element(.a, .href(.api), text: "REST API")
                html.text(". Calls are sent to this address by POST.")
            }
            for method in Method.allCases {
                html.element(.h2, .id(method.rawValue), text: signature(of: method))
                html.element(.p, text: method.help)
            }
        }
    }

    /// `person_list([search_str[, max_count]])`
    private static func signature(of method: Method) -> String {
        var text = method.rawValue + "("
        for (index, name) in method.arguments.enumerated() {
            if index >= method.required { text += "[" }
            text += index == 0 ? name : ", \(name)"
        }
        return text + String(repeating: "]", count: method.arguments.count - method.required) + ")"
    }
}
