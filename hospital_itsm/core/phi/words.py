"""Words of the hospital and of computing that begin with a capital letter and are not names of people."""

PARTICLES = frozenset(
    ("de", "la", "van", "von", "der", "den", "del", "bin", "al", "da", "dos", "le", "di", "el")
)

_ROWS = (
    "a access account accounts action admission admissions advisory advocate after alarm alarms alert all",
    "also an analyzer and android any app apple application april are area arm as assist at audit august",
    "badge band barcode bay because bed beds before billing biomed blood board book both building bus",
    "business but button cable call camera can cannot card cardiac cardiology care cart cath census",
    "center central centre chair chairs chart charting chrome citrix clerk clinic clinical clinics code",
    "computer connect console core count critical cuff data day december department desk device devices",
    "dial dialysis dictation did discharge display dock doctor documentation does door downtime drive",
    "drug east echo edge education elevator email emergency endoscopy engagement engineer engineering",
    "entry epic error excel exit experience external family fax february fetal file financial floor",
    "flowsheet folder for form forms four friday from front gateway general group guest had hall harbor",
    "has have he header health help her here him his home hospital host how hub i identification if",
    "imaging in incubator infant information infusion install intake interface internet interpreter is it",
    "its january july june just kestwick key keyboard kiosk lab label laboratory laptop larkhaven library",
    "lift line link list load lobby location login main maintenance management march master may med",
    "medical medication meds menu message mobile monday monitor monitoring monitors mouse move my name",
    "neonatal network new night nine no north not november now nurse nurses nursing october of office on",
    "oncology one online only operating or order orders our out outlook outpatient page paging pain panel",
    "pantry password patient patients payroll per pharmacy phone phones physician pilot please point pool",
    "port portal power printer printers privacy program pump pumps queue radiology reader record records",
    "recovery refresh registration rehab release remote report reports request respiratory result results",
    "room rooms safety satisfaction saturday scale scan scanner scanners schedule scheduler scheduling",
    "screen screens second security september server service services session shared she sheet shift sign",
    "since site smart so software some sound south staff station stations status steam step still storage",
    "store sunday supply support surgery switch system systems table tablet tag team teams telemetry test",
    "that the their then there these they this three thursday ticket time to today token tonight tool",
    "tower tracker tracking training transfer transport trauma triage tube tuesday two unit units until",
    "update upgrade user users vault vendor ventilator version video viewer visit visits vital vitals",
    "wall ward was we wednesday week were west what wheel when where which while who wifi will windows",
    "wing wireless with word workstation wristband wristbands you your zone",
)
NOT_NAMES = frozenset(word for row in _ROWS for word in row.split())
