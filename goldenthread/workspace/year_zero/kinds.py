"""The things a Board brings in, as declarations: what each field is called, how it is read, and where it goes."""

from __future__ import annotations

from goldenthread.boards.models import Agency, Group, Person, Seat
from goldenthread.learning.models import Action
from goldenthread.meetings.models import Attendance, Meeting
from goldenthread.money.models import Expenditure
from goldenthread.plans.models import BoardRisk
from goldenthread.training.models import Course, Session
from goldenthread.workspace.year_zero.declared import Field, SpreadsheetKind, Target, Wide
from goldenthread.workspace.year_zero.kinds_of_numbers import COMPARED, PEOPLE
from goldenthread.workspace.year_zero.readers import (
    Choice,
    Dates,
    Emails,
    Money,
    Numbers,
    OfBoard,
    Ratings,
    Scores,
    Text,
    YesNo,
)

AGENCY = Target("agency", Agency, "agency", "agencies", ("name",), {"name": "name"})
GROUP = Target("group", Group, "group", "groups", ("slug",), {})

MEMBERS = SpreadsheetKind(
    "members",
    "Members of the Board",
    "People, the agency each comes from, and their seat at the Board.",
    fields=(
        Field("name", "Name", Text(200), ("name", "full name", "member", "member name", "representative", "board member",
              "contact", "contact name", "person", "attendee"), is_needed=True),
        Field("post", "Job title", Text(200), ("job title", "post", "role", "position", "title", "designation", "job"),
              otherwise=("seat", "=Member")),
        Field("agency", "Agency", OfBoard("agency"), ("agency", "organisation", "organization", "org", "partner", "employer",
              "representing", "partner agency", "service", "company")),
        Field("email", "Work e-mail", Emails(), ("email", "e mail", "email address", "work email", "contact email", "mail")),
        Field("seat", "Seat at the Board", Text(200), ("seat", "board role", "role on board", "board position",
              "membership", "role at the board", "membership type", "capacity"), otherwise=("agency", "post", "=Member"),
              hint="Such as Member, Deputy or Chair. Where it is empty, the seat has the agency’s name."),
        Field("is_chair", "Chairs the Board", YesNo(yes=frozenset({"chair", "independent chair"}),
              no=frozenset({"member", "deputy", "vice chair"})), ("chair", "is chair", "board chair", "chairs the board")),
        Field("from_on", "Member since", Dates(month="first"), ("from", "start", "start date", "date joined", "joined",
              "member since", "since", "appointed", "date appointed")),
        Field("to_on", "Member until", Dates(month="last"), ("to", "end", "end date", "left", "date left", "until",
              "leaving date", "stepped down", "resigned")),
    ),
    targets=(
        Target("person", Person, "person", "people", ("name", "agency"), {"name": "name", "post": "post", "agency": "agency",
               "email": "email"}, loose=("agency",)),
        Target("seat", Seat, "member", "members", ("agency", "title", "held_by"), {"agency": "agency", "title": "seat",
               "is_chair": "is_chair", "from_on": "from_on.on", "to_on": "to_on.on"}, links={"held_by": "person"},
               loose=("held_by",)),
    ),
)  # fmt: skip

_ACTION_STATUS = Choice(
    {value: words for value, words in Action.Status.choices if value != Action.Status.EVIDENCED},  # a sheet proves nothing
    words={
        **dict.fromkeys(("open", "not started", "overdue", "outstanding", "pending", "to do", "carried forward", "c/f", "new",
                         "not due", "awaiting update", "red", "r"), "not_started"),
        **dict.fromkeys(("in progress", "ongoing", "on-going", "on track", "started", "started - on track", "under way",
                         "underway", "active", "current", "wip", "amber", "a"), "in_progress"),
        **dict.fromkeys(("stalled", "delayed", "blocked", "on hold", "paused"), "stalled"),
        **dict.fromkeys(("done", "complete", "completed", "finished", "achieved", "implemented", "blue", "b", "y",
                         "yes", "✓"), "done"),
        **dict.fromkeys(("cancelled", "withdrawn", "not done", "not achieved", "superseded", "no longer needed",
                         "no longer required", "abandoned", "rejected", "closed - not done"), "superseded"),
    },
    perhaps={"closed": "done", "green": "done", "g": "done", "discharged": "done", "n": "not_started", "no": "not_started"},
)  # fmt: skip

