"""Addresses of purchases."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.procurement.exported import PURCHASES
from hospital_itsm.procurement.views import options, purchases, quotes, receipts, steps

app_name = "procurement"
ONE = "purchases/<str:number>/"
OPTION = f"{ONE}options/<int:pk>/"
RECEIPT = f"{ONE}receipts/<int:pk>/"
urlpatterns = [
    path("purchases/", purchases.PurchasesView.as_view(), name="purchases"),
    path("purchases/export/", export_view(PURCHASES), name="export_purchases"),
    path("purchases/new/", purchases.NewPurchaseView.as_view(), name="new_purchase"),
    path(ONE, purchases.PurchaseView.as_view(), name="purchase"),
    path(f"{ONE}edit/", purchases.EditPurchaseView.as_view(), name="edit_purchase"),
    path(f"{ONE}copy/", steps.CopyView.as_view(), name="copy_purchase"),
    path(f"{ONE}submit/", steps.SubmitView.as_view(), name="submit_purchase"),
    path(f"{ONE}withdraw/", steps.WithdrawView.as_view(), name="withdraw_purchase"),
    path(f"{ONE}order/", steps.OrderView.as_view(), name="order_purchase"),
    path(f"{ONE}close/", steps.CloseView.as_view(), name="close_purchase"),
    path(f"{ONE}cancel/", steps.CancelView.as_view(), name="cancel_purchase"),
    path(f"{ONE}choose/", options.ChooseView.as_view(), name="choose_option"),
    path(f"{ONE}options/new/", options.NewOptionView.as_view(), name="new_option"),
    path(f"{OPTION}edit/", options.EditOptionView.as_view(), name="edit_option"),
    path(f"{OPTION}remove/", options.RemoveOptionView.as_view(), name="remove_option"),
    path(f"{OPTION}files/new/", quotes.NewFileView.as_view(), name="new_file"),
    path(f"{ONE}files/<int:pk>/", quotes.FileView.as_view(), name="quote_file"),
    path(f"{ONE}files/<int:pk>/remove/", quotes.RemoveFileView.as_view(), name="remove_file"),
    path(f"{OPTION}lines/new/", options.NewLineView.as_view(), name="new_line"),
    path(f"{ONE}lines/<int:pk>/edit/", options.EditLineView.as_view(), name="edit_line"),
    path(f"{ONE}lines/<int:pk>/remove/", options.RemoveLineView.as_view(), name="remove_line"),
    path(f"{ONE}receive/", receipts.ReceiveView.as_view(), name="receive_goods"),
    path(f"{RECEIPT}take-back/", receipts.TakeBackView.as_view(), name="take_back_receipt"),
    path(f"{ONE}received/<int:pk>/assets/", receipts.AssetsView.as_view(), name="record_assets"),
]
