/// The methods of the XML-RPC interface (rest-api, section 12).
enum Method: String, CaseIterable {
    case version = "pw_rpc_version"
    case projectList = "project_list"
    case projectGet = "project_get"
    case personList = "person_list"
    case personGet = "person_get"
    case patchList = "patch_list"
    case patchGet = "patch_get"
    case patchGetByHash = "patch_get_by_hash"
    case patchGetByProjectHash = "patch_get_by_project_hash"
    case patchGetMbox = "patch_get_mbox"
    case patchGetDiff = "patch_get_diff"
    case patchSet = "patch_set"
    case stateList = "state_list"
    case stateGet = "state_get"
    case checkList = "check_list"
    case checkGet = "check_get"
    case checkCreate = "check_create"
    case patchCheckGet = "patch_check_get"

    /// The names of its arguments; the first ``required`` must be given.
    var arguments: [String] {
        switch self {
        case .version: []
        case .projectList, .personList, .stateList: ["search_str", "max_count"]
        case .projectGet: ["project_id"]
        case .personGet: ["person_id"]
        case .patchList, .checkList: ["filter"]
        case .patchGet, .patchGetMbox, .patchGetDiff, .patchCheckGet: ["patch_id"]
        case .patchGetByHash: ["hash"]
        case .patchGetByProjectHash: ["project", "hash"]
        case .patchSet: ["patch_id", "params"]
        case .stateGet: ["state_id"]
        case .checkGet: ["check_id"]
        case .checkCreate: ["patch_id", "context", "state", "target_url", "description"]
        }
    }

    /// How many of the arguments must be given.
    var required: Int {
        switch self {
        case .projectList, .personList, .stateList, .patchList, .checkList: 0
        case .checkCreate: 3
        default: arguments.count
        }
    }

    /// Whether it changes something, and so wants name and password.
    var needsAccount: Bool { self == .patchSet || self == .checkCreate }

    /// What it does, for the page that lists the methods.
    var help: String {
        switch self {
        case .version: "The version of this interface: [1, 3, 0]."
        case .projectList:
            "The projects in whose link name search_str occurs. " + Self.countHelp
        case .projectGet: "The project, or {}."
        case .personList:
            "The people in whose name or address search_str occurs. " + Self.countHelp
        case .personGet: "The person, or {}."
        case .patchList:
            "The patches that fulfil the filter, by date. Its keys are id, name, project_id, "
                + "submitter_id, delegate_id, archived, state_id, date, commit_ref, hash and msgid, "
                + "and these with __ and one of iexact, contains, icontains, gt, gte, lt, in, "
                + "startswith, istartswith, endswith, iendswith, range, year, month, day, isnull. "
                + "submitter_id and delegate_id are ids of people. "
                + Self.countHelp
        case .patchGet: "The patch, or {}."
        case .patchGetByHash: "The patch whose diff has this hash, or {}."
        case .patchGetByProjectHash:
            "The patch of the project with this link name whose diff has this hash, or {}."
        case .patchGetMbox: "The patch as a mail for git am, or an empty text."
        case .patchGetDiff: "The diff of the patch, or an empty text."
        case .patchSet:
            "Changes the patch: params may have state (an id), commit_ref and archived. "
                + Self.accountHelp
        case .stateList: "The states in whose name search_str occurs. " + Self.countHelp
        case .stateGet: "The state, or {}."
        case .checkList:
            "The checks that fulfil the filter, by id. Its keys are id, user (an id), project_id and "
                + "patch_id, with lookups as in patch_list. " + Self.countHelp
        case .checkGet: "The check, or {}."
        case .checkCreate:
            "Adds a check to the patch; state is one of pending, success, warning and fail. "
                + Self.accountHelp
        case .patchCheckGet:
            "What the checks of the patch say together, how many count, and those checks; or {}."
        }
    }

    private static let countHelp =
        "max_count: 0 for all, n for the first n, -n for the last n."
    private static let accountHelp =
        "Wants name and password by HTTP Basic, and a right to the patch."
}