ACTIONS = SpreadsheetKind(
    "actions",
    "Action log",
    "What was agreed, who does it, by when, and how far it has come.",
    fields=(
        Field("text", "Action", Text(4000), ("action", "actions", "action required", "task", "what", "description",
              "action agreed", "agreed action", "action point", "details", "detail", "action description", "item"),
              is_needed=True, hint="What is to be done. It is how we tell whether an action is there already."),
        Field("owner", "Owner", Text(200), ("owner", "lead", "responsible", "who", "by whom", "action owner", "responsibility",
              "assigned to", "lead officer", "responsible person", "lead person", "person responsible", "name")),
        Field("agency", "Agency", OfBoard("agency"), ("agency", "organisation", "organization", "org", "partner",
              "lead agency", "responsible agency", "partner agency")),
        Field("due_on", "Due date", Dates(month="last"), ("due", "due date", "deadline", "by when", "target date", "when",
              "timescale", "date due", "target", "due by", "completion due", "timeframe"),
              hint="A month, such as Mar-24, is read as its last day."),
        Field("status", "Status", _ACTION_STATUS, ("status", "progress status", "state", "open closed", "open or closed",
              "action status", "complete", "completed y n")),
        Field("done_on", "Date done", Dates(month="last"), ("date done", "date completed", "completed on", "completion date",
              "date closed", "closed on", "completed", "closed date", "date complete", "done"), implies=("status", "done")),
        Field("note", "Progress", Text(10_000), ("progress", "update", "notes", "comments", "comment", "note",
              "latest update", "progress update", "updates", "outcome", "position")),
        Field("rating", "Rating", Ratings(), ("rag", "rag rating", "rag status", "rating", "bragg", "brag"),
              hint="Red, amber or green. It is kept as a sentence in the progress."),
    ),
    targets=(
        Target("action", Action, "action", "actions", ("text",), {"text": "text", "owner": "owner", "agency": "agency",
               "due_on": "due_on.on", "status": "status", "done_on": "done_on.on", "note": "note rating"},
               fixed={"status": "not_started"}),
    ),
)  # fmt: skip

RISKS = SpreadsheetKind(
    "risks",
    "Risk register",
    "Risks to the Board’s work, with likelihood and impact from 1 to 5.",
    fields=(
        Field("title", "Risk", Text(300), ("risk", "risk title", "title", "risk description", "description", "name",
              "risk name", "risk event", "what is the risk"), is_needed=True,
              hint="It is how we tell whether a risk is there already."),
        Field("cause", "Cause", Text(10_000), ("cause", "causes", "because", "reason", "source", "trigger")),
        Field("effect", "Effect", Text(10_000), ("effect", "consequence", "consequences", "effects", "result", "leading to",
              "impact description")),
        Field("likelihood", "Likelihood", Scores(), ("likelihood", "probability", "l", "current likelihood",
              "likelihood 1 5", "likelihood score", "p"), is_needed=True, hint="From 1 to 5, also as High (4)."),
        Field("impact", "Impact", Scores(), ("impact", "severity", "i", "current impact", "impact 1 5", "impact score"),
              is_needed=True, hint="From 1 to 5, also as High (4)."),
        Field("owner", "Owner", Text(200), ("owner", "risk owner", "lead", "responsible", "who", "responsible person",
              "lead officer")),
        Field("mitigation", "What is done about it", Text(10_000), ("mitigation", "mitigations", "controls", "mitigating actions",
              "control measures", "actions", "mitigating action", "existing controls", "action", "current controls", "response")),
        Field("review_on", "Review date", Dates(month="last"), ("review date", "review", "next review", "date of next review",
              "review by", "next review date", "review due")),
        Field("status", "Status", Choice(dict(BoardRisk.Status.choices),
              words={**dict.fromkeys(("open", "live", "active", "current", "ongoing", "new", "monitoring", "escalated"), "open"),
                     **dict.fromkeys(("closed", "archived", "resolved", "retired", "removed"), "closed")},
              perhaps={"accepted": "open", "tolerated": "open", "green": "open", "g": "open"}),
              ("status", "state", "open closed", "risk status", "open or closed")),
    ),
    targets=(
        Target("risk", BoardRisk, "risk", "risks", ("title",), {name: name for name in ("title", "cause", "effect",
               "likelihood", "impact", "owner", "mitigation", "status")} | {"review_on": "review_on.on"},
               fixed={"status": "open"}),
    ),
)  # fmt: skip

