"""The checklists of the demo hospital and where they are put on; the words are ours."""

from typing import Final

KEEPER: Final = "irene.salt"

CHECKLISTS: Final = (
    {
        "code": "CL-LIFE",
        "name": "Life support without a backup",
        "opens_by": "O2",
        "tasks": "Bring a working spare or a loaner to the bedside\n"
        "NET: Keep somebody at hand for the network of the place\n"
        "optional: Tell the house supervisor what is left in the pool",
    },
    {
        "code": "CL-DEVICE",
        "name": "Device is not on the network",
        "tasks": "Read address, time and last contact from the device\n"
        "NET: Check the port, the wireless cover and the address of the place\n"
        "optional: HTM-CYBER: Say whether anything was changed on its segment",
    },
    {
        "code": "CL-DESK",
        "name": "Workstation is exchanged",
        "tasks": "Bring the spare and read both tags\nIAM: Move the badge reader and its certificate\n"
        "optional: PRINT: Give it the printers of the unit",
    },
)

BEGINS: Final = "signe.aldana"
"""Who of the network team begins theirs."""
PUT_ON: Final = (("HTM-GEN", "CL-DEVICE", "reid.sandoval"), ("EUC", "CL-DESK", "omar.quillan"))
"""The team whose oldest open ticket gets which checklist, and who puts it on."""
