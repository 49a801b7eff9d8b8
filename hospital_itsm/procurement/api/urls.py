"""Addresses of purchases over REST."""

from django.urls import path

from hospital_itsm.procurement.api.purchases import STEPS, Options, Purchases, PurchaseSteps, Receipts
from hospital_itsm.procurement.api.quotes import NewQuoteFiles, QuoteFiles

ONE = "purchases/<str:number>/"
urlpatterns = [
    path("purchases/", Purchases.as_view({"get": "list", "post": "create"}), name="purchases"),
    path(ONE, Purchases.as_view({"get": "retrieve", "patch": "partial_update"}), name="purchase"),
    path(f"{ONE}actions/copy/", Purchases.as_view({"post": "copy"}), name="purchase_copy"),
    *(
        path(f"{ONE}actions/{verb}/", PurchaseSteps.as_view({"post": verb}), name=f"purchase_{verb}")
        for verb in STEPS
    ),
    path(f"{ONE}options/", Options.as_view({"post": "create"}), name="purchase_options"),
    path(
        f"{ONE}options/<int:pk>/",
        Options.as_view({"patch": "partial_update", "delete": "destroy"}),
        name="purchase_option",
    ),
    path(
        f"{ONE}options/<int:pk>/files/",
        NewQuoteFiles.as_view({"post": "create"}),
        name="purchase_option_files",
    ),
    path(
        f"{ONE}files/<int:pk>/",
        QuoteFiles.as_view({"get": "retrieve", "delete": "destroy"}),
        name="purchase_file",
    ),
    path(f"{ONE}options/<int:pk>/lines/", Options.as_view({"post": "add_line"}), name="purchase_lines"),
    path(
        f"{ONE}lines/<int:pk>/",
        Options.as_view({"patch": "change_line", "delete": "remove_line"}),
        name="purchase_line",
    ),
    path(f"{ONE}receipts/", Receipts.as_view({"post": "create"}), name="purchase_receipts"),
    path(
        f"{ONE}receipts/<int:pk>/actions/take_back/",
        Receipts.as_view({"post": "take_back"}),
        name="purchase_receipt_back",
    ),
    path(
        f"{ONE}received/<int:pk>/assets/",
        Receipts.as_view({"post": "record"}),
        name="purchase_received_assets",
    ),
]