_CAME = Choice(
    dict(Attendance.Status.choices),
    words={
        **dict.fromkeys(("p", "present", "✓", "✔", "☑", "y", "yes", "attended", "in attendance", "1", "pres",
                         "here", "online", "via teams"), "present"),
        **dict.fromkeys(("d", "dep", "deputy", "sub", "substitute", "rep", "represented", "deputised", "deputy attended",
                         "deputy sent"), "deputy"),
        **dict.fromkeys(("apols", "apol", "apologies", "ap", "apology", "apologies received", "apols.", "sent apologies",
                         "apologies given"), "apologies"),
        **dict.fromkeys(("abs", "absent", "n", "no", "dna", "did not attend", "0", "✗", "✘", "not present", "no show",
                         "not in attendance"), "absent"),
    },
    perhaps={"a": "apologies", "x": "absent", "/": "present", "part": "present"},
)  # fmt: skip

ATTENDANCE = SpreadsheetKind(
    "attendance",
    "Attendance at meetings",
    "Which agencies came to which meetings: a column for each meeting, or a row for each attendance.",
    fields=(
        Field("agency", "Agency", OfBoard("agency"), ("agency", "organisation", "organization", "org", "partner", "member",
              "representing", "partner agency", "name", "attendee", "membership"), is_needed=True,
              hint="Several people of one agency count once: it was present if one of them was."),
        Field("group", "Group", OfBoard("group"), ("group", "meeting", "subgroup", "sub group", "meeting name", "board",
              "committee", "which meeting"), is_needed=True, question="Which group’s meetings are these?",
              hint="Whose meeting it was. If the whole sheet is one group’s, say so on the next page."),
        Field("held_on", "Date of the meeting", Dates(), ("date", "meeting date", "held on", "date of meeting", "held",
              "date held"), is_needed=True),
        Field("status", "Who came", _CAME, ("attendance", "attended", "status", "present", "attended y n", "came",
              "present apologies"), is_needed=True),
        Field("is_online", "Held online", YesNo(yes=frozenset({"online", "virtual", "teams", "ms teams", "zoom", "remote"}),
              no=frozenset({"in person", "face to face", "f2f", "room", "hybrid"})),
              ("online", "format", "venue", "held online", "virtual", "how held")),
    ),
    targets=(
        Target("meeting", Meeting, "meeting", "meetings", ("group", "held_on"), {"group": "group", "held_on": "held_on.on",
               "is_online": "is_online"}, board="group__board_id", belongs_to_board=False),
        Target("attendance", Attendance, "attendance", "attendances", ("meeting", "agency"), {"agency": "agency",
               "status": "status"}, links={"meeting": "meeting"}, board="meeting__group__board_id", belongs_to_board=False),
    ),
    wide=Wide(heading="held_on", cell="status"),
    joins_repeats="status",
)  # fmt: skip

