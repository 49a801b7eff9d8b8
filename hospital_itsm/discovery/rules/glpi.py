"""Reading one inventory in GLPI's JSON: what has a field here, and by name what has none.

Nothing of what people do on the machine is kept: no names of users, no keys, no processes.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from assets.rules.mac import normalized_mac
from hospital_itsm.core.plain_text import one_line

NOT_AN_INVENTORY, NO_DEVICE_ID, TOO_LONG_ID, TOO_MANY = (
    "not-an-inventory", "no-device-id", "device-id-too-long", "too-many-parts",
)  # fmt: skip
LONGEST_ID: Final = 80
MOST_PARTS: Final = 20_000
PLACEHOLDERS: Final = frozenset(
    {"", "0", "NONE", "N/A", "UNKNOWN", "DEFAULT STRING", "SYSTEM SERIAL NUMBER", "NOT SPECIFIED", "INVALID",
     "TO BE FILLED BY O.E.M.", "TO BE FILLED BY OEM", "123456789", "0123456789"}
)  # fmt: skip
"""What makers write where no serial number is."""
ROLES: Final = {"phone": "mobile", "printer": "printer", "networkequipment": "network_device"}
SERVERS: Final = ("server", "rack", "blade", "virtual")
HARDWARE_READ: Final = frozenset({"name", "memory", "chassis_type", "vmsystem"})
BIOS_READ: Final = frozenset({"smanufacturer", "smodel", "ssn", "bversion"})
DEVICE_READ: Final = frozenset({"firmware", "ips", "mac", "manufacturer", "model", "name", "serial", "type"})
SYSTEM_READ: Final = frozenset({"name", "version", "full_name", "fqdn", "arch"})
READ_WHOLE: Final = frozenset({"cpus", "memories", "networks", "storages", "firmwares", "versionclient"})


class Unreadable(ValueError):
    """This is no inventory of one machine; the message is a code."""


@dataclass
class Machine:
    """What an inventory says of one machine. `own` holds values for custom fields by key; `media` name disks.

    `unplaced` lists `[part, how many]` for what no field takes.
    """

    device_id: str
    is_partial: bool = False
    asset_class: str = "workstation"
    facts: dict[str, Any] = field(default_factory=dict)
    maker: str = ""
    model: str = ""
    network: dict[str, Any] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    media: list[dict[str, str]] = field(default_factory=list)
    says_media: bool = False
    unplaced: list[list[Any]] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The same as it is stored."""
        return asdict(self)


def read(document: Any) -> Machine:
    """The machine of one inventory. Raises Unreadable."""
    content = document.get("content") if isinstance(document, dict) else None
    if not isinstance(content, dict):
        raise Unreadable(NOT_AN_INVENTORY)
    device_id = _words(document.get("deviceid"))
    if not device_id:
        raise Unreadable(NO_DEVICE_ID)
    if len(device_id) > LONGEST_ID:
        raise Unreadable(TOO_LONG_ID)
    if sum(len(part) for part in content.values() if isinstance(part, list)) > MOST_PARTS:
        raise Unreadable(TOO_MANY)
    found = Machine(device_id, is_partial=document.get("partial") is True)
    found.asset_class = _class(document, content)
    _identity(found, content)
    _software(found, content)
    _network(found, content)
    _parts(found, content)
    found.unplaced = _unplaced(content) + found.unplaced
    return found


