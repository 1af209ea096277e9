"""Who is in the demo, and how far each of them is. All of them are invented."""

from dataclasses import dataclass

from lms.people.choices import Role

ORGANISATION = ("Open Seat Network (fictional)", "open-seat-network")
# Whose only part is to have sat a check, so that its statistics can be looked at.
CROWD_ORGANISATION = ("Practice learners (fictional)", "practice-learners")
CROWD = 500
# How often role-plays were played by some of them, and how many went through the one whose ways can be studied.
RUNS = 300
STUDIED, STUDENTS = "i-dont-see-the-point", 300
COHORT = "Autumn group (fictional)"
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Member:
    """`name` before the @ of the address; `preferred` is what we call them."""

    name: str
    full_name: str
    role: Role
    preferred: str = ""

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


STAFF = (
    Member("supervisor", "Samir Haddad", Role.SUPERVISOR),
    Member("supervisor2", "Ngozi Okonjo", Role.SUPERVISOR),
    Member("lead", "Rowan Lindqvist", Role.LEAD_SUPERVISOR),
    Member("editor", "Mira Castellano", Role.CONTENT_EDITOR),
    Member("reviewer", "Dr Anouk Verhoeven", Role.CLINICAL_REVIEWER, "Anouk"),
    Member("manager", "Imani Castellan", Role.PROGRAMME_MANAGER),
    Member("auditor", "Teodor Vasile", Role.AUDITOR),
)


@dataclass(frozen=True)
class Scene:
    """A role-play that somebody took part in, so many days ago: along the reference path, but for what is said here.

    `harms`: so many harmful choices come first, and are put right, unless it `leaves` them. `steps`: it stops after so
    many; 0 for not before the end. `reads` it as a text instead. `sends` it to the supervisors. `words`: what stands at
    each place for a line of one's own, and `shares` whether supervisors may read it.
    """

    code: str
    days: float
    harms: int = 0
    leaves: bool = False
    steps: int = 0
    reads: bool = False
    sends: bool = False
    words: str = ""
    shares: bool = False


@dataclass(frozen=True)
class Stage:
    """How far somebody came. `began` and the days of the checks count back from today.

    `lessons`: lessons done of each module. `checks`: for each module the tries as (days ago, met?).
    `under_way`: the module whose check is begun and not handed in. `writes`: a reflection, `shares` it too.
    `ends`: "" or "paused" or "withdrawn". `seen`: days since they were last here.
    `sure`: days since they tried the safety check, very sure of two answers that were not right; 0 for never.
    `note`: what they wrote for the practice check a day later, which waits for their supervisor.
    `scenes`: the role-plays they took part in.
    """

    began: int
    lessons: tuple[int, int] = (0, 0)
    checks: tuple[tuple[tuple[int, bool], ...], tuple[tuple[int, bool], ...]] = ((), ())
    under_way: int = 0
    writes: str = ""
    shares: bool = False
    ends: str = ""
    seen: int = 1
    sure: int = 0
    note: str = ""
    scenes: tuple[Scene, ...] = ()


TRAINEES = (
    (
        Member("trainee", "Imke Larsen", Role.TRAINEE),
        Stage(
            21,
            (5, 1),
            (((6, True),), ()),
            writes="My aunt. She made tea and asked nothing.",
            seen=1,
            scenes=(
                Scene("first-night", 1.5, harms=1, words="It stays here, unless somebody may be badly hurt."),
                Scene("just-get-some-sunlight", 1.2, steps=3),
            ),
        ),
    ),
    (Member("tomas", "Tomás Rivera Peña", Role.TRAINEE), Stage(2, seen=2)),
    (Member("adaeze", "Adaeze Nwosu", Role.TRAINEE), Stage(9, (1, 0), seen=3)),
    (Member("yusuf", "Yusuf Demir", Role.TRAINEE), Stage(20, (5, 0), seen=17)),
    (
        Member("meiling", "Mei-Ling Zhao", Role.TRAINEE, "Mei-Ling"),
        Stage(
            18,
            (5, 0),
            (((4, False),), ()),
            seen=4,
            scenes=(Scene("first-night", 4.5, harms=1, leaves=True, sends=True),),
        ),
    ),
    (
        Member("petra", "Petra Horváthová", Role.TRAINEE),
        Stage(19, (5, 0), (((3, False), (0, False)), ()), seen=0),
    ),
    (
        Member("kofi", "Kofi Mensah", Role.TRAINEE),
        Stage(
            22,
            (5, 0),
            (((5, True),), ()),
            writes="In a choir, oddly. Nobody there tried to mend anything, and I came back every week.",
            shares=True,
            seen=2,
            sure=3,
            note="One member spoke for a long time about a move, and two others had no turn. I hoped for a pause. "
            "I noticed that I was afraid of seeming cold, and that I looked at the clock instead of the circle. "
            "Next time I will say at the start how we share the time, and after five minutes I will thank "
            "whoever speaks and ask who else knows something of it.",
            scenes=(
                Scene(
                    "i-dont-see-the-point",
                    2.5,
                    sends=True,
                    words="What you said makes me want to ask you plainly: are you thinking about killing yourself?",
                    shares=True,
                ),
            ),
        ),
    ),
    (
        Member("leila", "Leila Haddadi", Role.TRAINEE),
        Stage(24, (3, 0), ends="paused", seen=12),
    ),
    (Member("jonas", "Jonas Weber", Role.TRAINEE), Stage(25, (1, 0), ends="withdrawn", seen=20)),
    (
        Member("amara", "Amara Diallo", Role.TRAINEE),
        Stage(
            23,
            (5, 5),
            (((12, False), (10, True)), ()),
            under_way=2,
            seen=0,
            scenes=(Scene("the-hour-that-one-person-fills", 5, harms=2, sends=True),),
        ),
    ),
    (
        Member("sofia", "Sofía Fuentes Aguirre", Role.TRAINEE),
        Stage(
            26, (5, 5), (((15, True),), ((4, True),)), seen=4, scenes=(Scene("i-dont-see-the-point", 8, reads=True),)
        ),
    ),
    (
        Member("layla", "ليلى المنصوري", Role.TRAINEE),
        Stage(26, (5, 5), (((14, True),), ((9, False), (7, True))), seen=7),
    ),
)