TRAINING = SpreadsheetKind(
    "training",
    "Training",
    "Courses, when each was held, and how many came.",
    fields=(
        Field("title", "Course", Text(200), ("course", "course title", "title", "course name", "training", "event",
              "session", "training title", "name", "training course", "topic", "subject"), is_needed=True),
        Field("held_on", "Date held", Dates(keeps_precision=True), ("date", "date held", "held on", "session date", "when",
              "course date", "date of training", "training date", "month", "year"), is_needed=True,
              hint="A day, a month (Mar-24) or a financial year (2023-24)."),
        Field("delegates", "How many came", Numbers(), ("delegates", "attendees", "attended", "number attended",
              "no attended", "numbers", "attendance", "number of delegates", "no of delegates", "places taken", "headcount",
              "number of attendees", "no of attendees", "total")),
        Field("views", "How many watched", Numbers(), ("views", "watched", "viewings", "number of views", "no of views",
              "views online")),
        Field("is_webinar", "Webinar", YesNo(yes=frozenset({"webinar", "online", "virtual", "teams", "zoom", "recorded"}),
              no=frozenset({"classroom", "in person", "face to face", "f2f", "face-to-face"})),
              ("webinar", "is webinar", "format", "delivery", "type", "mode", "delivery method", "online")),
    ),
    targets=(
        Target("course", Course, "course", "courses", ("title",), {"title": "title", "is_webinar": "is_webinar"}),
        Target("session", Session, "session", "sessions", ("course", "held_on", "held_precision"), {"held_on": "held_on.on",
               "held_precision": "held_on.precision", "delegates": "delegates", "views": "views"},
               links={"course": "course"}, board="course__board_id", belongs_to_board=False),
    ),
)  # fmt: skip

LEDGER = SpreadsheetKind(
    "ledger",
    "Ledger of what was spent",
    "A line for each amount, as the council’s accounts give it out.",
    fields=(
        Field("spent_on", "Day", Dates(), ("date", "posting date", "transaction date", "invoice date", "paid on", "date paid",
              "payment date", "effective date", "doc date", "document date"), is_needed=True,
              hint="It says which financial year the amount belongs to."),
        Field("line", "What it was spent on", Text(100), ("budget line", "line", "account", "account description", "category",
              "subjective", "subjective description", "expenditure type", "cost type", "heading", "code description",
              "analysis", "type", "what"), is_needed=True,
              hint="Where it has the name of a budget line, it counts against that line."),
        Field("pence", "Amount", Money(), ("amount", "net", "net amount", "value", "cost", "debit", "actual", "total", "gbp",
              "amount gbp", "spend", "sum", "pounds"), is_needed=True,
              hint="What came back has a minus in front of it, or stands in brackets."),
        Field("supplier", "Paid to", Text(200), ("supplier", "supplier name", "payee", "vendor", "vendor name", "creditor",
              "paid to", "name", "beneficiary")),
        Field("reference", "Reference", Text(100), ("reference", "ref", "invoice number", "invoice no", "transaction",
              "transaction number", "doc no", "document number", "journal", "voucher", "transaction id", "invoice")),
        Field("note", "What for", Text(300), ("description", "details", "narrative", "text", "note", "notes", "comment",
              "line description", "memo")),
    ),
    targets=(
        Target("spending", Expenditure, "line of spending", "lines of spending",
               ("spent_on", "line", "pence", "supplier", "reference", "note"),
               {"spent_on": "spent_on.on", "period": "spent_on.period", "line": "line", "pence": "pence",
                "supplier": "supplier", "reference": "reference", "note": "note"}),
    ),
    refuses_same_file=True,
)  # fmt: skip

KINDS = {kind.name: kind for kind in (MEMBERS, ACTIONS, RISKS, ATTENDANCE, TRAINING, LEDGER, COMPARED, PEOPLE)}
