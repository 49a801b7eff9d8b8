"""Inventories as an agent of GLPI sends them: a computer before and after a repair, and others."""

import json
from typing import Any


def before() -> dict[str, Any]:
    """A nurse station with one disk and 8 GB."""
    return {
        "deviceid": "ms5-ns1-2026-01-10-08-00-00",
        "itemtype": "Computer",
        "action": "inventory",
        "content": {
            "versionclient": "GLPI-Agent_v1.7",
            "bios": {
                "smanufacturer": "Oakfield",
                "smodel": "OptiDesk 5",
                "ssn": "OD5-7781",
                "bversion": "1.2.0",
            },
            "hardware": {
                "name": "ms5-ns1",
                "memory": 7800,
                "chassis_type": "Desktop",
                "vmsystem": "Physical",
                "lastloggeduser": "jdoe",
            },
            "operatingsystem": {
                "name": "Windows 10",
                "version": "22H2",
                "arch": "x86_64",
                "ssh_key": "ssh-rsa AAAA",
            },
            "cpus": [{"name": "Core i5-8500", "core": 6}],
            "memories": [{"capacity": 4096}, {"capacity": 4096}],
            "storages": [{"name": "sda", "model": "SSD 870", "serial": "DISK-1", "disksize": 256000}],
            "networks": [
                {
                    "description": "lo",
                    "mac": "00:00:00:00:00:00",
                    "type": "loopback",
                    "ipaddress": "127.0.0.1",
                },
                {
                    "description": "eth0",
                    "mac": "00:1a:2b:00:00:01",
                    "type": "ethernet",
                    "ipaddress": "10.4.0.9",
                },
                {"description": "wlan0", "mac": "00:1a:2b:00:00:02", "type": "wifi"},
            ],
            "softwares": [{"name": f"Program {at}", "version": "1"} for at in range(400)],
            "users": [{"login": "jdoe"}],
        },
    }


def after() -> dict[str, Any]:
    """The same with Windows 11, another disk, 16 GB and another address."""
    found = before()
    content = found["content"]
    content["operatingsystem"] |= {"name": "Windows 11", "version": "24H2"}
    content["memories"] = [{"capacity": 8192}, {"capacity": 8192}]
    content["storages"] = [{"name": "nvme0n1", "serial": "DISK-2", "disksize": 512000}]
    content["networks"][1]["ipaddress"] = "10.4.0.77"
    content["softwares"] = [{"name": f"Program {at}", "version": "2"} for at in range(390)]
    return found


def printer() -> dict[str, Any]:
    """A printer found over the network."""
    return {
        "deviceid": "NPI1-2026-01-10-08-00-00",
        "itemtype": "Printer",
        "action": "netinventory",
        "content": {
            "network_device": {
                "name": "NPI1", "type": "Printer", "manufacturer": "Oakfield", "model": "LaserPage 4",
                "serial": "LP4-9", "firmware": "2409048", "mac": "00:68:eb:00:00:10",
                "ips": ["10.59.29.175"], "uptime": "7 days",
            },
            "pagecounters": {"total": 1802},
        },
    }  # fmt: skip


def as_file(document: Any) -> bytes:
    """What the agent writes."""
    return json.dumps(document).encode()
