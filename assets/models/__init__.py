"""The tables of assets, services and places."""

from assets.models.asset import Asset, AssetExternalRef, AssetSearch
from assets.models.asset_import import AssetImport, AssetImportProfile, AssetImportRow
from assets.models.certificate import SanitizationCertificate
from assets.models.custody import Loan, Movement, StatusChange
from assets.models.custom_field import CustomField
from assets.models.device_model import DeviceIdentifier, DeviceModel
from assets.models.location import Location
from assets.models.network import Circuit, NetworkProfile, StorageMedium
from assets.models.recall import RecallDocument, RecallImport, RecallNotice
from assets.models.recall_case import DeviceSearch, RecallCase, RecallLine
from assets.models.relation import Relation
from assets.models.service import License, Service
from assets.models.walk import InventoryWalk, WalkScan

__all__ = [
    "Asset",
    "AssetExternalRef",
    "AssetImport",
    "AssetImportProfile",
    "AssetImportRow",
    "AssetSearch",
    "Circuit",
    "CustomField",
    "DeviceIdentifier",
    "DeviceModel",
    "DeviceSearch",
    "InventoryWalk",
    "License",
    "Loan",
    "Location",
    "Movement",
    "NetworkProfile",
    "RecallCase",
    "RecallDocument",
    "RecallImport",
    "RecallLine",
    "RecallNotice",
    "Relation",
    "SanitizationCertificate",
    "Service",
    "StatusChange",
    "StorageMedium",
    "WalkScan",
]