def _class(document: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    role = _words(document.get("itemtype")).lower()
    kind = _words(_section(content, "network_device").get("type")).lower()
    if "network_device" in content and not role:
        role = {"printer": "printer", "networking": "networkequipment"}.get(kind, "other")
    if kind == "storage":
        return "storage"
    if role in ROLES:
        return ROLES[role]
    if role not in ("", "computer"):
        return "other"
    hardware = _section(content, "hardware")
    chassis, machine = _words(hardware.get("chassis_type")).lower(), _words(hardware.get("vmsystem")).lower()
    is_server = any(word in chassis for word in SERVERS) or machine not in ("", "physical")
    return "server" if is_server else "workstation"


def _identity(found: Machine, content: Mapping[str, Any]) -> None:
    bios, device = _section(content, "bios"), _section(content, "network_device")
    serial = _words(bios.get("ssn") or device.get("serial"), 80)
    found.facts = {"serial": serial} if serial.upper() not in PLACEHOLDERS else {}
    maker = _words(bios.get("smanufacturer") or device.get("manufacturer"), 120)
    model = _words(bios.get("smodel") or device.get("model"), 120)
    found.maker, found.model = ("", "") if model.upper() in PLACEHOLDERS else (maker, model)
    if firmware := _words(device.get("firmware") or _firmware(content), 40):
        found.facts["software_version"] = firmware
    _put(found.own, "bios_version", bios.get("bversion"))
    _put(found.own, "chassis", _section(content, "hardware").get("chassis_type"))


def _firmware(content: Mapping[str, Any]) -> Any:
    return next(
        (row.get("version") for row in _rows(content, "firmwares") if row.get("type") == "device"), ""
    )


def _software(found: Machine, content: Mapping[str, Any]) -> None:
    system = _section(content, "operatingsystem")
    if name := _words(system.get("name") or system.get("full_name"), 60):
        found.network["os_name"] = name
        found.network["os_version"] = _words(system.get("version"), 40)
    _put(found.own, "architecture", system.get("arch"))
    called = _section(content, "hardware").get("name") or _section(content, "network_device").get("name")
    if hostname := _words(called or system.get("fqdn"), 120):
        found.network["hostname"] = hostname


def _network(found: Machine, content: Mapping[str, Any]) -> None:
    device, cards = _section(content, "network_device"), _cards(_rows(content, "networks"))
    if mac := normalized_mac(_words(device.get("mac"))):
        given = device.get("ips")
        addresses = given if isinstance(given, list) else []
        cards = {mac: {"ips": [_words(one) for one in addresses], "is_wireless": False, "ssid": ""}}
    if not cards:
        return
    chosen = min(cards, key=lambda mac: (not cards[mac]["ips"], cards[mac]["is_wireless"], mac))
    card = cards.pop(chosen)
    found.network |= {"mac": chosen, "is_wireless": card["is_wireless"]}
    if address := _address(card["ips"]):
        found.network["ip"] = address
    if card["ssid"]:
        found.network["ssid"] = card["ssid"]
    if cards:
        found.unplaced.append(["networks", len(cards)])


def _cards(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The real network cards by address; one with several addresses stands in several rows."""
    cards: dict[str, dict[str, Any]] = {}
    for row in rows:
        mac, kind = normalized_mac(_words(row.get("mac"))), _words(row.get("type")).lower()
        if (
            not mac
            or mac == "0" * 12
            or row.get("virtualdev") is True
            or kind in ("loopback", "bridge", "alias")
        ):
            continue
        card = cards.setdefault(mac, {"ips": [], "is_wireless": kind == "wifi", "ssid": ""})
        card["ips"] += [_words(row.get(name)) for name in ("ipaddress", "ipaddress6") if row.get(name)]
        ssid = _words(row.get("wifi_ssid"), 32)
        card["ssid"] = card["ssid"] or ("" if "<unknown" in ssid else ssid)
    return cards


def _address(texts: Iterable[str]) -> str:
    found = []
    for text in texts:
        try:
            found.append(ipaddress.ip_address(text))
        except ValueError:
            continue
    usable = [one for one in found if not (one.is_loopback or one.is_link_local or one.is_unspecified)]
    return str(min(usable, key=lambda one: (one.version, int(one)))) if usable else ""


def _parts(found: Machine, content: Mapping[str, Any]) -> None:
    cpus = _rows(content, "cpus")
    _put(
        found.own,
        "cpu",
        ", ".join(dict.fromkeys(_words(row.get("name"), 90) for row in cpus if row.get("name"))),
    )
    sizes = [row["capacity"] for row in _rows(content, "memories") if _is_size(row.get("capacity"))]
    memory = sum(sizes) or _section(content, "hardware").get("memory")
    if _is_size(memory):
        found.own["memory_mb"] = str(memory)
    found.says_media = "storages" in content
    without = 0
    for row in _rows(content, "storages"):
        serial = _words(row.get("serial") or row.get("serialnumber"), 80)
        if serial.upper() in PLACEHOLDERS:
            without += 1
        elif serial not in [one["serial"] for one in found.media]:
            found.media.append({"serial": serial, "kind": _medium(row)})
    if without:
        found.unplaced.append(["storages", without])
    disks = [row["disksize"] for row in _rows(content, "storages") if _is_size(row.get("disksize"))]
    if disks:
        found.own["disk_mb"] = str(sum(disks))


def _medium(row: Mapping[str, Any]) -> str:
    said = " ".join(
        _words(row.get(name)).lower() for name in ("name", "model", "type", "interface", "description")
    )
    words = {
        "ssd": "ssd",
        "nvme": "ssd",
        "tape": "tape",
        "cdrom": "optical",
        "dvd": "optical",
        "usb": "flash",
    }
    return next((kind for word, kind in words.items() if word in said), "other")


def _unplaced(content: Mapping[str, Any]) -> list[list[Any]]:
    """The parts no field takes: sections with how many entries, and single values by their name."""
    read_of = {
        "hardware": HARDWARE_READ, "bios": BIOS_READ, "network_device": DEVICE_READ, "operatingsystem": SYSTEM_READ,
    }  # fmt: skip
    found: list[list[Any]] = []
    for name in sorted(content):
        part = content[name]
        if name in read_of and isinstance(part, dict):
            found += [[f"{name}.{_words(key, 40)}", 1] for key in sorted(part) if key not in read_of[name]]
        elif name not in READ_WHOLE:
            found.append([_words(name, 60), len(part) if isinstance(part, list) else 1])
    return found[:200]


def _section(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = content.get(name)
    return part if isinstance(part, dict) else {}


def _rows(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    part = content.get(name)
    return [row for row in part if isinstance(row, dict)] if isinstance(part, list) else []


def _words(value: Any, most: int = 200) -> str:
    return one_line(str(value))[:most].strip() if isinstance(value, str | int) and value is not True else ""


def _put(found: dict[str, str], name: str, value: Any) -> None:
    if text := _words(value, 200):
        found[name] = text


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**12
